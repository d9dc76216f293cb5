"""The file of populations, read as a whole: what to store, or what is wrong in which row. A filled
workbook and a CSV of the same columns are read by the same rules."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from provinces.models import SUB_NATIONAL, UnitKind
from reporting.core.queries.years import this_year
from reporting.core.workbooks.lists import SheetProblem, place_of, read_list, said_in
from reporting.kernel.messages import in_words
from reporting.population.actions import KnownRow
from reporting.population.exports import COLUMNS as SHEET_COLUMNS
from reporting.population.exports import SHEET
from reporting.population.queries import units_by_code
from reporting.population.rules import COLUMNS, ReadRows, read_rows

PLACES = (UnitKind.NATION, *SUB_NATIONAL)
Lines = list[tuple[int, Mapping[str, str]]]


@dataclass
class ReadPopulations:
    rows: list[KnownRow] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)


def read_population_workbook(content: bytes) -> ReadPopulations:
    """Raises `BadWorkbook` where the file itself is refused."""
    rows, problems = read_list(content, SHEET, SHEET_COLUMNS)
    lines: Lines = [(number, {name: said_in(row[name]) for name in row}) for number, row in rows]
    found = _known(
        read_rows(lines, this_year()), lambda column, row: place_of(SHEET_COLUMNS, column, row)
    )
    if problems:
        return ReadPopulations(problems=[*problems, *found.problems])
    return found


def read_population_csv(text: str) -> ReadPopulations:
    """With the names of the columns in its first line."""
    reader = csv.DictReader(StringIO(text))
    if list(reader.fieldnames or ()) != list(COLUMNS):
        words = _("The first line has to name the columns %(names)s.")
        return ReadPopulations(problems=[SheetProblem("1", words % {"names": ", ".join(COLUMNS)})])
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
        [SheetProblem(place(column, row), words) for row, column, words in problems],
    )
