"""The explorer's answer as a document: one table with footnotes, and a chart of it."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from provinces.successions import years_before
from reporting.core.queries.document_words import page_document
from reporting.core.queries.successions import succession_words
from reporting.document.value import (
    CellContent,
    Chart,
    Document,
    FigureState,
    HeaderCell,
    Missing,
    Note,
    Number,
    Row,
    Section,
    Table,
)
from reporting.editions.composing.queries.stated_figures import notes_about
from reporting.kernel.numbers import plain_number
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import ElementSpec
from reporting.monitoring.queries.explorer import NATION, Amount, Explored, UnitKey
from reporting.monitoring.queries.explorer_axes import Axes, AxisItem
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated

NO_REPORT = "–"
ABOUT = {
    "doubted": gettext_lazy("a check asks about this number, and nobody has answered yet"),
    "kept": gettext_lazy("a check asks about this number; it was published so by decision"),
}


@dataclass
class Footnotes:
    """Each text once, numbered as they come; `where`: what it is said of, for files."""

    numbers: dict[str, int] = field(default_factory=dict)
    where: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, text: str, of: str) -> int:
        places = self.where.setdefault(text, [])
        if of not in places:
            places.append(of)
        return self.numbers.setdefault(text, len(self.numbers) + 1)

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(Note(number, text) for text, number in self.numbers.items())

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(f"{text}: {'; '.join(places)}" for text, places in self.where.items())


class ExplorerTable:
    """The table, row by row. `down` and `over` are the items of its two axes."""

    def __init__(self, explored: Explored, names: dict[int, str], language: str) -> None:
        self.explored, self.choice, self.language = explored, explored.choice, language
        axes = Axes(explored, names)
        self.down, self.over = axes.items(self.choice.down), axes.items(self.choice.over)
        self.over = [heading for heading in self.over if heading.kind != "group"]
        self.fixed = axes.fixed()
        self.elements = [
            element
            for element in self.choice.parts.elements
            if element.code in self.choice.elements
        ]
        self.footnotes = Footnotes()
        self.rows = tuple(self._row(item) for item in self.down)

    @property
    def title(self) -> str:
        return dated(self.choice.parts.spec.title, self.choice.years[-1])

    @property
    def caption(self) -> str:
        parts = [self.title]
        if len(self.elements) == 1:
            parts.append(self.elements[0].title)
        if self.choice.parts.options or self.fixed.is_said:
            parts.append(self.fixed.title)
        if len(self.choice.years) == 1:
            parts.append(str(self.choice.years[0]))
        return ", ".join(part for part in parts if part)

    def _row(self, item: AxisItem) -> Row:
        if item.kind == "group":
            return Row((item.title,), "group")
        numbers = (
            self.content(item, over, element) for over in self.over for element in self.elements
        )
        count = f" ({item.unit_of_count})" if item.unit_of_count else ""
        return Row((item.title + count, *numbers), item.kind)

    def at(self, down: AxisItem, over: AxisItem) -> tuple[UnitKey, str | None, Period]:
        """Unit, row of the table and period that meet there."""
        places = {self.choice.down: down, self.choice.over: over}
        unit = places.get("unit", self.fixed).unit
        bucket = places.get("period", self.fixed).bucket
        assert unit is not None and bucket is not None
        return unit, places.get("row", self.fixed).row, bucket

    def amount(self, down: AxisItem, over: AxisItem, element: ElementSpec) -> Amount:
        unit, row, bucket = self.at(down, over)
        cell = self.choice.parts.cell(row, element.code)
        if cell is None:
            return Amount(None)
        return self.explored.amounts.get((cell, unit, bucket.key), Amount(None))

    def state(self, down: AxisItem, over: AxisItem, element: ElementSpec) -> FigureState:
        unit, row, bucket = self.at(down, over)
        cell = self.choice.parts.cell(row, element.code)
        return "sound" if cell is None else self.explored.state(cell, unit, bucket)

    def content(self, down: AxisItem, over: AxisItem, element: ElementSpec) -> CellContent:
        unit, _row, bucket = self.at(down, over)
        amount = self.amount(down, over, element)
        if amount.value is None:
            return self._missing(unit, bucket, amount)
        state = self.state(down, over, element)
        note = self._note(unit, bucket, amount)
        if note and state in ABOUT:  # one mark says both
            note = f"{note}; {ABOUT[state]}"
        mark = self.footnotes.mark(note, self._place(down, over)) if note else None
        value = plain_number(amount.value)
        return Number(value, 0 if isinstance(value, int) else 2, mark=mark, state=state)

    def _missing(self, unit: UnitKey, bucket: Period, amount: Amount) -> CellContent:
        if unit == NATION:
            return NO_REPORT
        if amount.not_available:
            return Missing("not_available")
        if self.explored.says_nothing(unit, bucket):
            return Missing("nothing")
        came = self.explored.coverage(unit, bucket).units
        return Missing("blank") if came else NO_REPORT

    def _note(self, unit: UnitKey, bucket: Period, amount: Amount) -> str:
        if unit == NATION:
            return ""
        found = self.explored.coverage(unit, bucket)
        parts = []
        if found.units < found.asked:
            words = _("%(came)d of %(asked)d units")
            parts.append(words % {"came": found.units, "asked": found.asked})
        if bucket.kind is not PeriodKind.MONTH and found.months < found.months_asked:
            words = _("%(came)d of %(asked)d months")
            parts.append(words % {"came": found.months, "asked": found.months_asked})
        if amount.not_available:
            words = ngettext(
                "%(count)d number is not available",
                "%(count)d numbers are not available",
                amount.not_available,
            )
            parts.append(words % {"count": amount.not_available})
        return "; ".join(parts)

    def _place(self, down: AxisItem, over: AxisItem) -> str:
        return f"{down.title}, {over.title}"

    @property
    def notes(self) -> tuple[str, ...]:
        found = [
            _("Only accepted reports. –: no accepted report. Empty: the report gives no number.")
        ]
        if self.choice.by is not PeriodKind.YEAR:
            found.append(
                _(
                    "Each column counts the longest accepted reports that lie inside its period, "
                    "so that no month is added twice. The parts need not add up to the year."
                )
            )
        else:
            found.append(
                _(
                    "For each unit the longest accepted reports of the year count; months that "
                    "they contain are not added again."
                )
            )
        if self.explored.beside_nation:
            found.append(
                _("Nation, as published: the whole year's figure of the published annual report.")
            )
        return (*found, *self._successions)

    @cached_property
    def _successions(self) -> list[str]:
        """Of units that became others between the years that are shown, so that nobody compares
        what is not the same; two queries for each year but the first."""
        years = sorted(set(self.choice.years))
        asked = {unit.pk for unit in self.explored.asked}
        groups = [
            group
            for year in years[1:]
            if year - 1 in years
            for group in dict.fromkeys(years_before(year).values())
            if asked & {unit.pk for unit in (*group.now, *group.before)}
        ]
        return [succession_words(group, self.language) for group in groups]

    def table(self, notes: tuple[str, ...] | None = None) -> Table:
        columns = len(self.over) * len(self.elements)
        return Table(
            id="explored",
            number="1",
            caption=self.caption,
            header=self._header(),
            rows=self.rows,
            align=("start", *["end"] * columns),  # type: ignore[arg-type]
            widths=(4.0, *[1.0] * columns),
            notes=(*(self.notes if notes is None else notes), *notes_about(self.rows)),
        )

    def _header(self) -> tuple[tuple[HeaderCell, ...], ...]:
        heads = {"unit": _("Unit"), "row": self.title, "period": _("Period")}
        stub = heads[self.choice.down]
        units = [self.unit_of_count(element) for element in self.elements]
        if len(self.elements) == 1:
            single = (HeaderCell(heading.title, unit=units[0]) for heading in self.over)
            return ((HeaderCell(stub), *single),)
        first = (HeaderCell(heading.title, colspan=len(self.elements)) for heading in self.over)
        pairs = list(zip(self.elements, units, strict=True))
        second = (
            HeaderCell(element.title, unit=unit) for _over in self.over for element, unit in pairs
        )
        return ((HeaderCell(stub, rowspan=2), *first), tuple(second))

    def unit_of_count(self, element: ElementSpec) -> str:
        return str(UnitOfCount(element.unit).label) if element.unit else ""

    def document(self, chart: Chart) -> Document:
        """For the workbook: the table with its footnotes, and the chart."""
        years = " – ".join(
            str(year) for year in dict.fromkeys((self.choice.years[0], self.choice.years[-1]))
        )
        return page_document(
            f"{self.title}, {years}",
            Section("explore", "", self.title, 1, (self.table(), chart), self.footnotes.notes),
            years=self.choice.years,
            language=self.language,
        )

    def plain_table(self) -> Table:
        """For CSV, where no number can carry a mark: each footnote says what it is of."""
        return self.table(notes=(*self.notes, *self.footnotes.lines))
