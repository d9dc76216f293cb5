"""What Excel says while one types: a warning that one may override, for the portal reads Khmer
digits too; the portal checks all of it again."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.form_workbook import words
from reporting.exports.form_workbook.layout import PlacedBlock
from reporting.kernel.form_book import Input, Label

Placed = tuple[int, int, Input]
COUNTED = 'OR({cell}="n/a",AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell})))'
AMOUNT = 'OR({cell}="n/a",AND(ISNUMBER({cell}),{cell}>=0,ROUND({cell},2)={cell}))'
LONGEST_HELP = 225


def add_checks(sheet: Worksheet, block: PlacedBlock) -> None:
    by_column: dict[int, list[Placed]] = {}
    for placed in block.inputs():
        by_column.setdefault(placed[1], []).append(placed)
    for column, found in by_column.items():
        for (kind, places, choices), run in groupby(found, key=_sort):
            check = _check(kind, places, choices, _runs(column, run))
            if check is not None:
                sheet.add_data_validation(check)


def _sort(placed: Placed) -> tuple[str, int, tuple[str, ...]]:
    return placed[2].kind, placed[2].places, placed[2].choices


def _runs(column: int, run: Iterable[Placed]) -> list[str]:
    """The cells as ranges of rows that follow each other."""
    letter = get_column_letter(column)
    return [f"{letter}{a}:{letter}{b}" for a, b in ranges(row for row, _column, _input in run)]


def ranges(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for row in rows:
        if last is not None and first is not None and row != last + 1:
            yield first, last
            first = row
        first = row if first is None else first
        last = row
    if first is not None and last is not None:
        yield first, last


def _check(
    kind: str, places: int, choices: tuple[str, ...], cells: list[str]
) -> DataValidation | None:
    if kind == "number":
        first = cells[0].partition(":")[0]
        formula = (AMOUNT if places else COUNTED).format(cell=first)
        check = DataValidation(type="custom", formula1=formula, errorStyle="warning")
        titles = (words.MONEY_TITLE, words.MONEY_HELP) if places else (words.NUMBER_TITLE, None)
        _say(check, titles[0], titles[1] or words.NUMBER_HELP)
    elif kind == "choice":
        check = DataValidation(type="list", formula1=f'"{",".join(choices)}"')
        _say(check, words.CHOICE_TITLE, words.CHOICE_HELP)
    elif kind == "date":
        check = DataValidation(
            type="date", operator="greaterThan", formula1="36526", errorStyle="warning"
        )
        _say(check, words.DATE_TITLE, words.DATE_HELP)
    else:
        return None
    check.allow_blank = True
    check.sqref = type(check.sqref)(" ".join(cells))
    return check


def _say(check: DataValidation, title: Label, text: Label) -> None:
    check.errorTitle = title.in_line[:32]
    check.error = str(text)[:LONGEST_HELP]
    check.showErrorMessage = True
