"""Organisation units as the administrator lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from provinces.models import OrganisationUnit
from provinces.queries import unit_names, units_called
from reporting.queries.years import this_year


@dataclass(frozen=True)
class UnitLine:
    unit: OrganisationUnit
    name: str
    parent: str
    people: int


def wanted_units(*, q: str = "", kind: str = "") -> QuerySet[OrganisationUnit]:
    """In protocol order, with how many active people belong to each."""
    active = Count("memberships__user", Q(memberships__user__is_active=True), distinct=True)
    rows = OrganisationUnit.objects.select_related("parent").annotate(people=active)
    if kind:
        rows = rows.filter(kind=kind)
    if q.strip():
        rows = rows.filter(pk__in=units_called(q))
    return rows.order_by("position", "code")


def unit_lines(units: Iterable[OrganisationUnit]) -> list[UnitLine]:
    """One query beside that of the units."""
    chosen = list(units)
    above = [one.parent for one in chosen if one.parent]
    names = unit_names(this_year(), get_language() or "en", [*chosen, *above])
    return [
        UnitLine(
            unit=one,
            name=names.get(one.pk, one.code),
            parent=names.get(one.parent.pk, one.parent.code) if one.parent else "",
            people=getattr(one, "people", 0),
        )
        for one in chosen
    ]
