"""Workbooks by chance and by malice: what stands in them is stored as meant, named, or refused."""

import zipfile
from html import unescape
from http import HTTPStatus
from io import BytesIO
from random import Random
from time import monotonic

import pytest
from openpyxl import Workbook

from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.reading import read_workbook
from reporting.entry.workbook.forms.form_reading import BOUNDS
from tests import factories
from tests.factories import KANDAL_OFFICER
from tests.reporting.entry.form_books import (
    REPORT,
    STORE,
    TIMES,
    downloaded,
    numbers,
    sent,
    signed_of,
)

IN_TIME = 20  # seconds; a child process is ended then


@pytest.fixture
def officer(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


TEXTS = (
    "", " ", "12", "1,250", "1 250", "១២", "n/a", "N/A", "12a", "-1", "1.5", "1e3", "1_0", "٣",
    "=1", "#N/A", "33.976", "0", "007", "+5", "\u200b",
)  # fmt: skip
JUNK = (*TEXTS, 0, 7, 812.0, 812.5, -3, 1e20, True)


def test_whatever_is_typed_is_either_stored_as_meant_or_named(officer):
    """Seeded junk in every number of the form: nothing crashes, nothing is guessed."""
    chance = Random(3)  # the same junk each time
    book = downloaded(officer)
    cells = [name for name in book.places if ":" not in name and "{" not in name and name != TIMES]
    typed = {name: chance.choice(JUNK) for name in cells}
    for name, value in typed.items():
        book[name] = None if value == "" else value

    answer = sent(officer, book.bytes())

    good = {name: value for name, value in typed.items() if _meant(value) is not False}
    bad = typed.keys() - good.keys()
    assert len(good) > 5 < len(bad)
    text = unescape(answer.text)
    assert f"{len(bad)} places have to be corrected." in text
    for name in bad:
        book[name] = None
    officer.post(STORE, {"signed": signed_of(sent(officer, book.bytes()))})
    meant = {name: _meant(value) for name, value in good.items()}
    assert numbers() == {TIMES: 3} | {name: one for name, one in meant.items() if one is not None}


def _meant(value):
    """The number, "n/a", None for blank; False where it cannot be known."""
    if isinstance(value, bool):
        return False
    known = {"12": 12, "1,250": 1250, "1 250": 1250, "១២": 12, "n/a": "n/a", "N/A": "n/a"}
    if isinstance(value, str):
        return (known | {"": None, " ": None, "\u200b": None, "0": 0, "007": 7}).get(value, False)
    return int(value) if 0 <= value < 1e14 and value == int(value) else False


def test_damaged_files_are_refused_or_read_and_never_break_the_page(officer):
    content = downloaded(officer).bytes()
    chance = Random(5)
    for _turn in range(8):
        damaged = bytearray(content)
        for _byte in range(chance.choice((1, 20))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        answer = sent(officer, bytes(damaged[: chance.choice((None, -200))]))
        assert answer.status_code in (HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert numbers() == {TIMES: 3}


def test_one_text_in_very_many_cells_is_not_read(officer):
    """Small, also when unpacked: only the cells, read out one by one, would be 240 MB."""
    cell = b'<c t="s"><v>0</v></c>'
    rows = b"".join(b'<row r="%d">%s%s</row>' % (row, cell, cell) for row in range(1, 4001))
    text = b"<si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    shared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(a1_and_the_last_cell())) as plain,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr("xl/sharedStrings.xml", head + text)
        for name in plain.namelist():
            data = plain.read(name).replace(b"</Types>", shared)
            data = data.replace(b"<sheetData></sheetData>", b"<sheetData>%s</sheetData>" % rows)
            archive.writestr(name, data)

    begun = monotonic()
    with pytest.raises(BadWorkbook, match="could not be read"):
        read_workbook(stream.getvalue(), None, BOUNDS)
    assert "was not made by the portal" in sent(officer, stream.getvalue()).text
    assert monotonic() - begun < IN_TIME


def bomb():
    """Small, and 512 MiB when unpacked."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("xl/workbook.xml", bytes(64 * 1024 * 1024))
    return stream.getvalue()


def a1_and_the_last_cell():
    book = Workbook()
    sheet = book.create_sheet("Far")
    sheet["A1"] = sheet["XFD1048576"] = 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(name):
    stream = BytesIO(a1_and_the_last_cell())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, b"x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(), "unpacks to far more than a template holds"),
        (a1_and_the_last_cell(), "This workbook was not made by the portal"),
        (with_part("xl/vbaProject.bin"), "has macros"),
        (with_part("xl/externalLinks/externalLink1.xml"), "links to other files"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "has a password or is in the old .xls format"),
        (b"row,column\n1,2\n", "is not an Excel workbook"),
        (bytes(10 * 1024 * 1024 + 1), "larger than 10 MiB"),
    ],
    ids=["bomb", "far", "macros", "links", "password", "csv", "large"],
)
def test_hostile_files_are_refused_in_time_and_say_what_to_do(officer, content, words):
    begun = monotonic()
    answer = sent(officer, content)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.text
    assert monotonic() - begun < IN_TIME
