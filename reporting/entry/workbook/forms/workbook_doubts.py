"""What the checks would say of the numbers of a workbook, as far as they can be read, so that it is
known before anything is stored."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reporting.checks.rules.table_rules import Finding
from reporting.entry.page.forms.posted_inputs import PartProblem, entry_of, parse_cell
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.queries.input_names import text_name
from reporting.entry.page.queries.report_content import ReportContent, address_of, content_with
from reporting.entry.page.rules.entry_checks import DATE
from reporting.entry.workbook.forms.workbook_changes import ROW_OF_TEXT, WorkbookChange
from reporting.kernel.days import as_written
from reporting.kernel.tables import Value, cell_name
from reporting.models import ListEntry

MOST_PLACES = 2


@dataclass(frozen=True)
class Doubt:
    """What a check says, at the first of its cells that the workbook changes. `is_error`: it stops
    the submission; else it wants an explanation on the page of the report."""

    sheet: str
    cell: str
    value: str
    words: str
    is_error: bool

    @property
    def note(self) -> str:
        return self.words


def doubts_of(
    changes: Collection[WorkbookChange], wrong: Collection[str], content: ReportContent
) -> list[Doubt]:
    """Each once. `wrong`: the inputs that could not be read; what depends on one is not known."""
    if not changes:
        return []
    unread = {_address(name): None for name in wrong if ":" not in name}
    after = content_with(_with_rows(content, changes), {**dict(_values(changes)), **unread})
    return list(_placed(after, {change.name: change for change in changes}, wrong))


def _placed(
    after: ReportContent, changed: Mapping[str, WorkbookChange], wrong: Collection[str]
) -> Iterator[Doubt]:
    for check in after.checks:
        finding: Finding = check.finding
        inputs = [_input_of(cell) for cell in finding.cells]
        here = [changed[name] for name in inputs if name in changed]
        if not here or any(name in wrong for name in inputs):
            continue
        words, is_error = finding.words(_), finding.severity == "error"
        yield Doubt(here[0].sheet, here[0].cell, as_written(here[0].after), words, is_error)


def _input_of(code: str) -> str:
    cell = cell_name(code)
    if cell.entry and cell.element == DATE:
        return text_name((cell.table, cell.entry), DATE)
    return str(address_of(code))


def _values(changes: Iterable[WorkbookChange]) -> Iterator[tuple[CellAddress, Value | None]]:
    for change in changes:
        if ":" not in change.name:
            yield _address(change.name), parse_cell(change.after, MOST_PLACES)


def _address(name: str) -> CellAddress:
    cell, _brace, entry = name.partition("{")
    return CellAddress(cell, entry.removesuffix("}") or None)


def _with_rows(content: ReportContent, changes: Iterable[WorkbookChange]) -> ReportContent:
    """With the texts of the lists as the workbook has them: the checks call a row by its title."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for change in changes:
        if found := ROW_OF_TEXT.fullmatch(change.name):
            part = change.name.rpartition(":")[2]
            texts.setdefault((found[1], found[2]), {})[part] = change.after
    entries = {table: list(rows) for table, rows in content.entries.items()}
    for (table, key), sent in texts.items():
        rows = entries.setdefault(table, [])
        place = next((at for at, row in enumerate(rows) if row.key == key), len(rows))
        stored = rows[place] if place < len(rows) else None
        rows[place : place + 1] = [_row(stored, key, sent, place)]
    return replace(content, entries=entries)


def _row(stored: ListEntry | None, key: str, sent: Mapping[str, str], place: int) -> ListEntry:
    """Never saved."""
    row = copy(stored) if stored else ListEntry(key=key, position=place)
    try:
        texts = entry_of(stored, sent, place)
    except PartProblem:
        return row
    for part in names.TEXTS:
        setattr(row, part, getattr(texts, part))
    return row
