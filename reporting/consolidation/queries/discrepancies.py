"""Runs the checks over a consolidated period: reads what they ask for, and makes rows to be stored
of what they find."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from provinces.models import LOCALITIES, OrganisationUnit, UnitKind
from provinces.models.units import TOP
from provinces.queries import unit_names
from reporting.checks.rules.model import (
    Claim,
    ClaimKind,
    DeclaredComparison,
    ReportedRow,
)
from reporting.checks.rules.model import FoundDiscrepancy as Found
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.past_rows import past_rows
from reporting.consolidation.queries.recorded_cells import recorded_cells
from reporting.consolidation.queries.shorter_rows import longer_reports
from reporting.consolidation.rules.checks.all_checks import CheckedPeriod, check_period
from reporting.core.queries.cell_labels import CellLabels, cell_labels
from reporting.core.queries.period_words import joined
from reporting.core.queries.table_specs import table_specs
from reporting.kernel.expressions import ExpressionError, references
from reporting.kernel.messages import plain_params
from reporting.kernel.numbers import format_number, usual_places
from reporting.kernel.periods import Period
from reporting.models import Consolidation, DataValue, Discrepancy, PrintedClaim
from strategies.models import Comparison, Section, Table
from strategies.models.labels import in_year

GRAVITY = ("high", "medium", "low")
RowKey = tuple[str, str, int, str | None, str | None]


def find_discrepancies(consolidation: Consolidation) -> list[Discrepancy]:
    """Unsaved rows in the order of gravity, then of the report."""
    found = check_period(check_inputs(consolidation))
    units = dict(OrganisationUnit.objects.values_list("code", "pk"))
    sections = dict(Section.objects.values_list("code", "position"))
    found.sort(
        key=lambda discrepancy: (
            GRAVITY.index(discrepancy.severity),
            sections.get(discrepancy.section, 0),
        )
    )
    return [
        _row(consolidation, units, discrepancy, place) for place, discrepancy in enumerate(found)
    ]


def check_inputs(consolidation: Consolidation) -> CheckedPeriod:
    """All that the checks read, as values and in English: who wants to know what they would say of
    other numbers changes them there."""
    book = FigureBook(consolidation)
    year = consolidation.year
    tables = Table.objects.filter(in_year(year)).select_related("section")
    return CheckedPeriod(
        tables=table_specs(tables, year, "en"),
        rows=_rows(consolidation),
        claims=_claims(year) if consolidation.period.is_year else [],  # printed of the year
        lookup=book.lookup,
        comparisons=_comparisons(year),
        recorded=recorded_cells(book, year),
        past=past_rows(consolidation.period),
        above=_above(),
        longer=longer_reports(consolidation),
    )


def _above() -> dict[str, str]:
    """Code of a reporter -> of the one that it stands below; localities are left out."""
    below = OrganisationUnit.objects.exclude(kind__in=LOCALITIES).exclude(parent__kind__in=TOP)
    return dict(below.exclude(parent=None).values_list("code", "parent__code"))


def _rows(consolidation: Consolidation) -> list[ReportedRow]:
    """One for each reporter, period and row of a table: one query for all numbers."""
    year = consolidation.year
    names = unit_names(year, "en")
    values: dict[RowKey, dict[str, Decimal]] = defaultdict(dict)
    printed: dict[RowKey, dict[str, str]] = defaultdict(dict)
    absent: dict[RowKey, set[str]] = defaultdict(set)
    about: dict[RowKey, tuple[str, str, int, str, date | None]] = {}
    for row in _value_rows(consolidation, year):
        (table, section, unit, unit_id, kind, key, option, entry, element, value, text,
         option_title, entry_title, day) = row  # fmt: skip
        place: RowKey = (table, unit, key, option, entry)
        about[place] = (section, kind, unit_id, entry_title or option_title or "", day)
        if value is None:
            absent[place].add(element)
        else:
            values[place][element] = value
        if text:
            printed[place][element] = text
    return [
        ReportedRow(
            table=table,
            section=section,
            unit=unit,
            unit_name=names.get(unit_id, unit),
            unit_kind=kind,
            period=Period.from_key(key).code,
            values=values.get(place, {}),
            option=option,
            entry=entry,
            label=label,
            printed=printed.get(place, {}),
            not_available=frozenset(absent.get(place, ())),
            day=day,
        )
        for place, (section, kind, unit_id, label, day) in about.items()
        for table, unit, key, option, entry in [place]
    ]


def _value_rows(consolidation: Consolidation, year: int) -> list[tuple]:  # type: ignore[type-arg]
    return list(
        DataValue.objects.filter(
            revision__in=consolidation.chosen.filter(revision__report__year=year).values(
                "revision_id"
            )
        )
        .exclude(organisation_unit__kind__in=LOCALITIES)  # they are looked at as one place
        .order_by(
            "cell__table__position", "organisation_unit__position", "period_key",
            "entry__position", "cell_id",
        )
        .values_list(
            "cell__table__code", "cell__table__section__code", "organisation_unit__code",
            "organisation_unit_id", "organisation_unit__kind", "period_key",
            "cell__option__code", "entry__key", "cell__element__code", "value", "note__printed",
            "cell__option__title_en", "entry__title", "entry__date",
        )
    )  # fmt: skip


def _claims(year: int) -> list[Claim]:
    labels = cell_labels("en")
    return [
        Claim(
            section=row.section,
            line=row.line,
            kind=cast(ClaimKind, row.kind),
            printed=row.printed,
            expression=row.expression,
            quote=row.quote,
            note=row.note,
            value=row.value,
            label=_label(row.expression, labels),
            printed_in=str(year + 1),  # a year's report comes out in the next one
        )
        for row in PrintedClaim.objects.filter(year=year)
    ]


def _label(expression: str, labels: Mapping[str, CellLabels]) -> str:
    """For a claim about one cell."""
    try:
        about = references(expression)
    except ExpressionError:
        return ""
    if len(about) != 1 or about[0].cell not in labels:
        return ""
    kinds = [str(UnitKind(code).label) for code in about[0].scope if code in UnitKind.values]
    return labels[about[0].cell].path(joined(kinds))


def _comparisons(year: int) -> list[DeclaredComparison]:
    return [
        DeclaredComparison(
            code=row.code,
            kind=row.kind,  # type: ignore[arg-type]  # checked by the loader
            section=row.section.code,
            part=row.part,
            whole=row.whole,
            message=row.message_en,
        )
        for row in Comparison.objects.filter(in_year(year)).select_related("section")
    ]


def _row(
    consolidation: Consolidation, units: dict[str, int], discrepancy: Found, position: int
) -> Discrepancy:
    computed = "" if discrepancy.computed is None else _number(discrepancy.computed)
    table, unit = _about(discrepancy)
    return Discrepancy(
        consolidation=consolidation,
        organisation_unit_id=units.get(discrepancy.unit or unit),
        kind=discrepancy.kind,
        severity=discrepancy.severity,
        section=discrepancy.section,
        table=discrepancy.table or table,
        period=discrepancy.period or consolidation.period.code,
        cells=list(discrepancy.cells),
        printed=discrepancy.printed,
        computed=computed,
        template=discrepancy.template,
        params=plain_params(discrepancy.params),
        line=discrepancy.line,
        position=position,
    )


def _about(discrepancy: Found) -> tuple[str, str]:
    """The one table and the one unit that all cells of a finding name, if they agree."""
    try:
        references_ = [reference for cell in discrepancy.cells for reference in references(cell)]
    except ExpressionError:
        return "", ""
    tables = {reference.name.table for reference in references_}
    scopes = {reference.scope for reference in references_}
    scope = scopes.pop() if len(scopes) == 1 else ()
    return tables.pop() if len(tables) == 1 else "", scope[0] if len(scope) == 1 else ""


def _number(value: Decimal) -> str:
    places = usual_places(value)
    return format_number(round(value, places), places)
