"""The tables and charts of a province's report, and of who below it reports for the whole of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.document.value import (
    Align,
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
from reporting.provincial.queries.figure_lines import NOT_REPORTED, FigureLine, UnitFigures, is_said
from reporting.provincial.rules import (
    serves_as_chart,
)
from strategies.models import Table

START: Align = "start"
END: Align = "end"


class UnitTables(UnitFigures):
    """The figures of one reporter as tables and charts."""

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
        lines = list(self.lines_of(table))
        if not any(is_said(line.own) for line in lines):
            return None
        made = self.table_of(self._id(table), self.title_of(table) + self.suffix, lines)
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
            caption=self.title_of(table) + self.suffix,
            rows=tuple(row for row in made.rows if row.kind != "total"),
        )

    def _id(self, table: Table) -> str:
        return f"{table.code}-{self.unit.code}" if self.suffix else table.code

    def _notes(self, *, has_rate: bool) -> Iterator[str]:
        if not has_rate or self.population is None:
            return
        words = _("Per 100,000 people: of the population of %(year)d.")
        if not self.population.certain:
            words = _("Per 100,000 people: of the population of %(year)d, which is not certain.")
        yield words % {"year": self.population.year}

    def _months_note(self, table: Table) -> Iterator[str]:
        """Where its own figures are not of the whole year."""
        best = self.of_year.received.get((self.unit.code, table.code))
        if best is not None and best.received < best.expected:
            words = _("From the reports of %(received)d of %(expected)d months.")
            yield words % {"received": best.received, "expected": best.expected}

    # Charts -----------------------------------------------------------------------------------

    def _chart(self, table: Table) -> Iterator[Chart]:
        """The rows of a table with one kind of thing counted, by its first column."""
        options = [option for option in self.options_of(table) if option is not None]
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
            caption=f"{self.title_of(table)}{self.suffix}: {title}",
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
