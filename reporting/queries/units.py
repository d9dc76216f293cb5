"""Organisation units as the administrator lists them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from provinces.models import OrganisationUnit, UnitAlias, UnitName
from provinces.queries import unit_names
from provinces.spelling import finds
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
        rows = rows.filter(pk__in=called(q))
    return rows.order_by("position", "code")


def called(q: str) -> list[int]:
    """The units that have, or had, this in a name, a code or a known spelling; three queries."""
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, *own in OrganisationUnit.objects.values_list("pk", "code", "short_name"):
        texts[pk] += own
    for pk, *own in UnitName.objects.values_list("unit_id", "en", "km"):
        texts[pk] += own
    for pk, spelling in UnitAlias.objects.values_list("unit_id", "spelling"):
        texts[pk].append(spelling)
    return [pk for pk, own in texts.items() if finds(q, own)]


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
