"""A published edition is verified on a machine that has nothing but its files."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reporting.editions.publishing.actions.rendered_files import path_of
from reporting.models import RenderedFile
from tests.editions import published
from tests.factories import secretariat


@pytest.fixture
def archive(year_2020, settings, tmp_path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    published(files=("discrepancies.csv",))
    with secretariat():
        return path_of(RenderedFile.objects.get(name__endswith=".zip"))


@pytest.fixture
def folder(archive: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked" / "nsp-2020-edition-1"


def verified(path, capsys, *options) -> tuple[str, str]:
    """What it says, and what is wrong."""
    try:
        call_command("verify_edition", str(path), *options)
    except CommandError as error:
        return "", capsys.readouterr().err + str(error)
    return capsys.readouterr().out, ""


def test_the_archive_and_the_folder_are_what_was_published(archive, folder, capsys):
    for path in (archive, folder):
        said, wrong = verified(path, capsys)
        assert wrong == ""
        assert "Edition 1 of 2020, published on" in said
        assert "5 files and the figures are what was published" in said
        assert "The portal's own manifest says the same." in said


def test_sha256sum_agrees(folder):
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(b": OK") == 6


def test_another_machine_without_a_database(archive):
    """In a process of its own, with a database that does not answer."""
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nowhere",
        "DJANGO_SETTINGS_MODULE": "nsp_portal.settings",
    }
    command = [sys.executable, "manage.py", "verify_edition", str(archive)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "are what was published" in done.stdout
    with_flag = [*command, "--against-portal"]
    done = subprocess.run(with_flag, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "does not have the edition" in done.stderr


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("en/discrepancies.csv", "en/discrepancies.csv is not the file that was published"),
        ("canonical-figures.csv", "The figures are not the published ones"),
        ("text.json", "The text is not the one that was published"),
        ("catalogue.json", "The catalogue is not the published one"),
        ("SHA256SUMS", "SHA256SUMS does not agree"),
    ],
)
def test_a_changed_file_is_named(folder, capsys, name, words):
    edit(folder / name, "1", "2")
    _said, wrong = verified(folder, capsys)
    assert words in wrong
    assert "This is not the edition as it was published." in wrong


def test_a_missing_file_and_one_too_many_are_named(folder, capsys):
    (folder / "km/discrepancies.csv").rename(folder / "km/other.csv")
    _said, wrong = verified(folder, capsys)
    assert "km/discrepancies.csv is missing." in wrong
    assert "km/other.csv does not belong to the edition." in wrong


def test_a_forged_manifest_is_found_by_the_portal(folder, capsys):
    edit(folder / "manifest.json", '"revision": 1', '"revision": 2')
    shutil.rmtree(folder / "none", ignore_errors=True)
    (folder / "SHA256SUMS").unlink()
    said, wrong = verified(folder, capsys, "--no-against-portal")
    assert "are what was published" in said
    assert wrong == ""
    _said, wrong = verified(folder, capsys)
    assert "“revisions” differs" in wrong


def test_what_is_no_edition(tmp_path, capsys):
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    assert "cannot be read" in verified(tmp_path / "broken.zip", capsys)[1]
    assert "There is nothing at" in verified(tmp_path / "nowhere", capsys)[1]
    (tmp_path / "empty").mkdir()
    assert "There is no manifest.json" in verified(tmp_path / "empty", capsys)[1]
    (tmp_path / "empty/manifest.json").write_text('{"files": {}}')
    assert "manifest.json cannot be read" in verified(tmp_path / "empty", capsys)[1]
