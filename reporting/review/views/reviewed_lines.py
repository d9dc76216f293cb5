"""A table as its reviewer reads it: a line for each number, with what stands beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.entry.page.queries.report_content import Check, address, places
from reporting.entry.page.queries.revision_changes import InputChange
from reporting.entry.page.views.open_rows import unit_words
from reporting.kernel.number_comparisons import Movement, share
from reporting.kernel.table_values import FilledTable, inside
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, TableSpec, cell_code
from reporting.models import ListEntry
from reporting.review.queries.comments import Thread
from reporting.review.queries.reviewed_report import ReviewedReport
from reporting.review.rules.marks import LineMarks, Median, line_marks


@dataclass(frozen=True)
class ReviewedNumber:
    """One number. `kind`: body, subtotal or total; `missing`: blank, not_available or nothing."""

    kind: str
    cell: str
    label: str
    unit: str = ""
    number: Decimal | None = None
    missing: str = ""
    places: int = 0
    previous: Decimal | None = None
    last_year: Decimal | None = None
    peers: Median | None = None
    share: Decimal | None = None
    peers_share: Median | None = None
    change: InputChange | None = None
    checks: list[Check] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    is_heading = False

    @cached_property
    def _marks(self) -> LineMarks:
        return line_marks(self.number, self.previous, self.last_year, self.peers)

    @property
    def moved(self) -> Movement | None:
        return self._marks.moved

    @property
    def far(self) -> Movement | None:
        return self._marks.far

    @property
    def is_plain(self) -> bool:
        """Nothing was ever said here: such lines are named together, not one by one."""
        said = self.number is None and self.missing == "blank"
        before = self.previous is None and self.last_year is None
        return said and before and not (self.checks or self.threads or self.change)


@dataclass(frozen=True)
class ReviewedHeading:
    """What the lines under it are about; `texts`: the words of an open row; `reported`: somebody
    wrote its title, so it stands even without a number."""

    label: str
    texts: tuple[str, ...] = ()
    reported: bool = False

    is_heading = True


Row = ReviewedNumber | ReviewedHeading


class Lines:
    """The rows of one table out of a reading."""

    def __init__(self, reading: ReviewedReport, spec: TableSpec) -> None:
        content = reading.content
        self.reading, self.spec, self.content = reading, spec, content
        self.now = FilledTable(spec, content.numbers(spec.code))
        self.previous = FilledTable(spec, reading.beside.previous.get(spec.code, {}))
        self.last_year = FilledTable(spec, reading.beside.last_year.get(spec.code, {}))

    @cached_property
    def _changes(self) -> Mapping[str, InputChange]:
        return {change.name: change for change in self.reading.changes}

    def rows(self) -> Iterator[Row]:
        match self.spec.kind:
            case "single":
                yield from self._single()
            case "open" | "narrative":
                yield from self._open()
            case _:
                yield from self._fixed()

    def _single(self) -> Iterator[Row]:
        before: tuple[str, ...] = ()
        for element in self.spec.elements:
            path = self.content.headings.get((self.spec.code, element.code), ())
            if path and path != before:
                yield ReviewedHeading(" – ".join(path))
            before = path
            kind = "subtotal" if element.derived else "body"
            label = element.title.removeprefix("".join(f"{heading} – " for heading in path))
            yield self._line(CellKey(None, element.code), element, label, kind=kind)

    def _fixed(self) -> Iterator[Row]:
        elements = self.spec.entered()
        for option in self.spec.options:
            if option.is_group:
                yield ReviewedHeading(option.title)
                if self.spec.totals:
                    yield from self._sums(option.code, "subtotal")
                continue
            if len(elements) > 1:
                yield ReviewedHeading(option.title)
            for element in elements:
                label = element.title if len(elements) > 1 else option.title
                yield self._line(CellKey(option.code, element.code), element, label, option=option)
        if self.spec.totals and len(self.spec.rows()) > 1:
            yield from self._sums(None, "total")

    def _open(self) -> Iterator[Row]:
        entries = self.content.entries.get(self.spec.code, [])
        for entry in entries:
            yield ReviewedHeading(entry.title or "", _words_of(entry), reported=bool(entry.title))
            for element in self.spec.entered():
                key = CellKey(None, element.code, entry.key)
                yield self._line(key, element, element.title)
        if self.spec.totals and self.spec.elements:
            yield from self._sums(None, "total")

    def _sums(self, group: str | None, kind: str) -> Iterator[ReviewedNumber]:
        for element in self.spec.entered():
            label = element.title
            if group is None:
                label = _("Total: %(what)s") % {"what": inside(label)}
            yield self._line(CellKey(group, element.code), element, label, kind=kind)

    def _line(
        self,
        key: CellKey,
        element: ElementSpec,
        label: str,
        *,
        kind: str = "body",
        option: OptionSpec | None = None,
    ) -> ReviewedNumber:
        code = cell_code(self.spec.code, key.option, key.element, key.entry)
        total = kind != "body"
        now = self._number(self.now, key, total=total)
        peers = self.reading.peers
        return ReviewedNumber(
            kind=kind,
            cell=code,
            label=label,
            unit=unit_words((option.unit if option else "") or element.unit),
            number=now,
            missing="" if now is not None else self._missing(key),
            places=places(self.spec, key),
            previous=self._number(self.previous, key, total=total),
            last_year=self._number(self.last_year, key, total=total),
            peers=None if key.entry else peers.values.get(code),
            share=self._share(key, element, now, total=total),
            peers_share=None if key.entry else peers.shares.get(code),
            change=None if total else self._changes.get(str(address(self.spec.code, key))),
            checks=[check for check in self.content.checks if code in check.finding.cells],
            threads=[thread for thread in self.reading.threads if thread.first.cell == code],
        )

    def _number(self, sheet: FilledTable, key: CellKey, *, total: bool) -> Decimal | None:
        if total:
            return sheet.named(cell_code(self.spec.code, key.option, key.element))
        return sheet.number(key)

    def _share(
        self, key: CellKey, element: ElementSpec, now: Decimal | None, *, total: bool
    ) -> Decimal | None:
        if not element.part_of:
            return None
        whole = CellKey(key.option, element.part_of, key.entry)
        return share(now, self._number(self.now, whole, total=total))

    def _missing(self, key: CellKey) -> str:
        value = self.content.numbers(self.spec.code).get(key)
        if value is not None and value.not_available:
            return "not_available"
        return "nothing" if self.spec.code in self.content.statements else "blank"


def _words_of(entry: ListEntry) -> tuple[str, ...]:
    date = date_format(entry.date) if entry.date else ""
    parts = (entry.kind, entry.number, date, entry.partner, entry.text)
    return tuple(part for part in parts if part)
