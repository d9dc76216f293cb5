"""People and organisation units as the administrator sees them: who belongs where, whose invitation
waits, and which units lack somebody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from provinces.models import LOCALITIES, Membership, OrganisationUnit, UnitKind, User
from provinces.queries import by_name, people_called, unit_names, units_called
from provinces.roles import Role
from reporting.core.queries.years import this_year
from reporting.models import AuditEvent
from strategies.models import DataSet

INVITED_BY = ("person.invited", "person.invited_again")
INVITATION_LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
NOT_YET = Q(last_login__isnull=True)
NEEDED = (Role.DATA_OFFICER, Role.APPROVER)  # without both no report is signed


class AccountStatus(StrEnum):
    """Where an account stands."""

    ACTIVE = "active"
    NEVER = "never"  # has a password and has never signed in
    INVITED = "invited"
    EXPIRED = "expired"
    INACTIVE = "inactive"


@dataclass(frozen=True)
class PeopleCriteria:
    """Whom to list; blank means everybody."""

    q: str = ""
    unit: str = ""
    role: str = ""
    status: str = ""

    def rows(self) -> QuerySet[User]:
        found = User.objects.filter(self._conditions())
        held = Membership.objects.filter(user=OuterRef("pk"))
        if self.unit:
            held = held.filter(organisation_unit__code=self.unit)
        if self.role:
            held = held.filter(role=self.role)
        if self.unit or self.role:
            found = found.filter(Exists(held))
        return found.order_by(*by_name(get_language() or "en"))

    def _conditions(self) -> Q:
        found = Q(pk__in=people_called(self.q)) if self.q.strip() else Q()
        match self.status:
            case AccountStatus.ACTIVE:
                return found & Q(is_active=True)
            case AccountStatus.INACTIVE:
                return found & Q(is_active=False)
            case AccountStatus.NEVER:
                return found & Q(is_active=True) & NOT_YET
        return found


@dataclass(frozen=True)
class Held:
    membership: Membership
    unit_name: str

    @property
    def role(self) -> str:
        return str(Role(self.membership.role).label)


@dataclass(frozen=True)
class Person:
    user: User
    held: list[Held]
    invited_at: datetime | None

    @property
    def status(self) -> AccountStatus:
        if not self.user.is_active:
            return AccountStatus.INACTIVE
        if self.user.last_login is not None:
            return AccountStatus.ACTIVE
        if self.user.has_usable_password():
            return AccountStatus.NEVER
        late = self.invited_at is None or timezone.now() > self.invited_at + INVITATION_LASTS
        return AccountStatus.EXPIRED if late else AccountStatus.INVITED

    @property
    def is_invited(self) -> bool:
        return self.status in (AccountStatus.INVITED, AccountStatus.EXPIRED)


def persons(users: Iterable[User]) -> list[Person]:
    """With what they hold and when they were invited; three queries."""
    chosen = list(users)
    rows = list(
        Membership.objects.filter(user__in=chosen)
        .select_related("organisation_unit")
        .order_by("organisation_unit__position", "pk")
    )
    names = unit_names(
        this_year(), get_language() or "en", [membership.organisation_unit for membership in rows]
    )
    held: dict[int, list[Held]] = defaultdict(list)
    for membership in rows:
        unit = membership.organisation_unit
        held[membership.user_id].append(Held(membership, names.get(unit.pk, unit.code)))
    invited = _invited(chosen)
    return [Person(user, held[user.pk], invited.get(target(user))) for user in chosen]


def target(user: User) -> str:
    """A person in the audit trail."""
    return f"user:{user.pk}"


def _invited(users: Sequence[User]) -> dict[str, datetime]:
    rows = AuditEvent.objects.filter(
        target__in=[target(user) for user in users if user.last_login is None],
        action__in=INVITED_BY,
    ).order_by("at")
    return dict(rows.values_list("target", "at"))


@dataclass(frozen=True)
class Gap:
    """A unit that owes reports, and the roles that nobody active holds there."""

    unit: OrganisationUnit
    name: str
    lacks: list[Role]


def gaps(forms: Iterable[DataSet] | None = None) -> list[Gap]:
    """In protocol order; three queries, one less where the forms are known already."""
    owing = [form for form in forms or DataSet.objects.all() if form.owed]
    held = Membership.objects.filter(organisation_unit=OuterRef("pk"), user__is_active=True)
    there = {role.value: Exists(held.filter(role=role)) for role in NEEDED}
    kinds = {kind for form in owing for kind in form.kinds if kind not in LOCALITIES}
    rows = (
        OrganisationUnit.objects.filter(kind__in=kinds)
        .annotate(**there)
        .exclude(**dict.fromkeys(there, True))
        .order_by("position", "code")
    )
    units = [
        unit
        for unit in rows
        if unit.holds_in(this_year())
        and any(form.is_filled_by(unit.code, unit.kind) for form in owing)
    ]
    names = unit_names(this_year(), get_language() or "en", units)
    return [
        Gap(
            unit,
            names.get(unit.pk, unit.code),
            [role for role in NEEDED if not getattr(unit, role.value)],
        )
        for unit in units
    ]


def unit_choices(*also: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Code and name of the units where people belong, by kind; districts and communes only those
    that are named. Two queries."""
    units = list(
        OrganisationUnit.objects.exclude(kind=UnitKind.NATION)
        .filter(~Q(kind__in=LOCALITIES) | Q(code__in=also))
        .order_by("position", "code")
    )
    names = unit_names(this_year(), get_language() or "en", units)
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        groups[str(UnitKind(unit.kind).label)].append((unit.code, names.get(unit.pk, unit.code)))
    return list(groups.items())


def wanted_units(*, q: str = "", kind: str = "") -> QuerySet[OrganisationUnit]:
    """In protocol order, with how many active people belong to each."""
    active = Count("memberships__user", Q(memberships__user__is_active=True), distinct=True)
    rows = OrganisationUnit.objects.select_related("parent").annotate(people=active)
    if kind:
        rows = rows.filter(kind=kind)
    if q.strip():
        rows = rows.filter(pk__in=units_called(q))
    return rows.order_by("position", "code")


def unit_lines(units: Iterable[OrganisationUnit]) -> list[tuple[OrganisationUnit, str, str]]:
    """Each with its name and that of the unit above it; one query beside that of the units."""
    chosen = list(units)
    above = [unit.parent for unit in chosen if unit.parent]
    names = unit_names(this_year(), get_language() or "en", [*chosen, *above])
    return [
        (
            unit,
            names.get(unit.pk, unit.code),
            names.get(unit.parent.pk, unit.parent.code) if unit.parent else "",
        )
        for unit in chosen
    ]
