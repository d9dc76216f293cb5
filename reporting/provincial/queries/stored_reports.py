"""Which reports of provinces there are, for whom, and whether their figures are the newest."""

from dataclasses import dataclass, field

from django.db.models import Max, Model

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access import Actor, NotHere
from reporting.models import Consolidation, ProvincialReport, Report
from reporting.provincial.queries.basis import basis_of, stamp_of


@dataclass(frozen=True)
class YearState:
    """Of a year, asked with the Secretariat's eyes: whether its figures are there, whether those of
    the nation are published, and the stamp of what would be made now."""

    is_consolidated: bool = False
    is_published: bool = False
    stamp: str = ""


def year_state(year: int) -> YearState:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        basis = basis_of(year)
        if basis is None:
            return YearState()
        return YearState(
            is_consolidated=True, is_published=basis.is_published, stamp=stamp_of(basis)
        )


def province_read(actor: Actor, code: str) -> OrganisationUnit:
    """`NotHere` for what is no province, and for another than one's own."""
    unit = OrganisationUnit.objects.filter(code=code, kind=UnitKind.PROVINCE).first()
    if unit is None or not (actor.is_national or actor.unit.pk == unit.pk):
        raise NotHere
    return unit


def stored_report(unit: OrganisationUnit, year: int, language: str) -> ProvincialReport | None:
    rows = ProvincialReport.objects.filter(organisation_unit=unit, year=year, language=language)
    return rows.select_related("organisation_unit").first()


def is_known(year: int) -> bool:
    """Whether anybody reported anything of this year that the person sees."""
    return Report.objects.filter(year=year).exists()


def newest_year(actor: Actor) -> int | None:
    """The newest consolidated year; for a province the newest of which it has a report, else the
    newest in which it reported."""
    sources: list[type[Model]] = (
        [Consolidation] if actor.is_national else [ProvincialReport, Report]
    )
    for model in sources:
        found: int | None = model._default_manager.aggregate(newest=Max("year"))["newest"]
        if found:
            return found
    return None


@dataclass
class ProvinceLine:
    """A province with its reports by language."""

    unit: OrganisationUnit
    name: str
    reports: dict[str, ProvincialReport] = field(default_factory=dict)
    stamp: str = ""

    @property
    def any_report(self) -> ProvincialReport | None:
        return next(iter(self.reports.values()), None)

    @property
    def is_current(self) -> bool:
        return bool(self.reports) and all(
            report.stamp == self.stamp for report in self.reports.values()
        )


def province_lines(year: int, language: str, stamp: str) -> list[ProvinceLine]:
    """The 25 in the order of their codes; three queries."""
    units = list(OrganisationUnit.objects.filter(kind=UnitKind.PROVINCE).order_by("code"))
    names = unit_names(year, language, units)
    lines = {
        unit.pk: ProvinceLine(unit, names.get(unit.pk, unit.code), stamp=stamp) for unit in units
    }
    rows = ProvincialReport.objects.filter(year=year).defer("document").order_by("language")
    for report in rows:
        if report.organisation_unit_id in lines:
            lines[report.organisation_unit_id].reports[report.language] = report
    return list(lines.values())


def consolidated_years() -> list[int]:
    """The newest first; one query."""
    return list(
        Consolidation.objects.order_by("-year").values_list("year", flat=True).distinct("year")
    )
