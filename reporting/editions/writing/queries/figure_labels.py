"""What a figure is called: its table, row, column, reporters and period, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from provinces.models import UnitKind
from provinces.queries import unit_names, units_above_localities
from reporting.core.queries.period_words import joined, period_words
from reporting.core.queries.table_specs import table_specs
from reporting.document.sentences.markup import OF, Quoted
from reporting.kernel.expressions import (
    Expression,
    Negative,
    NumberLiteral,
    Operation,
    Reference,
    parse,
)
from reporting.kernel.numbers import format_number
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_name
from reporting.models import Consolidation, ListEntry
from strategies.models import Cell, Table
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated, in_year


@dataclass(frozen=True)
class ColumnLabel:
    code: str
    title: str
    unit: str  # of count, as a person reads it: "persons"
    counts: str = ""  # the unit of count's code
    part_of: str = ""


@dataclass
class TableLabel:
    """`rows` of the catalogue by code; `entries` that reporters wrote, by key; `cells`: the codes
    of all its cells."""

    code: str
    title: str
    section: str
    section_title: str
    position: int
    rows: dict[str, str] = field(default_factory=dict)
    columns: dict[str, ColumnLabel] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    cells: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class UnitLabel:
    code: str
    name: str
    kind: str
    position: int


class FigureLabels:
    """Those of one consolidation, in the language of the moment; a fixed number of queries."""

    def __init__(self, consolidation: Consolidation, language: str) -> None:
        self.own = Period.from_key(consolidation.period_key)
        self.language = language
        self.tables = _tables(self.own.year, language)
        for table, key, title in _entries(consolidation):
            if table in self.tables:
                self.tables[table].entries[key] = title
        self.units = _units(self.own.year, language)
        self.other_names = _names(self.own.year, "en" if language == "km" else "km")

    def table_of(self, reference: Reference) -> TableLabel | None:
        return self.tables.get(reference.name.table)

    def parts(self, reference: Reference) -> list[str]:
        """Table, row, column: what there is of them."""
        name = reference.name
        table = self.tables.get(name.table)
        if table is None:
            return [str(name)]
        row = table.rows.get(name.option or "", name.option or "")
        if name.entry:
            row = table.entries.get(name.entry, name.entry)
        elif not row and len(table.rows) > 1:
            row = pgettext("row of a table", "Total")
        column = table.columns.get(name.element or "")
        title = column.title if column else name.element or ""
        return [part for part in (table.title, row, title) if part]

    def scope(self, scope: Iterable[str]) -> str:
        """Of whom; "" for the nation."""
        return joined(map(self.scope_name, scope))

    def scope_name(self, code: str) -> str:
        if code in UnitKind.values:
            return str(KINDS.get(code) or UnitKind(code).label)
        unit = self.units.get(code)
        return unit.name if unit else code

    def reference(self, reference: Reference) -> str:
        """In one line; the report's own period is not said."""
        words = self.parts(reference)
        if reference.count:
            words = [_("how many there are"), *words]
        if reference.scope and "nation" not in reference.scope:
            words.append(self.scope(reference.scope))
        if reference.period and reference.period != self.own.code:
            words.append(period_words(Period.parse(reference.period)))
        return ", ".join(words)

    def words(self, expression: Expression) -> str:
        """Of sums and quotients too: “A + B”."""
        match expression:
            case Reference():
                return self.reference(expression)
            case NumberLiteral(value):
                return format_number(value)
            case Negative(of):
                return f"−({self.words(of)})"
            case Operation(sign, left, right):
                shown = {"*": "×", "/": "÷", "-": "−"}.get(sign, sign)
                return f"{self._operand(left)} {shown} {self._operand(right)}"

    def _operand(self, expression: Expression) -> str:
        inner = self.words(expression)
        return f"({inner})" if isinstance(expression, Operation) else inner

    def quoted(self, quoted: Quoted) -> str:
        """What the reference is, with what it is a share of or a difference from."""
        words = {"figure": self.words(quoted.expression)}
        if quoted.base_period:
            period = period_words(Period.parse(quoted.base_period))
            return _("%(figure)s, compared with %(base)s") % {**words, "base": period}
        if not quoted.base:
            return words["figure"]
        words["base"] = self.words(parse(quoted.base))
        if quoted.form in OF:
            return _("%(figure)s, as a share of %(base)s") % words
        return _("%(figure)s, compared with %(base)s") % words

    def column_of(self, reference: Reference) -> ColumnLabel | None:
        table = self.table_of(reference)
        return table.columns.get(reference.name.element or "") if table else None

    def unit_of_count(self, reference: Reference) -> str:
        column = self.column_of(reference)
        return column.unit if column else ""


# As they stand in a choice beside single units.
KINDS: dict[str, str | Promise] = {
    UnitKind.MINISTRY: gettext_lazy("All ministries"),
    UnitKind.SPECIALISED_UNIT: gettext_lazy("All specialised units"),
    UnitKind.WORKING_GROUP: gettext_lazy("All working groups"),
    UnitKind.PROVINCE: gettext_lazy("All provinces"),
    UnitKind.INSTITUTION: gettext_lazy("All institutions"),
    UnitKind.PARTNER: gettext_lazy("All partner organisations"),
}


def _tables(year: int, language: str) -> dict[str, TableLabel]:
    """Those of the year, and those that the year before had beside them."""
    there = Table.objects.filter(in_year(year) | in_year(year - 1))
    rows = list(there.select_related("section").order_by("position"))
    today = [row for row in rows if row.holds_in(year)]
    past = [row for row in rows if not row.holds_in(year)]
    specs = table_specs(today, year, language) | table_specs(past, year - 1, language)
    found: dict[str, TableLabel] = {}
    for row in rows:
        spec = specs[row.code]
        found[row.code] = TableLabel(
            row.code,
            dated(row.title_in(language), year),
            row.section.code,
            dated(row.section.title_in(language), year),
            row.position,
            rows={option.code: option.title for option in spec.options},
            columns={
                element.code: ColumnLabel(
                    element.code,
                    element.title,
                    _counted(element.unit),
                    element.unit,
                    element.part_of,
                )
                for element in spec.elements
            },
        )
    for code in Cell.objects.values_list("code", flat=True):
        table = found.get(cell_name(code).table)
        if table is not None:
            table.cells.add(code)
    return found


def _counted(unit: str) -> str:
    return str(UnitOfCount(unit).label) if unit in UnitOfCount.values else ""


def _entries(consolidation: Consolidation) -> list[tuple[str, str, str]]:
    """Table, key, title of the open rows that have numbers."""
    rows = ListEntry.objects.filter(
        revision__in=consolidation.chosen.values("revision_id"), values__isnull=False
    ).values_list("table__code", "key", "title", "partner", "text")
    return [
        (table, key, title or partner or text[:80] or key)
        for table, key, title, partner, text in rows.order_by("position", "pk").distinct()
    ]


def _names(year: int, language: str) -> dict[str, str]:
    names = unit_names(year, language)
    codes = units_above_localities().values_list("pk", "code")
    return {code: names[pk] for pk, code in codes if pk in names}


def _units(year: int, language: str) -> dict[str, UnitLabel]:
    units = list(units_above_localities())
    names = unit_names(year, language, units)
    return {
        unit.code: UnitLabel(unit.code, names.get(unit.pk, unit.code), unit.kind, unit.position)
        for unit in units
    }
