"""The file of populations, read as a whole: what to store, or what is wrong in which row. A filled
workbook and a CSV of the same columns are read by the same rules."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import SUB_NATIONAL, UnitKind
from reporting.core.queries.years import this_year
from reporting.core.workbooks.inspection import MOST_BYTES
from reporting.core.workbooks.reading import ReadSheet, read_workbook
from reporting.kernel.messages import in_words
from reporting.population.actions import KnownRow
from reporting.population.exports import SHEET, sheet_heads
from reporting.population.queries import units_by_code
from reporting.population.rules import COLUMNS, ReadRows, read_rows

PLACES = (UnitKind.NATION, *SUB_NATIONAL)
LETTERS = dict(zip(("code", "place", *COLUMNS[1:]), "ABCDEFGH", strict=True))
Lines = list[tuple[int, Mapping[str, str]]]


class PopulationUploadForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Filled workbook"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) of at most 10 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> Any:
        workbook = self.cleaned_data["workbook"]
        if workbook.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MiB."))
        return workbook


@dataclass(frozen=True)
class Problem:
    """`place`: the cell, or the line of a file."""

    place: str
    reason: str


@dataclass
class ReadPopulations:
    rows: list[KnownRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_population_workbook(content: bytes) -> ReadPopulations:
    """Raises `BadWorkbook` where the file itself is refused."""
    sheet = read_workbook(content, [SHEET]).get(SHEET)
    if sheet is None or _heads(sheet) != sheet_heads():
        reason = _("This workbook was not made from the download, or its headings were changed.")
        return ReadPopulations(problems=[Problem("A1", reason)])
    found = _known(
        read_rows(_sheet_lines(sheet), this_year()), lambda column, row: f"{LETTERS[column]}{row}"
    )
    if sheet.beyond:
        found.problems.append(Problem("A2001", _("There are more than 2,000 rows.")))
    return found


def read_population_csv(text: str) -> ReadPopulations:
    """With the names of the columns in its first line."""
    reader = csv.DictReader(StringIO(text))
    if list(reader.fieldnames or ()) != list(COLUMNS):
        words = _("The first line has to name the columns %(names)s.")
        return ReadPopulations(problems=[Problem("1", words % {"names": ", ".join(COLUMNS)})])
    lines: Lines = [
        (number, {name: row.get(name) or "" for name in COLUMNS})
        for number, row in enumerate(reader, start=2)
    ]
    return _known(read_rows(lines, this_year()), lambda column, row: f"{row} {column}")


def _known(read: ReadRows, place: Any) -> ReadPopulations:
    units = units_by_code(row.code for row in read.rows)
    problems = [
        (problem.row, problem.column, in_words(problem.template, problem.params, _))
        for problem in read.problems
    ]
    rows = []
    for row in read.rows:
        unit = units.get(row.code)
        if unit is None:
            words = _("There is no place with the code %(code)s.") % {"code": row.code}
            problems.append((row.row, "code", words))
        elif unit.kind not in PLACES:
            words = _("%(code)s is not the nation, a province, a district or a commune.")
            problems.append((row.row, "code", words % {"code": row.code}))
        else:
            rows.append(KnownRow(unit, row))
    problems.sort(key=lambda problem: (problem[0], COLUMNS.index(problem[1])))
    return ReadPopulations(
        rows if not problems else [],
        [Problem(place(column, row), words) for row, column, words in problems],
    )


def _heads(sheet: ReadSheet) -> list[Any]:
    heads = {cell.column: cell.value for cell in sheet.cells if cell.row == 1}
    return [heads.get(column) for column in range(1, len(LETTERS) + 1)]


def _sheet_lines(sheet: ReadSheet) -> Lines:
    names = [name for name, _letter in LETTERS.items()]
    rows: dict[int, dict[str, str]] = {}
    for cell in sheet.cells:
        if cell.row > 1 and cell.column <= len(names):
            name = names[cell.column - 1]
            text = cell.formula if cell.kind == "formula" else str(cell.value)
            rows.setdefault(cell.row, {})[name] = text
    return sorted(rows.items())
