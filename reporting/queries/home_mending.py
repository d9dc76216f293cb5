"""What an administrator finds first: people, units and the catalogue to mend, with counts."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from provinces.models import Membership, OrganisationUnit, User
from provinces.queries import unit_names
from provinces.roles import Role
from reporting.models import AuditEvent, Job, ReportingYear
from reporting.queries.years import this_year
from strategies.models import Activity, DataSet, Table


@dataclass(frozen=True)
class UnitToMend:
    unit: OrganisationUnit
    name: str
    missing: list[str]


@dataclass(frozen=True)
class Mending:
    """`missing` of a unit: the roles that nobody holds there."""

    people: list[User] = field(default_factory=list)
    units: list[UnitToMend] = field(default_factory=list)
    untitled: int = 0
    years: list[ReportingYear] = field(default_factory=list)
    forms: int = 0
    tables: int = 0
    running: int = 0
    failed: int = 0
    audited_today: int = 0

    @property
    def next_is_open(self) -> bool:
        """Whether this year, and late in the year the next one too, has its calendar."""
        today = timezone.localdate()
        wanted = {today.year} | ({today.year + 1} if today.month >= 11 else set())
        return wanted <= {opened.year for opened in self.years}


def mending(language: str) -> Mending:
    """Some twelve queries, however much there is to mend."""
    forms = list(DataSet.objects.all())
    jobs = Job.objects.all()
    return Mending(
        people=list(_people_without_a_unit()),
        units=_units_without(forms, language),
        untitled=Activity.objects.filter(title_en="", title_km="").count(),
        years=list(ReportingYear.objects.all()),
        forms=len(forms),
        tables=Table.objects.count(),
        running=jobs.filter(state=Job.State.QUEUED).count(),
        failed=jobs.filter(state=Job.State.FAILED).count(),
        audited_today=AuditEvent.objects.filter(at__date=timezone.localdate()).count(),
    )


def _people_without_a_unit() -> list[User]:
    held = Membership.objects.filter(user=OuterRef("pk"))
    return list(User.objects.filter(~Exists(held), is_active=True).order_by("username"))


def _units_without(forms: list[DataSet], language: str) -> list[UnitToMend]:
    """Units that owe a report and have nobody to fill it or to sign it."""
    owing = [form for form in forms if form.owed]
    kinds = {kind for form in owing for kind in form.kinds}

    def nobody(role: Role) -> Exists:
        return Exists(
            Membership.objects.filter(
                organisation_unit=OuterRef("pk"), role=role, user__is_active=True
            )
        )

    rows = (
        OrganisationUnit.objects.filter(kind__in=kinds)
        .annotate(fills=nobody(Role.DATA_OFFICER), signs=nobody(Role.APPROVER))
        .filter(Q(fills=False) | Q(signs=False))
        .order_by("position", "code")
    )
    found = [
        unit for unit in rows if any(form.is_filled_by(unit.code, unit.kind) for form in owing)
    ]
    names = unit_names(this_year(), language, found)
    return [UnitToMend(unit, names.get(unit.pk, unit.code), _missing(unit)) for unit in found]


def _missing(unit: OrganisationUnit) -> list[str]:
    roles = ((Role.DATA_OFFICER, "fills"), (Role.APPROVER, "signs"))
    return [str(role.label) for role, name in roles if not getattr(unit, name)]
