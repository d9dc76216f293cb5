"""In production each script has a hashed name, and the modules import each other by it."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from nsp_portal.storage import ModuleStorage

STATIC = Path(settings.BASE_DIR) / "static"
IMPORTED = re.compile(r'^import .* from "\./([^"]+)";$', re.MULTILINE)
FOLDERS = sorted(
    {
        script.parent.relative_to(STATIC).as_posix()
        for script in STATIC.rglob("*.js")
        if IMPORTED.search(script.read_text())
    }
)


def test_the_folders_with_modules_are_found():
    assert FOLDERS == ["editions/writing", "entry"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_modules_import_hashed_names(folder, tmp_path):
    shutil.copytree(STATIC / folder, tmp_path / folder)
    storage = ModuleStorage(location=str(tmp_path), base_url="/static/")
    scripts = [script.name for script in (STATIC / folder).iterdir() if script.is_file()]
    paths = {f"{folder}/{name}": (storage, f"{folder}/{name}") for name in scripts}
    assert list(storage.post_process(paths))

    imports = 0
    for name in scripts:
        hashed = (tmp_path / storage.hashed_files[f"{folder}/{name}"]).read_text()
        names = IMPORTED.findall(hashed) if name.endswith(".js") else []
        imports += len(names)
        for imported in names:
            assert re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", imported)
            assert (tmp_path / folder / imported).exists()
    assert imports > 8
