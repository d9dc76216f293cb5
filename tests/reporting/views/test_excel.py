"""A report by Excel: out, filled, back; what is shown before, and what is stored."""

import re
import subprocess
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from reporting.models import Revision
from tests import factories
from tests.factories import KANDAL_OFFICER

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
BOOK, UPLOAD, STORE = (f"{PAGE}workbook/{more}" for more in ("", "upload/", "store/"))
TIMES, PERSONS, FEMALES = (
    f"direct_publicity[forums].{column}" for column in ("times", "persons", "females")
)


@pytest.fixture
def officer(signed_in):
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


class Book:
    """A downloaded workbook, with its inputs by name."""

    def __init__(self, content):
        self.book = load_workbook(BytesIO(content))
        self.places = {}
        for sheet in self.book.worksheets:
            self._find(sheet)

    def _find(self, sheet):
        columns = {}
        for row in sheet.iter_rows():
            key = row[0].value
            if isinstance(key, str) and key.endswith(":columns"):
                columns = {cell.column: str(cell.value).partition(":")[2] for cell in row[1:]}
            elif isinstance(key, str) and sheet.sheet_state == "visible":
                self.places |= {
                    name: (sheet.title, cell.coordinate)
                    for cell in row[1:]
                    if not cell.protection.locked
                    for name in [self._name(key, columns.get(cell.column, ""))]
                }

    @staticmethod
    def _name(key, column):
        if key.endswith((":nothing", ":reason")):
            table, what = key.split(":")
            return f"{what}:{table}"
        table, brace, entry = key.partition("{")
        if "[" in key or not brace:
            return key if not column or (column == "number" and "." in key) else f"{key}.{column}"
        if column in ("title", "kind", "number", "date", "partner", "text", ""):
            return f"{key}:{column or 'text'}"
        return f"{table}.{column}{{{entry}"

    def cell(self, name):
        sheet, place = self.places[name]
        return self.book[sheet][place]

    def __setitem__(self, name, value):
        self.cell(name).value = value

    def __getitem__(self, name):
        return self.cell(name).value

    def blank(self, table, nth=0):
        """The key of a blank row of an open table."""
        keys = dict.fromkeys(
            re.findall(r"\{(r\w+)\}", name)[0]
            for name in self.places
            if name.startswith((f"{table}{{", f"{table}.")) and "{" in name and not self[name]
        )
        return list(keys)[nth]

    def bytes(self):
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def downloaded(client):
    answer = client.get(BOOK)
    assert answer.status_code == 200
    return Book(answer.content)


def sent(client, content):
    upload = SimpleUploadedFile("report.xlsx", content)
    return client.post(UPLOAD, {"workbook": upload})


def signed_of(answer):
    [found] = re.findall(r'name="signed" value="([^"]*)"', answer.text)
    return unescape(found)


def stored():
    with factories.secretariat():
        values = Revision.objects.get(report__year=2021).values.select_related("cell", "entry")
        return {
            one.cell.code + (f"{{{one.entry.key}}}" if one.entry else ""): (
                "n/a" if one.not_available else one.value
            )
            for one in values
        }


def through_libreoffice(content, folder, to="xlsx"):
    (folder / "in").mkdir(exist_ok=True)
    path = folder / "in" / "report.xlsx"
    path.write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
         to, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / f"report.{to}").read_bytes()


@pytest.mark.parametrize("office", [False, True], ids=["openpyxl", "libreoffice"])
def test_out_and_back(officer, tmp_path, office):
    book = downloaded(officer)
    assert book[TIMES] == 3
    book[PERSONS], book[FEMALES] = 812.0, "n/a"
    content = book.bytes()
    if office:
        content = through_libreoffice(content, tmp_path)

    shown = sent(officer, content)

    assert shown.status_code == 200, shown.text
    assert "2 cells will change. Nothing is stored yet." in shown.text
    assert stored() == {TIMES: 3}
    answer = officer.post(STORE, {"signed": signed_of(shown)}, follow=True)
    assert "2 cells were stored from the workbook." in answer.text
    assert stored() == {TIMES: 3, PERSONS: 812, FEMALES: "n/a"}
    again = downloaded(officer)
    assert (again[TIMES], again[PERSONS], again[FEMALES]) == (3, 812, "n/a")
