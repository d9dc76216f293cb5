"""The figures of a province (or of a unit below it) beside last year's and the nation's. Nothing is
added up here: every number is a stored figure, looked up by its own address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, Population
from provinces.population import rate_among
from reporting.core.queries.period_words import months_of
from reporting.document.value import (
    Align,
    CellContent,
    Chart,
    HeaderCell,
    Missing,
    Number,
    Row,
    Series,
)
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.open_row_tables import entries_table
from reporting.editions.composing.queries.table_layouts import (
    LABEL_WIDTH,
    NUMBER_WIDTH,
    cell_code,
    unit_word,
)
from reporting.kernel.number_comparisons import share
from reporting.provincial.queries.basis import YearInLanguage
from reporting.provincial.rules import (
    change_in_percent,
    serves_as_chart,
)
from strategies.models import Element, Option, Table
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated

BLANK = Missing()
START: Align = "start"
END: Align = "end"
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


class UnitTables:
    """The tables of one reporter in one year. `suffix` says whose they are, where they are not the
    province's own."""

    def __init__(
        self, of_year: YearInLanguage, unit: OrganisationUnit, population: Population | None,
        *, suffix: str = "",
    ) -> None:  # fmt: skip
        self.of_year, self.unit, self.population = of_year, unit, population
        self.material = of_year.material
        self.language = of_year.language
        self.suffix = suffix

    def blocks(self, table: Table) -> Iterator[DocumentTable | Chart]:
        """The table as far as this unit filled it, and a chart where that serves; else nothing."""
        if table.kind in NOT_REPORTED or table.shown is not None:
            return
        entries = table.layout == Table.Layout.ENTRIES
        made = self._entries(table) if entries else self._table(table)
        if made is None:
            return
        yield made
        if not entries:
            yield from self._chart(table)

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

    def totals(self, tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
        """Title and cell of the first that would be a key figure, of each table."""
        for table in tables:
            for element in self._key_elements(table)[:1]:
                yield self._name_of(table, element), cell_code(table, None, element)

    def _name_of(self, table: Table, element: Element) -> str:
        title, name = self._title(table), element.title_in(self.language)
        return title if title == name else f"{title} – {name}"

    def _key_elements(self, table: Table) -> list[Element]:
        if table.kind in NOT_REPORTED or table.shown is not None:
            return []
        if self._options(table) != [None] and not table.totals:
            return []  # its rows count different things
        whole = [e for e in self.material.elements[table.pk] if e.part_of_id is None]
        return sorted(whole, key=lambda element: element.unit_of_count not in PERSONS_AND_CASES)

    def table_of(self, code: str, caption: str, lines: Sequence[FigureLine]) -> DocumentTable:
        """`lines` in their order, with the columns that any of them fills."""
        year = self.of_year.basis.year
        shown = self.of_year.basis.is_published
        has_before = any(line.before != Missing() for line in lines)
        has_rate = any(isinstance(line.rate, Number) for line in lines)
        heads = [HeaderCell(_("Measure")), HeaderCell(_("Counted in")), HeaderCell(str(year))]
        names = ["own"]
        if has_before:
            heads += [HeaderCell(str(year - 1)), HeaderCell(_("Change"), unit="%")]
            names += ["before", "change"]
        heads.append(HeaderCell(_("Nation"), unit="" if shown else _("not published yet")))
        names.append("nation")
        if shown:
            heads.append(HeaderCell(_("Share of the nation"), unit="%"))
            names.append("share")
        if has_rate:
            heads.append(HeaderCell(_("Per 100,000 people")))
            names.append("rate")
        rows = tuple(
            Row((line.label,), kind="group")
            if line.kind == "group"
            else Row(
                (line.label, line.counted, *(getattr(line, name) for name in names)),
                kind=line.kind,  # type: ignore[arg-type]  # body or total
            )
            for line in lines
        )
        return DocumentTable(
            id=code,
            number="",
            caption=caption,
            header=(tuple(heads),),
            rows=rows,
            align=(START, START, *(END for _name in names)),
            widths=(LABEL_WIDTH, 1.0, *(NUMBER_WIDTH for _name in names)),
            notes=tuple(self._notes(has_rate=has_rate)),
        )

    # One table --------------------------------------------------------------------------------

    def _table(self, table: Table) -> DocumentTable | None:
        lines = list(self._lines(table))
        if not any(_is_said(line.own) for line in lines):
            return None
        made = self.table_of(self._id(table), self._title(table) + self.suffix, lines)
        months = self._months_note(table)
        return replace(made, notes=(*made.notes, *months))

    def _entries(self, table: Table) -> DocumentTable | None:
        """Rows that the unit wrote itself; what it is the total of would be the nation's."""
        own = [row for row in self.material.entries[table.pk] if row.unit.pk == self.unit.pk]
        every, self.material.entries[table.pk] = self.material.entries[table.pk], own
        try:
            made = entries_table(self.material, table, self.of_year.reword)
        finally:
            self.material.entries[table.pk] = every
        if made is None:
            return None
        return replace(
            made,
            id=self._id(table),
            caption=self._title(table) + self.suffix,
            rows=tuple(row for row in made.rows if row.kind != "total"),
        )

    def _id(self, table: Table) -> str:
        return f"{table.code}-{self.unit.code}" if self.suffix else table.code

    def _title(self, table: Table) -> str:
        months = months_of(self.material.period)
        return dated(table.title_in(self.language, months), self.of_year.basis.year)

    def _options(self, table: Table) -> list[Option | None]:
        options = [option for option in self.material.options[table.pk] if not option.is_group]
        if table.kind == Table.Kind.SINGLE or not options:
            return [None]
        return list(options)

    def _lines(self, table: Table) -> Iterator[FigureLine]:
        """A line a figure; where there are several of both, a group for each row of the table."""
        options = self._options(table)
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
        for element in elements:
            line = self._line(cell_code(table, option, element), element, "", option)
            if line is not None:
                found.append((element.title_in(self.language), line))
        return found

    def _line(
        self, cell: str, element: Element, label: str, option: Option | None = None
    ) -> FigureLine | None:
        """None where neither this year nor last has anything to say."""
        book, period = self.material.book, self.material.period
        code = self.unit.code
        own = self._number(cell, element, unit=code)
        before = self._number(cell, element, unit=code, period_key=period.same_last_year.key)
        if not (_is_said(own) or isinstance(before, Number)):
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

    def _notes(self, *, has_rate: bool) -> Iterator[str]:
        if not has_rate or self.population is None:
            return
        words = _("Per 100,000 people: of the population of %(year)d.")
        if not self.population.certain:
            words = _("Per 100,000 people: of the population of %(year)d, which is not certain.")
        yield words % {"year": self.population.year}

    def _months_note(self, table: Table) -> Iterator[str]:
        """Where its own figures are not of the whole year."""
        rows = [
            row
            for (cell, unit, _kind, key), row in self.material.book.rows.items()
            if unit == self.unit.code
            and key == self.material.period.key
            and cell.partition("[")[0].partition(".")[0] == table.code
        ]
        best = max(rows, key=lambda row: row.received, default=None)
        if best is not None and best.received < best.expected:
            words = _("From the reports of %(received)d of %(expected)d months.")
            yield words % {"received": best.received, "expected": best.expected}

    # Charts -----------------------------------------------------------------------------------

    def _chart(self, table: Table) -> Iterator[Chart]:
        """The rows of a table with one kind of thing counted, by its first column."""
        options = [option for option in self._options(table) if option is not None]
        elements = [e for e in self.material.elements[table.pk] if e.part_of_id is None][:1]
        if not options or not elements or any(option.unit_of_count for option in options):
            return
        [element] = elements
        values = [(option, self._value(cell_code(table, option, element))) for option in options]
        values = [(option, value) for option, value in values if value is not None]
        if not serves_as_chart([value for _option, value in values]):
            return
        title = element.title_in(self.language)
        yield Chart(
            id=f"{self._id(table)}-chart",
            number="",
            caption=f"{self._title(table)}{self.suffix}: {title}",
            kind="bars",
            categories=tuple(option.title_in(self.language) for option, _value in values),
            series=(
                Series(str(self.of_year.basis.year), tuple(value for _option, value in values)),
            ),
            unit=unit_word(element),
        )

    def share_chart(self, lines: Sequence[FigureLine]) -> Iterator[Chart]:
        """How much of the nation’s each of these figures is: one measure for them all."""
        shares = [(line.label, line.share) for line in lines]
        found = [(label, one.value) for label, one in shares if isinstance(one, Number)]
        if not serves_as_chart([Decimal(value) for _label, value in found]):
            return
        yield Chart(
            id="key-figures-chart",
            number="",
            caption=_("Share of the nation’s figures"),
            kind="bars",
            categories=tuple(label for label, _value in found),
            series=(Series(str(self.of_year.basis.year), tuple(value for _l, value in found)),),
            unit="%",
        )

    def _value(self, cell: str) -> Decimal | None:
        row = self.material.book.get(cell, unit=self.unit.code)
        return row.value if row else None


def _is_said(content: CellContent) -> bool:
    return isinstance(content, Number) or content == Missing("not_available")


def _change(before: CellContent, now: CellContent) -> CellContent:
    if not (isinstance(before, Number) and isinstance(now, Number)):
        return Missing()
    found = change_in_percent(Decimal(before.value), Decimal(now.value))
    return Missing() if found is None else Number(found, 1)
