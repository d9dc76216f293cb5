"""A bare machine: what it lacks is skipped and said, and where all must be there it fails."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import PACKAGES

TESTS = Path(__file__).parents[1]
SAMPLE = """
from tests.programs import program

def test_a_workbook():
    assert program("soffice")

def test_a_page():
    assert program("chromium")

def test_another_page():
    assert program("chromium")

def test_that_needs_nothing():
    assert True
"""


def run(folder: Path, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Where there is no program at all."""
    (folder / "empty").mkdir()
    (folder / "test_sample.py").write_text(SAMPLE)
    inherited = {
        name: value for name, value in os.environ.items()
        if not name.startswith(("REQUIRE_", "PYTEST_", "CHROMIUM", "DJANGO"))
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "tests.programs",
         "-p", "no:cacheprovider", "-c", "/dev/null", f"--rootdir={folder}", str(folder),
         *more],
        env=inherited | {"PATH": str(folder / "empty"), "PYTHONPATH": "."} | environment,
        cwd=TESTS.parent, capture_output=True, text=True,
    )  # fmt: skip


def test_what_is_lacking_is_skipped_and_said_once_at_the_end(tmp_path):
    done = run(tmp_path, "--numprocesses=1")  # as make test does: reports come from elsewhere
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.partition("not tested here, because this machine lacks")[2]
    assert "chromium (Debian's package chromium): 2 tests" in said
    assert "soffice (Debian's package libreoffice-calc): 1 test\n" in said
    assert "1 passed, 3 skipped" in said


@pytest.mark.parametrize("variable", ["REQUIRE_PROGRAMS", "REQUIRE_BROWSER"])
def test_where_all_are_required_a_lacking_one_is_a_failure(tmp_path, variable):
    done = run(tmp_path, **{variable: "1"})
    assert done.returncode == 1
    assert "3 failed, 1 passed" in done.stdout
    assert "needs the program soffice" in done.stdout


def test_no_test_starts_such_a_program_without_asking():
    """Else it fails on a machine without it, and nobody is told why."""
    start = re.compile(rf"""(?<!program\()["'](?:{"|".join(PACKAGES)})["'](?!:)""")
    found = [
        f"{path.relative_to(TESTS)}: {line.strip()}"
        for path in sorted(TESTS.rglob("*.py"))
        if path.name not in ("programs.py", "pictures.py", Path(__file__).name)
        for line in path.read_text().splitlines()
        if start.search(line)
    ]
    assert found == []


def test_the_gate_requires_all_programs():
    assert "REQUIRE_PROGRAMS=1 make test" in (TESTS.parent / ".ci" / "run").read_text()
