"""In production each script has a hashed name, and the modules import each other by it."""

import re
import shutil
from pathlib import Path

from django.conf import settings

from nsp_portal.storage import ModuleStorage

MODULES = Path(settings.BASE_DIR) / "static" / "reports"
IMPORTED = re.compile(r'^import .* from "\./([^"]+)";$', re.MULTILINE)


def test_modules_import_hashed_names(tmp_path):
    shutil.copytree(MODULES, tmp_path / "reports")
    storage = ModuleStorage(location=str(tmp_path), base_url="/static/")
    paths = {f"reports/{one.name}": (storage, f"reports/{one.name}") for one in MODULES.iterdir()}
    assert list(storage.post_process(paths))

    entry = (tmp_path / storage.hashed_files["reports/entry.js"]).read_text()
    names = IMPORTED.findall(entry)
    assert len(names) == len(IMPORTED.findall((MODULES / "entry.js").read_text())) > 8
    for name in names:
        assert re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name)
        assert (tmp_path / "reports" / name).exists()
