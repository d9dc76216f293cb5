"""Workbooks of reports as the tests hold them: by the names of their inputs."""

import re
import subprocess
import zipfile
from html import unescape
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from reporting.models import Revision
from tests import factories
from tests.programs import program

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
BOOK, UPLOAD, STORE = (f"{PAGE}workbook/{more}" for more in ("", "upload/", "store/"))
TIMES, PERSONS, FEMALES = (
    f"direct_publicity[forums].{column}" for column in ("times", "persons", "females")
)
PARTS = ("title", "kind", "number", "date", "partner", "text", "activity_group", "")


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
            if not isinstance(key, str) or sheet.sheet_state != "visible":
                continue
            if key.endswith(":columns"):
                columns = {cell.column: str(cell.value).partition(":")[2] for cell in row[1:]}
                continue
            for cell in row[1:]:
                if not cell.protection.locked:
                    name = self._name(key, columns.get(cell.column, ""))
                    self.places.setdefault(name, (sheet.title, cell.coordinate))

    @staticmethod
    def _name(key, column):
        if key.endswith((":nothing", ":reason")):
            table, what = key.split(":")
            return f"{what}:{table}"
        table, brace, entry = key.partition("{")
        if not brace:
            return f"{key}.{column}" if "[" in key else key
        if column in PARTS:
            return f"{key}:{column or 'text'}"
        return f"{table}.{column}{{{entry}"

    def cell(self, name):
        sheet, place = self.places[name]
        return self.book[sheet][place]

    def __setitem__(self, name, value):
        self.cell(name).value = value

    def __getitem__(self, name):
        return self.cell(name).value

    def blanks(self, table):
        """The keys of the blank rows of an open table, from top to bottom."""
        found = {}
        for name in self.places:
            match = re.fullmatch(rf"{table}\{{(\w+)\}}:\w+", name)
            if match and match[1] not in found:
                found[match[1]] = self[name]
        return [key for key, value in found.items() if value is None]

    def bytes(self):
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def downloaded(client):
    answer = client.get(BOOK)
    assert answer.status_code == 200
    return Book(answer.content)


def sent(client, content):
    return client.post(UPLOAD, {"workbook": SimpleUploadedFile("report.xlsx", content)})


def signed_of(answer):
    [found] = re.findall(r'name="signed" value="([^"]*)"', answer.text)
    return unescape(found)


def numbers():
    with factories.secretariat():
        values = Revision.objects.get(report__year=2021).values.select_related("cell", "entry")
        return {
            one.cell.code + (f"{{{one.entry.key}}}" if one.entry else ""): (
                "n/a" if one.not_available else one.value
            )
            for one in values
        }


def rows(table):
    with factories.secretariat():
        entries = Revision.objects.get(report__year=2021).entries.filter(table__code=table)
        return [(one.key, one.title, one.partner, one.text) for one in entries.order_by("position")]


def through_libreoffice(content, folder, to="xlsx"):
    (folder / "in").mkdir(exist_ok=True)
    path = folder / "in" / "report.xlsx"
    path.write_bytes(content)
    subprocess.run(
        [program("soffice"), "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", to, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / f"report.{to}").read_bytes()


def with_cells(content, cells, more_rows=None):
    """The workbook with the XML of some cells replaced: (sheet, place) -> what stands there.
    `more_rows`: after all others, by the number of the sheet."""
    titles = load_workbook(BytesIO(content)).sheetnames
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            for sheet, xml in (more_rows or {}).items():
                if name == f"xl/worksheets/sheet{sheet + 1}.xml":
                    text = text.replace(b"</sheetData>", f"{xml}</sheetData>".encode())
            for (sheet, place), wanted in cells.items():
                if name == f"xl/worksheets/sheet{titles.index(sheet) + 1}.xml":
                    pattern = rf'<c r="{place}"[^>]*?(/>|>.*?</c>)'
                    text, found = re.subn(pattern.encode(), wanted.encode(), text, count=1)
                    assert found, place
            after.writestr(name, text)
    return stream.getvalue()


def plain_text(answer):
    """What a page says, without its marks."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))
