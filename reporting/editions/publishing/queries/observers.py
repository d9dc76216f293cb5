"""Observers, and which editions the Secretariat publishes to each."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import get_language

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from reporting.access import NotHere
from reporting.core.queries.practice_years import practice_years
from reporting.core.queries.years import this_year
from reporting.models import Edition, PublishedTo


@dataclass(frozen=True)
class Observer:
    """`all_annual`: every annual report that is published, those to come too; `editions`: others
    that were chosen one by one."""

    unit: OrganisationUnit
    name: str
    people: int
    all_annual: bool
    editions: frozenset[int]


def observers(code: str = "") -> list[Observer]:
    """All of them, or the one with this code; three queries."""
    units = OrganisationUnit.objects.filter(kind=UnitKind.OBSERVER).order_by("position", "code")
    if code:
        units = units.filter(code=code)
    active = Count("memberships__user", Q(memberships__user__is_active=True), distinct=True)
    rows = list(units.annotate(people=active))
    names = unit_names(this_year(), get_language() or "en", rows)
    given: dict[int, set[int | None]] = defaultdict(set)
    chosen = PublishedTo.objects.filter(organisation_unit__in=rows)
    for unit_id, edition_id in chosen.values_list("organisation_unit_id", "edition_id"):
        given[unit_id].add(edition_id)
    return [
        Observer(
            unit=row,
            name=names.get(row.pk, row.code),
            people=row.people,
            all_annual=None in given[row.pk],
            editions=frozenset(edition for edition in given[row.pk] if edition is not None),
        )
        for row in rows
    ]


def observer(code: str) -> Observer:
    found = observers(code)
    if not code or not found:
        raise NotHere
    return found[0]


def offered_editions() -> list[Edition]:
    """What can be published to somebody: every published edition of a real year, the newest first;
    two queries."""
    rows = Edition.objects.filter(state=Edition.State.PUBLISHED)
    return list(rows.exclude(year__in=practice_years()).order_by("-period_key", "-number"))
