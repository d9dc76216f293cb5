"""The members and deputies of a unit, now and before; who may keep them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from provinces.models import (
    CommitteeFunction,
    CommitteeMember,
    Delegation,
    Membership,
    OrganisationUnit,
    UnitKind,
    User,
)
from provinces.queries import by_name, unit_names
from provinces.roles import DELEGABLE, Permission, Role, database_role_of
from reporting.access import Actor, NotHere
from reporting.core.queries.years import this_year

# Where there is a committee: the NCCT, its General Secretariat and working groups, the provinces.
COMMITTEES = (
    UnitKind.NATION,
    UnitKind.SECRETARIAT,
    UnitKind.WORKING_GROUP,
    UnitKind.PROVINCE,
)
# A provincial committee has six groups, like the national one.
WITH_GROUPS = (UnitKind.PROVINCE,)
ORDER = list(CommitteeFunction)


def has_committee(unit: OrganisationUnit) -> bool:
    return unit.kind in COMMITTEES


def unit_read(actor: Actor, code: str) -> OrganisationUnit:
    """A unit's people read their own; the Secretariat reads all."""
    unit = OrganisationUnit.objects.filter(code=code).exclude(kind=UnitKind.OBSERVER).first()
    if unit is None or not (actor.is_national or actor.unit.pk == unit.pk):
        raise NotHere
    return unit


def keeps(actor: Actor, unit: OrganisationUnit) -> bool:
    own = actor.unit.pk == unit.pk
    return actor.may(Permission.COMMITTEE_KEEP) and (own or actor.is_national)


def kept_committees(actor: Actor) -> list[OrganisationUnit]:
    """Whose lists this person keeps: of the own unit, or all; one query."""
    if not actor.may(Permission.COMMITTEE_KEEP):
        return []
    rows = OrganisationUnit.objects.filter(kind__in=COMMITTEES)
    if not actor.is_national:
        rows = rows.filter(pk=actor.unit.pk)
    return list(rows.order_by("position", "code"))


@dataclass(frozen=True)
class CommitteeGroup:
    """The committee itself (`code` ""), or one of its groups."""

    code: str
    name: str
    now: list[CommitteeMember]
    former: list[CommitteeMember]


def groups_of_committee(unit: OrganisationUnit) -> dict[str, str]:
    """Code -> name of the groups of a provincial committee; two queries, else none."""
    if unit.kind not in WITH_GROUPS:
        return {}
    rows = list(
        OrganisationUnit.objects.filter(kind=UnitKind.WORKING_GROUP).order_by("position", "code")
    )
    names = unit_names(this_year(), get_language() or "en", rows)
    return {row.code: names.get(row.pk, row.code) for row in rows}


def committee_of(unit: OrganisationUnit, groups: dict[str, str]) -> list[CommitteeGroup]:
    """The committee first, then its groups; those of whom nobody was entered too. One query."""
    today = timezone.localdate()
    rows = sorted(
        CommitteeMember.objects.filter(organisation_unit=unit).order_by("valid_from", "pk"),
        key=lambda row: ORDER.index(CommitteeFunction(row.function)),
    )
    return [
        CommitteeGroup(
            code, name,
            now=[row for row in rows if row.group == code and not is_over(row, today)],
            former=[row for row in rows if row.group == code and is_over(row, today)],
        )
        for code, name in {"": "", **groups}.items()
    ]  # fmt: skip


def is_over(row: CommitteeMember, today: date) -> bool:
    return row.valid_to is not None and row.valid_to < today


def overlapping(
    unit: OrganisationUnit, group: str, function: str, day: date
) -> CommitteeMember | None:
    """Who holds the function on that day or later."""
    rows = CommitteeMember.objects.filter(organisation_unit=unit, group=group, function=function)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)).first()


# Deputies.

Standing = Literal["now", "later", "over", "revoked"]


@dataclass(frozen=True)
class Deputy:
    row: Delegation
    standing: Standing
    may_revoke: bool

    @property
    def role(self) -> str:
        return str(Role(self.row.role).label)

    @property
    def behalf(self) -> str:
        return self.row.on_behalf_of(get_language() or "en")


def deputies_of(unit: OrganisationUnit, actor: Actor) -> list[Deputy]:
    """The newest first; one query."""
    rows = Delegation.objects.filter(organisation_unit=unit).select_related(
        "delegator", "delegate", "made_by", "revoked_by"
    )
    today = timezone.localdate()
    manages = actor.may(Permission.PEOPLE_MANAGE)
    return [
        Deputy(
            row,
            standing := _standing(row, row.revoked_at, today),
            may_revoke=standing in ("now", "later")
            and (manages or actor.user.pk in (row.delegator_id, row.made_by_id)),
        )
        for row in rows.order_by("-valid_from", "-pk")
    ]


def _standing(row: Delegation, revoked_at: datetime | None, today: date) -> Standing:
    if revoked_at is not None:
        return "revoked"
    if today < row.valid_from:
        return "later"
    return "now" if today <= row.valid_to else "over"


def held_to_delegate(user: User, unit: OrganisationUnit) -> list[Role]:
    """The roles that this person holds at the unit and may let somebody else sign in; one query."""
    held = Membership.objects.filter(user=user, organisation_unit=unit, role__in=list(DELEGABLE))
    found = set(held.values_list("role", flat=True))
    return [role for role in DELEGABLE if role in found]


def can_deputise(user: User, unit: OrganisationUnit, role: str) -> bool:
    """Somebody active of the same unit, who signs in with the same rights to the database."""
    if not user.is_active:
        return False
    held = Membership.objects.filter(user=user, organisation_unit=unit)
    wanted = database_role_of(role)
    return any(database_role_of(there) is wanted for there in held.values_list("role", flat=True))


def people_at(unit: OrganisationUnit) -> list[User]:
    """Everybody active who belongs to it, by name; one query."""
    rows = User.objects.filter(memberships__organisation_unit=unit, is_active=True).distinct()
    return list(rows.order_by(*by_name(get_language() or "en")))


# All committees, for the Secretariat.


@dataclass(frozen=True)
class CommitteeLine:
    unit: OrganisationUnit
    name: str
    members: int
    chair: str


def committee_lines() -> list[CommitteeLine]:
    """Of every committee how many sit in it and its groups today, and who chairs; three queries."""
    units = list(OrganisationUnit.objects.filter(kind__in=COMMITTEES).order_by("position", "code"))
    names = unit_names(this_year(), get_language() or "en", units)
    today = timezone.localdate()
    rows = list(_sitting(CommitteeMember.objects.all(), today))
    members = Counter(row.organisation_unit_id for row in rows)
    chairs = {
        row.organisation_unit_id: row.name_in(get_language() or "en")
        for row in rows
        if row.function == CommitteeFunction.CHAIR and not row.group
    }
    return [
        CommitteeLine(
            unit, names.get(unit.pk, unit.code), members[unit.pk], chairs.get(unit.pk, "")
        )
        for unit in units
    ]


def _sitting(rows: Iterable[CommitteeMember], today: date) -> Iterable[CommitteeMember]:
    return (row for row in rows if row.valid_from <= today and not is_over(row, today))
