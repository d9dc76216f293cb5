"""A unit's own extract of a report: its figures beside those of its kind and of the nation, its
share, its rank among its peers, how complete it is, and its words that stand in the report."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.models import OrganisationUnit, UnitKind
from reporting.consolidation.queries.figures import StoredFigure
from reporting.document.trace_codes import tables_of
from reporting.document.value import (
    Align,
    Block,
    Bullet,
    CellContent,
    Document,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Section,
)
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.material import Material
from reporting.editions.composing.queries.open_row_tables import Reword, entries_table
from reporting.editions.composing.queries.row_words import units_rewording
from reporting.editions.composing.queries.stated_figures import stated
from reporting.editions.composing.queries.table_layouts import cell_code, unit_word
from reporting.editions.discrepancies.queries.edition_states import states_of
from reporting.kernel.expressions import Reference
from reporting.kernel.number_comparisons import ordinal, ranks, share
from reporting.kernel.numbers import usual_places
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, PassageSource
from strategies.models import Element, Option, Table
from strategies.models.labels import dated

START: Align = "start"
END: Align = "end"


def build_extract(
    document: Document,
    figures: Consolidation,
    unit: OrganisationUnit,
    language: str,
    edition: Edition,
) -> Document:
    """`document`: the whole report, whose tables are named; as many queries for any unit."""
    with override(language):
        reword = units_rewording(edition, language)
        maker = _Extract(document, Material(figures, language), unit, edition, reword)
        made = stated(maker.sections(), states_of(figures, edition), figures.period.code)
        return replace(
            document,
            title=maker.material.name(unit),
            subtitle=_("Extract of: %(report)s") % {"report": document.title},
            sections=tuple(made),
            front=False,
            discrepancies=(),
        )


@dataclass
class _Extract:
    document: Document
    material: Material
    unit: OrganisationUnit
    edition: Edition
    reword: Reword
    tables: int = field(default=0)

    @cached_property
    def key(self) -> int:
        return self.material.consolidation.period_key

    @cached_property
    def peers(self) -> set[str]:
        return {
            code for code, unit in self.material.units.items() if unit.kind == self.unit.kind
        } | {self.unit.code}

    @cached_property
    def printed(self) -> dict[str, DocumentTable]:
        """The tables of the report by their code in the catalogue."""
        return {table.id: table for table in tables_of(self.document)}

    def sections(self) -> Iterator[Section]:
        complete = tuple(self._completeness())  # first: tables are numbered as they are made
        parts = list(self._figures())
        texts = list(self._texts())
        yield Section("extract", "1", _("How complete it is"), 1, complete)
        yield self._head("figures", "2", _("Figures"), parts, self._about())
        yield from parts
        yield self._head("texts", "3", _("What the report says of it"), texts, ())
        yield from texts

    def _head(
        self, code: str, number: str, title: str, below: list[Section], about: tuple[Block, ...]
    ) -> Section:
        if not below:
            about = (Paragraph(_("There is nothing of this unit in the report.")),)
        return Section(code, number, title, 1, about)

    def _about(self) -> tuple[Block, ...]:
        words = _(
            "The rank counts those of the same kind that gave a number, the greatest first; equal "
            "numbers share a rank. Who gave none has no rank."
        )
        return (Paragraph(words),)

    # Figures ----------------------------------------------------------------------------------

    def _figures(self) -> Iterator[Section]:
        number = 0
        for row in self.material.sections:
            found = [
                block for table in self.material.tables[row.pk] for block in self._blocks(table)
            ]
            if found:
                number += 1
                title = dated(row.title_in(self.material.language), self.material.year)
                place = f"{row.number} {title}".strip()
                yield Section(f"figures.{row.code}", f"2.{number}", place, 2, tuple(found))

    def _blocks(self, table: Table) -> Iterator[DocumentTable]:
        if table.kind == Table.Kind.NARRATIVE or table.shown is not None:
            return
        if table.layout == "entries":
            made = self._entries(table)
        else:
            rows = list(self._rows(table))
            made = self._table(table, rows) if rows else None
        if made is not None:
            self.tables += 1
            yield replace(made, number=str(self.tables), notes=self._named(table), code="")

    def _entries(self, table: Table) -> DocumentTable | None:
        """What the unit wrote itself has no peers; the total would be the nation's."""
        own = [row for row in self.material.entries[table.pk] if row.unit.pk == self.unit.pk]
        every, self.material.entries[table.pk] = self.material.entries[table.pk], own
        try:
            made = entries_table(self.material, table, self.reword)
        finally:
            self.material.entries[table.pk] = every
        if made is None:
            return None
        return replace(made, rows=tuple(row for row in made.rows if row.kind != "total"))

    def _named(self, table: Table) -> tuple[str, ...]:
        printed = self.printed.get(table.code)
        if printed is None:
            return ()
        place = {"number": printed.number, "code": printed.code}
        if printed.code:
            return (_("Table %(number)s of the report (%(code)s).") % place,)
        return (_("Table %(number)s of the report.") % place,)

    def _rows(self, table: Table) -> Iterator[Row]:
        elements = self.material.elements[table.pk]
        options: list[Option | None] = [
            option for option in self.material.options[table.pk] if not option.is_group
        ]
        with_total = table.totals and len(options) > 1
        if table.kind == Table.Kind.SINGLE or not options:
            options = [None]
        for option in options:
            yield from self._of_option(table, option, elements)
        if with_total:
            yield from self._of_option(table, None, elements, kind="total")

    def _of_option(
        self, table: Table, option: Option | None, elements: list[Element], kind: str = "body"
    ) -> Iterator[Row]:
        for element in elements:
            found = self._line(cell_code(table, option, element))
            if found is None:
                continue
            where = option.title_in(self.material.language) if option else ""
            if kind == "total":
                where = _("Total")
            what = element.title_in(self.material.language)
            label = " – ".join(filter(None, (where, what if where != what else "")))
            counted = unit_word(element, option)
            yield Row((label, counted, *found), kind=kind)  # type: ignore[arg-type]

    def _line(self, cell: str) -> tuple[CellContent, ...] | None:
        """The unit's number, its kind's, the nation's, its share, its rank."""
        book = self.material.book
        own = book.get(cell, unit=self.unit.code, period_key=self.key)
        if own is None:
            return None
        kind = book.get(cell, kind=self.unit.kind, period_key=self.key)
        nation = book.get(cell, period_key=self.key)
        return (
            self._number(own, self.unit.code),
            self._number(kind, self.unit.kind),
            self._number(nation),
            self._share(own.value, nation),
            self._rank(cell),
        )

    def _number(self, row: StoredFigure | None, *scope: str) -> CellContent:
        if row is None:
            return Missing()
        reference = Reference(row.cell, scope=scope, period=Period.from_key(self.key).code)
        return Number(row.value, usual_places(row.value), str(reference))

    def _share(self, own: Decimal, nation: StoredFigure | None) -> CellContent:
        found = share(own, nation.value if nation else None)
        return Missing() if found is None else Number(round(found, 1), 1)

    def _rank(self, cell: str) -> CellContent:
        rows = self.material.book.by_cell[cell, self.key]
        found = ranks({row.unit: row.value for row in rows if row.unit in self.peers})
        mine = found.get(self.unit.code)
        if mine is None or mine.of == 1:
            return ""
        place = ordinal(mine.place) if self.material.language == "en" else str(mine.place)
        return _("%(place)s of %(count)d") % {"place": place, "count": mine.of}

    def _table(self, table: Table, rows: list[Row]) -> DocumentTable:
        heads = (
            HeaderCell(_("Measure")), HeaderCell(_("Counted in")),
            HeaderCell(self.material.name(self.unit)),
            HeaderCell(_("All of its kind"), unit=str(UnitKind(self.unit.kind).label)),
            HeaderCell(_("Nation")), HeaderCell(_("Share of the nation"), unit="%"),
            HeaderCell(_("Rank")),
        )  # fmt: skip
        return DocumentTable(
            id=table.code,
            number="",
            caption=table.title_in(self.material.language),
            header=(heads,),
            rows=tuple(rows),
            align=(START, START, END, END, END, END, END),
            widths=(3.6, 1.1, 1.3, 1.3, 1.3, 1.0, 1.2),
            section=table.section.code,
        )

    # Completeness -----------------------------------------------------------------------------

    def _completeness(self) -> Iterator[Block]:
        best: dict[str, StoredFigure] = {}
        for (_cell, unit, _kind, key), row in self.material.book.rows.items():
            table = row.cell.partition("[")[0].partition(".")[0]
            if unit == self.unit.code and key == self.key:
                known = best.get(table)
                if known is None or row.received > known.received:
                    best[table] = row
        rows = [
            Row((table.title_in(self.material.language), Number(found.received),
                 Number(found.expected)))
            for tables in self.material.tables.values()
            for table in tables
            if (found := best.get(table.code)) is not None and table.shown is None
        ]  # fmt: skip
        if not rows:
            yield Paragraph(_("Of this unit no accepted report stands behind the figures."))
            return
        self.tables += 1
        yield DocumentTable(
            id="completeness-of-unit",
            number=str(self.tables),
            caption=_("Months of the period that its accepted reports tell of"),
            header=((
                HeaderCell(_("Table")), HeaderCell(_("Received"), unit=_("months")),
                HeaderCell(_("Expected"), unit=_("months")),
            ),),
            rows=tuple(rows),
            align=(START, END, END),
            widths=(6.0, 1.2, 1.2),
        )  # fmt: skip

    def _texts(self) -> Iterator[Section]:
        """The passages of the report that its accepted texts went into."""
        passages = self._passages()
        number = 0
        for section in self.document.sections:
            found: list[Block] = [
                replace(block, mark=None, level=0) if isinstance(block, Bullet) else block
                for block in section.blocks
                if isinstance(block, Bullet | Paragraph) and block.passage in passages
            ]
            if found:
                number += 1
                place = f"{section.number} {section.title}".strip()
                yield Section(f"texts.{section.id}", f"3.{number}", place, 2, tuple(found))

    def _passages(self) -> set[int]:
        rows = PassageSource.objects.filter(
            passage__edition=self.edition, entry__organisation_unit=self.unit
        )
        return set(rows.values_list("passage_id", flat=True))
