"""An archive and a workbook are the same bytes whenever they are made."""

import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import Workbook, load_workbook

from reporting.document.files import NoEditionError, open_edition, steady_workbook, write_archive
from reporting.editions.publishing.rules.manifest import ManifestDifference, read_manifest, verify

MOMENT = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_the_archive_is_the_same_bytes_again(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    files = {"b.csv": b"1,2\n", "en/a.pdf": tmp_path / "a.pdf"}
    for name in ("one.zip", "two.zip"):
        write_archive(dict(reversed(files.items())), tmp_path / name, folder="nsp", moment=MOMENT)
        files = dict(reversed(files.items()))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["nsp/b.csv", "nsp/en/a.pdf"]
        assert archive.getinfo("nsp/b.csv").date_time == (2021, 3, 4, 5, 6, 6)
    with open_edition(tmp_path / "one.zip") as (names, read):
        assert names == ["b.csv", "en/a.pdf"]
        assert read("en/a.pdf") == b"%PDF"


def test_a_workbook_is_the_same_bytes_again(tmp_path):
    made = []
    for day in range(2):
        book = Workbook()
        book.worksheets[0]["A1"] = "Persons"
        book.properties.created = MOMENT.replace(tzinfo=None) + timedelta(days=day)
        path = tmp_path / f"{day}.xlsx"
        book.save(path)
        steady_workbook(path, MOMENT)
        made.append(path.read_bytes())
    assert made[0] == made[1]
    again = load_workbook(tmp_path / "0.xlsx")
    assert again.worksheets[0]["A1"].value == "Persons"
    assert again.properties.modified == MOMENT.replace(tzinfo=None)


def test_what_is_no_archive_is_said(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"no")
    with pytest.raises(NoEditionError), open_edition(tmp_path / "no.zip"):
        pass


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"files": [1]}', b'{"format": 2, "files": []}', b"[" * 100_000]
)
def test_what_is_no_manifest_is_said(content):
    assert read_manifest(content) is None
    manifest, differences = verify(["manifest.json"], lambda name: content)
    assert manifest == {}
    assert differences == [ManifestDifference("manifest.json cannot be read.", {})]
