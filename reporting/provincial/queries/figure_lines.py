"""The figures of a province (or of a unit below it) beside last year's and the nation's,
line by line. Nothing is added up here: every number is a stored figure, looked up by its own
address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, Population
from provinces.population import rate_among
from reporting.core.queries.period_words import months_of
from reporting.document.value import CellContent, Missing, Number
from reporting.editions.composing.queries.table_layouts import cell_code, heads_of, unit_word
from reporting.kernel.number_comparisons import share
from reporting.provincial.queries.basis import YearInLanguage
from reporting.provincial.rules import change_in_percent
from strategies.models import Element, Option, Table
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated

BLANK = Missing()
NOT_REPORTED = (Table.Kind.NARRATIVE, Table.Kind.DERIVED)  # no figures of its own
PERSONS_AND_CASES = (UnitOfCount.PERSON, UnitOfCount.CASE)


@dataclass(frozen=True)
class FigureLine:
    """A figure with what stands beside it. `rate`: of persons only, where people are counted."""

    label: str
    counted: str = ""
    own: CellContent = BLANK
    before: CellContent = BLANK
    change: CellContent = BLANK
    nation: CellContent = BLANK
    share: CellContent = BLANK
    rate: CellContent = BLANK
    kind: str = "body"


@dataclass(frozen=True)
class MeasureTotal:
    """`adds_up`: over months and places, in any order."""

    title: str
    cell: str
    adds_up: bool


class UnitFigures:
    """The figures of one reporter in one year. `suffix` says whose they are, where they are not the
    province's own."""

    def __init__(
        self, of_year: YearInLanguage, unit: OrganisationUnit, population: Population | None,
        *, suffix: str = "",
    ) -> None:  # fmt: skip
        self.of_year, self.unit, self.population = of_year, unit, population
        self.material = of_year.material
        self.language = of_year.language
        self.suffix = suffix

    def key_figures(self, tables: Sequence[Table]) -> list[FigureLine]:
        """Of each table that has a total, or one row, what counts people or cases, else its first
        column: of how many that is."""
        found = []
        for table in tables:
            for element in self._key_elements(table):
                line = self._line(cell_code(table, None, element), element, "")
                if line is not None and isinstance(line.own, Number) and line.own.value:
                    found.append(replace(line, label=self._name_of(table, element)))
                    break
        return found

    def totals(self, tables: Sequence[Table]) -> Iterator[MeasureTotal]:
        """The first that would be a key figure, of each table."""
        for table in tables:
            for element in self._key_elements(table)[:1]:
                yield MeasureTotal(
                    self._name_of(table, element),
                    cell_code(table, None, element),
                    element.aggregation == Element.Aggregation.SUM,
                )

    def _name_of(self, table: Table, element: Element) -> str:
        title, name = self.title_of(table), element.title_in(self.language)
        return title if title == name else f"{title} – {name}"

    def _key_elements(self, table: Table) -> list[Element]:
        if table.kind in NOT_REPORTED or table.shown is not None:
            return []
        if self.options_of(table) != [None] and not table.totals:
            return []  # its rows count different things
        whole = [e for e in self.material.elements[table.pk] if e.part_of_id is None]
        return sorted(whole, key=lambda element: element.unit_of_count not in PERSONS_AND_CASES)

    def title_of(self, table: Table) -> str:
        months = months_of(self.material.period)
        return dated(table.title_in(self.language, months), self.of_year.basis.year)

    def options_of(self, table: Table) -> list[Option | None]:
        options = [option for option in self.material.options[table.pk] if not option.is_group]
        if table.kind == Table.Kind.SINGLE or not options:
            return [None]
        return list(options)

    def lines_of(self, table: Table) -> Iterator[FigureLine]:
        """A line a figure; where there are several of both, a group for each row of the table."""
        options = self.options_of(table)
        elements = self.material.elements[table.pk]
        if table.totals and len(options) > 1:
            options = [*options, None]
        by_option = [(option, self._of_option(table, option, elements)) for option in options]
        by_option = [(option, lines) for option, lines in by_option if lines]
        several = len(by_option) > 1 and len(elements) > 1
        for option, lines in by_option:
            title = option.title_in(self.language) if option else _("Total")
            kind = "total" if option is None and len(options) > 1 else "body"
            if several:
                yield FigureLine(title, kind="group")
            for label, line in lines:
                name = title if len(elements) == 1 and options != [None] else label
                yield replace(line, label=name, kind=kind)

    def _of_option(
        self, table: Table, option: Option | None, elements: Sequence[Element]
    ) -> list[tuple[str, FigureLine]]:
        found = []
        heads = heads_of(elements, self.language)
        for element, head in zip(elements, heads, strict=True):
            line = self._line(cell_code(table, option, element), element, "", option)
            if line is not None:
                found.append((head.text, line))
        return found

    def _line(
        self, cell: str, element: Element, label: str, option: Option | None = None
    ) -> FigureLine | None:
        """None where neither this year nor last has anything to say."""
        book, period = self.material.book, self.material.period
        code = self.unit.code
        own = self._number(cell, element, unit=code)
        before = self._number(cell, element, unit=code, period_key=period.same_last_year.key)
        if not (is_said(own) or isinstance(before, Number)):
            return None
        nation: CellContent = Missing()
        of_nation: CellContent = Missing()
        if self.of_year.basis.is_published:
            nation = self._number(cell, element)
            row, all_ = book.get(cell, unit=code), book.get(cell)
            part = share(row.value if row else None, all_.value if all_ else None)
            of_nation = Missing() if part is None else Number(round(part, 1), 1)
        return FigureLine(
            label, unit_word(element, option), own, before, _change(before, own), nation,
            of_nation, self._rate(own, element, option),
        )  # fmt: skip

    def _number(
        self, cell: str, element: Element, *, unit: str = "", period_key: int | None = None
    ) -> CellContent:
        """Only what is stored: what the language of the catalogue would compute is the nation's."""
        key = self.material.period.key if period_key is None else period_key
        if self.material.book.get(cell, unit=unit, period_key=key) is None:
            said = (cell, unit, key) in self.material.not_available
            return Missing("not_available") if unit and said else Missing()
        return self.material.number(cell, element, unit=unit, period_key=key)

    def _rate(self, own: CellContent, element: Element, option: Option | None) -> CellContent:
        counted = (option.unit_of_count if option else "") or element.unit_of_count
        if self.population is None or counted != UnitOfCount.PERSON or not isinstance(own, Number):
            return Missing()
        rate = rate_among(own.value, self.population).value
        return Number(rate, places=1)


def is_said(content: CellContent) -> bool:
    return isinstance(content, Number) or content == Missing("not_available")


def _change(before: CellContent, now: CellContent) -> CellContent:
    if not (isinstance(before, Number) and isinstance(now, Number)):
        return Missing()
    found = change_in_percent(Decimal(before.value), Decimal(now.value))
    return Missing() if found is None else Number(found, 1)
