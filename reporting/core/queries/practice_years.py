"""Which years are there to practise on, how they are named as such, and what every page says of
them."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from provinces.models import TOP, OrganisationUnit, User
from provinces.queries import names_in
from reporting.models import Notice, ReportingYear


def practice_years() -> frozenset[int]:
    return frozenset(_practice().values_list("year", flat=True))


def is_practice(year: int) -> bool:
    return _practice().filter(year=year).exists()


def mark_of_name(*years: int) -> str:
    """What the name of a file says of the years that it tells of: "-practice", or nothing."""
    return "-practice" if _practice().filter(year__in=years).exists() else ""


def may_compare(year: int, earlier: int) -> bool:
    """What is practised never stands beside a real year; the other way round it may."""
    return year == earlier or not is_practice(earlier) or is_practice(year)


@dataclass(frozen=True)
class ShellFacts:
    unit_name: str
    practice_years: frozenset[int]
    has_units_below: bool
    unread: int


def shell_facts(user: User, unit: OrganisationUnit, year: int, language: str) -> ShellFacts:
    """What every page says: one query. `unread`: how many notices wait to be read."""
    unread = Notice.objects.filter(
        recipient=user, organisation_unit=OuterRef("pk"), read_at__isnull=True
    ).order_by()
    row = (
        OrganisationUnit.objects.filter(pk=unit.pk)
        .annotate(
            **names_in(year, "pk"),
            practice=ArraySubquery(_practice().values("year")),
            below=Exists(OrganisationUnit.objects.filter(parent=OuterRef("pk"))),
            unread=Subquery(unread.values("recipient").annotate(count=Count("pk")).values("count")),
        )
        .values_list("name_en", "name_km", "practice", "below", "unread")
        .first()
    )
    en, km, practice, below, count = row or ("", "", [], False, 0)
    name = km if language.startswith("km") and km else en
    return ShellFacts(
        unit_name=name or unit.code,
        practice_years=frozenset(practice),
        has_units_below=below and unit.kind not in TOP,
        unread=count or 0,
    )


def _practice() -> QuerySet[ReportingYear]:
    return ReportingYear.objects.filter(is_practice=True).order_by("year")


def practice_words(year: int) -> str:
    """Said beside the figures of a year to practise on; "" of a real one."""
    return _("Year to practise on: these are not real figures.") if is_practice(year) else ""
