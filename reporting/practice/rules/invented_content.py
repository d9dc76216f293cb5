"""What an invented report contains, and how months add up to a longer one."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reporting.entry.component_periods.rules.differences import combine
from reporting.entry.page.rules.activity_progress import ReportedActivity
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code

Numbers = dict[CellKey, Value]
LineKey = tuple[str, str]  # table, key of the row


@dataclass(frozen=True)
class InventedRow:
    """An open row, or a piece of text."""

    position: int
    title: str = ""
    text: str = ""
    kind: str = ""
    number: str = ""
    partner: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True)
class InventedContent:
    """`explanations`: key of a finding -> (reason, text); `answers`: to commitments, by number."""

    values: dict[str, Numbers] = field(default_factory=dict)
    lines: dict[LineKey, InventedRow] = field(default_factory=dict)
    nothing: dict[str, str] = field(default_factory=dict)
    progress: dict[str, ReportedActivity] = field(default_factory=dict)
    explanations: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: dict[int, CommitmentText] = field(default_factory=dict)

    def changed(self, table: str, numbers: Mapping[CellKey, Value | None]) -> "InventedContent":
        """With these cells instead; None empties one."""
        kept = {**self.values.get(table, {}), **numbers}
        filled = {key: value for key, value in kept.items() if value is not None}
        values = {**self.values, table: filled}
        if not filled:
            del values[table]
        return replace(self, values=values)

    def explained(self, answers: Mapping[str, tuple[str, str]]) -> "InventedContent":
        return replace(self, explanations={**self.explanations, **answers})

    def labels(self) -> dict[str, dict[str, str]]:
        """Table -> row -> what it is called."""
        found: dict[str, dict[str, str]] = {}
        for (table, key), line in self.lines.items():
            found.setdefault(table, {})[key] = line.title
        return found

    def days(self) -> dict[str, dict[str, datetime.date]]:
        """Of the rows that name one, by table and key."""
        found: dict[str, dict[str, datetime.date]] = {}
        for (table, key), row in self.lines.items():
            if row.date is not None:
                found.setdefault(table, {})[key] = row.date
        return found


def added_up(specs: Mapping[str, TableSpec], months: Sequence[InventedContent]) -> InventedContent:
    """The report of a longer period, as it follows from its months; its texts are its own."""
    values: dict[str, Numbers] = {}
    for table, spec in specs.items():
        numbers = _numbers(spec, [month.values.get(table, {}) for month in months])
        if numbers:
            values[table] = numbers
    rows = {
        key: line for month in months for key, line in month.lines.items() if is_row(specs, key[0])
    }
    return InventedContent(
        values=values,
        lines={key: replace(line, position=at) for at, (key, line) in enumerate(rows.items(), 1)},
        nothing=_nothing(months, values),
        progress=progress_of(months),
    )


def is_row(specs: Mapping[str, TableSpec], table: str) -> bool:
    return table in specs and specs[table].kind == "open"


def _numbers(spec: TableSpec, months: Iterable[Numbers]) -> Numbers:
    over_time = {element.code: element.aggregation for element in spec.elements}
    given: dict[CellKey, list[Value | None]] = {}
    for month in months:
        for key, value in month.items():
            given.setdefault(key, []).append(value)
    found = {key: combine(over_time.get(key.element, "sum"), all_) for key, all_ in given.items()}
    return {key: value for key, value in found.items() if value is not None}


def _nothing(months: Sequence[InventedContent], values: Mapping[str, object]) -> dict[str, str]:
    """Where every month said so."""
    said = set.intersection(*(set(month.nothing) for month in months)) if months else set()
    return {table: months[-1].nothing[table] for table in sorted(said - values.keys())}


def progress_of(reports: Iterable[InventedContent]) -> dict[str, ReportedActivity]:
    """Over several reports, oldest first."""
    found: dict[str, ReportedActivity] = {}
    for report in reports:
        for activity, said in report.progress.items():
            found[activity] = found.get(activity, ReportedActivity()).then(said)
    return found


def codes(table: str, numbers: Iterable[CellKey]) -> list[str]:
    """The cells as the checks name them."""
    return [cell_code(table, key.option, key.element, key.entry) for key in numbers]
