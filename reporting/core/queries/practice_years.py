"""Which years are there to practise on, how they are named as such, and what every page says of
them."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from provinces.models import TOP, OrganisationUnit, UnitName
from reporting.models import ReportingYear


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


def shell_facts(unit: OrganisationUnit, year: int, language: str) -> ShellFacts:
    """What every page says: one query."""
    names = UnitName.objects.filter(unit=OuterRef("pk"), valid_from__lte=year).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=year)
    )
    row = (
        OrganisationUnit.objects.filter(pk=unit.pk)
        .annotate(
            en=Subquery(names.values("en")[:1]),
            km=Subquery(names.values("km")[:1]),
            practice=ArraySubquery(_practice().values("year")),
            below=Exists(OrganisationUnit.objects.filter(parent=OuterRef("pk"))),
        )
        .values_list("en", "km", "practice", "below")
        .first()
    )
    en, km, practice, below = row or ("", "", [], False)
    name = km if language.startswith("km") and km else en
    return ShellFacts(name or unit.code, frozenset(practice), below and unit.kind not in TOP)


def _practice() -> QuerySet[ReportingYear]:
    return ReportingYear.objects.filter(is_practice=True).order_by("year")


def practice_words(year: int) -> str:
    """Said beside the figures of a year to practise on; "" of a real one."""
    return _("Year to practise on: these are not real figures.") if is_practice(year) else ""
