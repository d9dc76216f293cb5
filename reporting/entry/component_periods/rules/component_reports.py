"""What several reports of one unit and form say, as plain values; and which rows of theirs are the
same row, so that they can be added up and compared."""

import datetime
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reporting.kernel.periods import Period
from reporting.kernel.table_values import Values
from reporting.kernel.tables import CellKey, ElementSpec, TableSpec, Value


@dataclass(frozen=True)
class ReportDataRow:
    """An open row or a paragraph."""

    key: str
    title: str = ""
    kind: str = ""
    number: str = ""
    date: datetime.date | None = None
    partner: str = ""
    text: str = ""
    level: int = 0
    activity_group: str = ""


Source = Period | tuple[Period, bool]


@dataclass(frozen=True)
class ReportData:
    """One report, each part by table; `nothing`: why a table has nothing to report. `below`: not
    the unit's own, but what those below it reported for the period, put together."""

    period: Period
    values: Mapping[str, Values] = field(default_factory=dict)
    rows: Mapping[str, Sequence[ReportDataRow]] = field(default_factory=dict)
    nothing: Mapping[str, str] = field(default_factory=dict)
    below: bool = False

    @property
    def source(self) -> Source:
        """What tells it from the other reports that it is compared with."""
        return (self.period, True) if self.below else self.period

    def numbers(self, table: str) -> Values:
        return self.values.get(table, {})


@dataclass(frozen=True)
class CommonRow:
    """A row that several reports have: its key in each, and its texts in each, oldest first."""

    option: str | None = None
    keys: Mapping[Source, str] = field(default_factory=dict)
    texts: tuple[tuple[Period, ReportDataRow], ...] = ()

    @property
    def first(self) -> ReportDataRow | None:
        return self.texts[0][1] if self.texts else None

    def key(self, element: ElementSpec, source: Source) -> CellKey | None:
        """None where this report does not have the row."""
        if not self.texts:
            return CellKey(self.option, element.code)
        entry = self.keys.get(source)
        return CellKey(None, element.code, entry) if entry else None

    def values(
        self, spec: TableSpec, element: ElementSpec, reports: Iterable[ReportData]
    ) -> list[Value | None]:
        """One a report; None where it says nothing."""
        if self.texts:
            return [self.value(spec, element, report) for report in reports]
        key = CellKey(self.option, element.code)
        return [report.numbers(spec.code).get(key) for report in reports]

    def value(self, spec: TableSpec, element: ElementSpec, report: ReportData) -> Value | None:
        key = self.key(element, report.source)
        return report.numbers(spec.code).get(key) if key else None


def common_rows(spec: TableSpec, reports: Iterable[ReportData]) -> list[CommonRow]:
    """The rows of a table over several reports, in the order of the table, then of appearance."""
    if spec.kind == "fixed":
        return [CommonRow(option=option.code) for option in spec.rows()]
    if spec.kind == "single":
        return [CommonRow()]
    return _open_rows(spec, reports)


def _open_rows(spec: TableSpec, reports: Iterable[ReportData]) -> list[CommonRow]:
    """Two rows are one where they say the same of the same; after a longer report was filled from
    shorter ones, also where its row still has their key: the title may have been corrected."""
    found: dict[Hashable, list[tuple[ReportData, ReportDataRow]]] = {}
    by_key: dict[str, Hashable] = {}
    earlier: list[ReportData] = []
    for report in reports:
        is_longer = any(
            report.period.contains(other.period) and report.source != other.source
            for other in earlier
        )
        for same, row in _identified(spec, report):
            was_filled = is_longer and same not in found and _has_none(found, by_key, report, row)
            place = by_key[row.key] if was_filled else same
            found.setdefault(place, []).append((report, row))
            by_key.setdefault(row.key, place)
        earlier.append(report)
    return [
        CommonRow(
            keys={report.source: row.key for report, row in rows},
            texts=tuple((report.period, row) for report, row in rows),
        )
        for rows in found.values()
    ]


def _has_none(
    found: Mapping[Hashable, list[tuple[ReportData, ReportDataRow]]],
    by_key: Mapping[str, Hashable],
    report: ReportData,
    row: ReportDataRow,
) -> bool:
    """Whether a row of this key is there, and this report has none of it yet."""
    place = by_key.get(row.key)
    return place is not None and all(other.source != report.source for other, _row in found[place])


def _identified(spec: TableSpec, report: ReportData) -> Iterator[tuple[Hashable, ReportDataRow]]:
    """Each row with what makes it the same as another's; the second one alike is another row."""
    seen: Counter[Hashable] = Counter()
    for row in report.rows.get(spec.code, ()):
        same = _sameness(spec, row)
        yield (same, seen[same]), row
        seen[same] += 1


def _sameness(spec: TableSpec, row: ReportDataRow) -> Hashable:
    if spec.kind == "narrative":
        return (folded(row.text), "" if row.level == 0 else row.key)
    if not row.title:
        return ("key", row.key)
    if spec.elements:
        return folded(row.title), folded(row.partner)
    return folded(row.title), folded(row.partner), folded(row.kind), folded(row.number), row.date


def folded(text: str) -> str:
    return " ".join(text.casefold().split())
