"""Organisation units as the administrator lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from provinces.models import OrganisationUnit, UnitName
from provinces.queries import Spellings, unit_names
from provinces.spelling import plain, spellings_of
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
    found = Q()
    for spelling in spellings_of(q):
        named = UnitName.objects.filter(Q(en__icontains=spelling) | Q(km__icontains=spelling))
        found |= Q(Exists(named.filter(unit=OuterRef("pk"))))
        found |= Q(code__icontains=spelling) | Q(short_name__icontains=spelling)
    if plain(q):
        found |= Q(pk__in=Spellings.known().holding(q))
    return rows.filter(found).order_by("position", "code")


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
