"""The units that have figures of their own in a report."""

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.models import Edition, Figure
from reporting.queries.editions.found import figures_of


def units_with_figures(edition: Edition, language: str) -> list[tuple[str, str]]:
    """(code, name) in the order of protocol; three queries."""
    figures = figures_of(edition)
    if figures is None:
        return []
    there = Figure.objects.filter(
        consolidation=figures, organisation_unit__isnull=False, period_key=figures.period_key
    )
    rows = OrganisationUnit.objects.filter(pk__in=there.values("organisation_unit_id"))
    names = unit_names(edition.year, language)
    return [(unit.code, names.get(unit.pk, unit.code)) for unit in rows.order_by("position")]
