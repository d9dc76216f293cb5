"""Tables with a row a reporter, grouped as the report does (ministries, provinces, organisations),
and the list of the reports that it is made from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from provinces.models import BELOW, SUB_NATIONAL, OrganisationUnit, UnitKind
from reporting.core.queries.period_words import joined, short_words
from reporting.document.value import HeaderCell, Number, Row, Section
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.material import Material, rank
from reporting.editions.composing.queries.table_layouts import (
    LABEL_WIDTH,
    cell_code,
    finish,
    has_number,
    head,
)
from reporting.kernel.periods import Period, PeriodKind
from strategies.models import Element, Option, Table

SECTION = "ANNEX.R"
MANY_NUMBERS = 6
NARROW_LABEL = 2.6
Column = tuple[Option | None, Element]
GROUPS = ("national", "province", "partner")


def group_of(unit: OrganisationUnit) -> str:
    if unit.kind in SUB_NATIONAL or unit.code == "CPCS":
        return "province"
    return "partner" if unit.kind == "partner" else "national"


def group_title(group: str) -> str:
    return {
        "national": _("Ministries and institutions"),
        "province": _("Capital and provinces"),
        "partner": _("Organisations"),
    }[group]


def units_table(material: Material, table: Table) -> DocumentTable | None:
    elements = [e for e in material.elements[table.pk] if e.aggregation != "none"]
    options: list[Option | None] = [o for o in material.options[table.pk] if not o.is_group]
    if table.kind != "fixed":
        options = [None]
    spread: list[Column] = [(o, e) for o in options for e in elements]
    if table.totals and len(options) > 1:
        spread += [(None, e) for e in elements]
    reporters = _reporters(material, table)
    if not reporters:
        return None
    if len(options) > 1:
        spread = [column for column in spread if _is_used(material, table, column)]
    rows = list(_unit_rows(material, table, spread, reporters))
    return finish(
        material,
        table,
        _unit_header(material, spread, grouped=options != [None]),
        rows,
        labels=2,
        label_widths=(0.5, LABEL_WIDTH if len(spread) <= MANY_NUMBERS else NARROW_LABEL),
        columns=len(spread),
    )


def _is_used(material: Material, table: Table, column: Column) -> bool:
    option, element = column
    return has_number([material.number(cell_code(table, option, element), element)])


def _reporters(material: Material, table: Table) -> list[OrganisationUnit]:
    """Those whose reports nobody above reads first: the figures of a court or a district stand in
    those of the unit above it."""
    codes = {
        row.unit
        for (cell, key), rows in material.book.by_cell.items()
        if key == material.period.key and cell.partition("[")[0].partition(".")[0] == table.code
        for row in rows
    }
    units = [
        unit for code, unit in material.units.items() if code in codes and unit.kind not in BELOW
    ]
    return sorted(units, key=lambda unit: rank(unit, table))


def _unit_header(
    material: Material, spread: Sequence[Column], *, grouped: bool
) -> list[list[HeaderCell]]:
    language = material.language
    heads = [head(element, language) for _option, element in spread]
    number, reporter = pgettext("number", "No."), _("Reporter")
    if not grouped:
        return [[HeaderCell(number), HeaderCell(reporter), *heads]]
    top = [HeaderCell(number, rowspan=2), HeaderCell(reporter, rowspan=2)]
    for option, columns in groupby(spread, key=lambda column: column[0]):
        title = option.title_in(language) if option else _("Total")
        top.append(HeaderCell(title, colspan=len(list(columns))))
    return [top, heads]


def _unit_rows(
    material: Material,
    table: Table,
    spread: Sequence[Column],
    reporters: Sequence[OrganisationUnit],
) -> Iterator[Row]:
    def line(label: str, kind: str, number: str = "", **scope: object) -> Row:
        cells = tuple(
            material.number(cell_code(table, option, element), element, **scope)  # type: ignore[arg-type]
            for option, element in spread
        )
        return Row((number, label, *cells), kind=kind)  # type: ignore[arg-type]

    ordered = sorted(reporters, key=lambda unit: GROUPS.index(group_of(unit)))
    groups = [(group, list(units)) for group, units in groupby(ordered, key=group_of)]
    for group, units in groups:
        if len(groups) > 1:
            yield Row((group_title(group),), kind="group")
        for number, unit in enumerate(units, start=1):
            yield line(material.name(unit), "body", str(number), unit=unit.code)
        if len(groups) > 1 and len(units) > 1:
            codes = tuple(unit.code for unit in units)
            kinds = tuple(sorted({unit.kind for unit in units}))
            whole = "CPCS" not in codes
            yield line(_("Subtotal"), "subtotal", kinds=kinds if whole else codes)
    if len(reporters) > 1:
        yield line(_("Total"), "total")


def contributors_sections(material: Material) -> Iterator[Section]:
    """A chapter of its own; none where nothing was accepted."""
    table = _table(material)
    if table is not None:
        title = _("Contributing reports")
        yield Section(id=SECTION, number="", title=title, level=1, blocks=(table,))


def _table(material: Material) -> DocumentTable | None:
    """Units in the report's order under their kinds; which of their reports were counted."""
    periods: dict[int, set[Period]] = defaultdict(set)
    reports: dict[int, int] = defaultdict(int)
    chosen = material.consolidation.chosen.filter(revision__report__year=material.year)
    for unit, key in chosen.values_list("organisation_unit_id", "revision__report__period_key"):
        periods[unit].add(Period.from_key(key))
        reports[unit] += 1
    units = [unit for unit in material.units.values() if unit.pk in reports]
    if not units:
        return None
    return DocumentTable(
        id="contributors",
        number="",
        caption=_("Reports that this report is made from"),
        header=(
            (
                HeaderCell(_("Organisation unit")),
                HeaderCell(_("Covers")),
                HeaderCell(_("Reports"), unit=_("accepted")),
            ),
        ),
        rows=tuple(_rows(material, units, periods, reports)),
        align=("start", "start", "end"),
        widths=(4.6, 3.4, 1.2),
    )


def _rows(
    material: Material,
    units: Sequence[OrganisationUnit],
    periods: dict[int, set[Period]],
    reports: dict[int, int],
) -> Iterator[Row]:
    for kind, label in UnitKind.choices:
        ours = sorted((unit for unit in units if unit.kind == kind), key=lambda unit: unit.position)
        if not ours:
            continue
        yield Row((str(label),), kind="group")
        for unit in ours:
            covered = _covered(periods[unit.pk])
            yield Row((material.name(unit), covered, Number(reports[unit.pk])))
    yield Row((_("Total"), "", Number(sum(reports.values()))), kind="total")


def _covered(periods: set[Period]) -> str:
    """Months that follow one another as one stretch: "January – March, Quarter 2"."""
    months = sorted(period.number for period in periods if period.kind is PeriodKind.MONTH)
    longer = sorted(
        (period for period in periods if period.kind is not PeriodKind.MONTH), key=_first_month
    )
    stretches: list[list[int]] = []
    for month in months:
        if stretches and stretches[-1][-1] == month - 1:
            stretches[-1].append(month)
        else:
            stretches.append([month])
    year = next(iter(periods)).year
    said = [_stretch(year, stretch) for stretch in stretches]
    return joined([*said, *(short_words(period) for period in longer)])


def _stretch(year: int, months: Sequence[int]) -> str:
    names = [short_words(Period(year, PeriodKind.MONTH, month)) for month in months]
    return names[0] if len(names) == 1 else f"{names[0]} \u2013 {names[-1]}"


def _first_month(period: Period) -> tuple[int, int]:
    return (period.number, list(PeriodKind).index(period.kind))
