"""Programs that only tests use: a browser, a workbook's and a PDF's reader.

What a machine lacks is skipped, and said once at the end of the run. REQUIRE_PROGRAMS=1, as
`.ci/run` sets it, makes a failure of it (REQUIRE_BROWSER=1 is an older name of the same).
"""

import os
import re
import shutil
from collections import Counter
from typing import Any

import pytest

PACKAGES = {  # of Debian
    "chromium": "chromium",
    "soffice": "libreoffice-calc",
    "lowriter": "libreoffice-writer",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "docker-compose": "docker-compose",
}
NEEDS = "needs the program "


def program(name: str) -> str:
    """Where it is; the test that asks is skipped, or fails, where it is not."""
    found = os.environ.get(name.upper()) or shutil.which(name)
    if found:
        return found
    said = f"{NEEDS}{name} (Debian's package {PACKAGES[name]})"
    if "1" in (os.environ.get("REQUIRE_PROGRAMS"), os.environ.get("REQUIRE_BROWSER")):
        pytest.fail(f"{said}, and REQUIRE_PROGRAMS=1 is set.")
    pytest.skip(said)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Once, and by program: skipped tests are easily taken for passed ones."""
    lacking: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", ()):
        needed = re.search(f"{NEEDS}(.+)", str(report.longrepr[2]) if report.longrepr else "")
        if needed:
            lacking[needed[1]] += 1
    if lacking:
        terminalreporter.section("not tested here, because this machine lacks")
        for name, count in sorted(lacking.items()):
            terminalreporter.write_line(f"{name}: {count} {'test' if count == 1 else 'tests'}")
