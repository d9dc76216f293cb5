"""The committee of a unit and its deputies: members are added and end with a day; a delegation is
made by who is deputised, or by an administrator from a written decision, and may be revoked.
Nothing is removed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.models import (
    CommitteeFunction,
    CommitteeMember,
    Delegation,
    OrganisationUnit,
    User,
)
from provinces.roles import Permission, Role
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.committees.queries.members_and_deputies import (
    can_deputise,
    has_committee,
    held_to_delegate,
    keeps,
    overlapping,
)
from reporting.core.actions.audit import event, record
from reporting.models import AuditEvent

SINGLE = (CommitteeFunction.CHAIR, CommitteeFunction.PERMANENT_VICE_CHAIR)
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Seat:
    """Who, as what, in the committee (`group` "") or in one of its groups."""

    group: str
    name_en: str
    name_km: str
    title_en: str
    title_km: str
    function: str
    valid_from: date
    decision: str
    valid_to: date | None = None


@transaction.atomic
def add_member(
    *, by: Actor, unit: OrganisationUnit, seat: Seat, user: User | None = None
) -> CommitteeMember:
    _require_keeper(by, unit)
    if not has_committee(unit):
        raise NotHere
    if not (seat.name_en or seat.name_km):
        raise Refused(_("Give the person's name in English or in Khmer."))
    if seat.function in SINGLE:
        other = overlapping(unit, seat.group, seat.function, seat.valid_from)
        if other is not None:
            raise Refused(
                _("%(name)s is %(function)s already. Say first until when.")
                % {"name": other, "function": CommitteeFunction(seat.function).label}
            )
    row = CommitteeMember.objects.create(
        organisation_unit=unit, added_by=by.user, user=user, **asdict(seat)
    )
    _added(by, row).save()
    return row


@dataclass(frozen=True)
class NewSeat:
    unit: OrganisationUnit
    seat: Seat


@dataclass(frozen=True)
class EndedSeat:
    member: CommitteeMember
    last_day: date


@transaction.atomic
def bring_members(
    *, by: Actor, added: Sequence[NewSeat], ended: Sequence[EndedSeat]
) -> tuple[int, int]:
    """What a workbook says, checked as a whole before: how many are new and how many end. The
    number of statements does not depend on how many they are."""
    units = {one.unit for one in added} | {one.member.organisation_unit for one in ended}
    for unit in units:
        _require_keeper(by, unit)
        if not has_committee(unit):
            raise NotHere
    for one in ended:
        one.member.valid_to = one.last_day
    keys = [one.member.pk for one in ended]
    open_ones = CommitteeMember.objects.select_for_update().filter(pk__in=keys, valid_to=None)
    if len(open_ones) != len(keys):
        raise Overtaken(_("Somebody has ended one of these meanwhile. Download the list again."))
    CommitteeMember.objects.bulk_update([one.member for one in ended], ["valid_to"])
    rows = CommitteeMember.objects.bulk_create(
        CommitteeMember(organisation_unit=one.unit, added_by=by.user, **asdict(one.seat))
        for one in added
    )
    AuditEvent.objects.bulk_create(
        [*(_added(by, row) for row in rows), *(_ended(by, one.member) for one in ended)]
    )
    return len(rows), len(keys)


def _added(by: Actor, row: CommitteeMember) -> AuditEvent:
    return event(
        "committee.added", f"committee_member:{row.pk}", by=by, unit_id=row.organisation_unit_id,
        name=str(row), group=row.group, function=row.function,
        valid_from=row.valid_from.isoformat(), decision=row.decision,
        **({"valid_to": row.valid_to.isoformat()} if row.valid_to else {}),
    )  # fmt: skip


def _ended(by: Actor, row: CommitteeMember) -> AuditEvent:
    return event(
        "committee.ended", f"committee_member:{row.pk}", by=by, unit_id=row.organisation_unit_id,
        name=str(row), valid_to=row.valid_to.isoformat() if row.valid_to else "",
    )  # fmt: skip


@transaction.atomic
def end_member(*, by: Actor, unit: OrganisationUnit, member: int, last_day: date) -> None:
    """Who left, and who was entered by mistake (on the day of the beginning)."""
    _require_keeper(by, unit)
    row = CommitteeMember.objects.filter(organisation_unit=unit, pk=member).first()
    if row is None:
        raise NotHere
    if last_day < row.valid_from:
        raise Refused(_("The last day is before the first one. Choose a later day."))
    ended = CommitteeMember.objects.filter(pk=row.pk, valid_to=None).update(valid_to=last_day)
    if not ended:
        raise Overtaken(_("This membership has ended already."))
    row.valid_to = last_day
    _ended(by, row).save()


@dataclass(frozen=True)
class Deputyship:
    """`delegator`: None where the function is deputised, whoever holds it."""

    role: str
    delegate: User
    valid_from: date
    valid_to: date
    decision: str
    delegator: User | None = None


@transaction.atomic
def delegate(*, by: Actor, unit: OrganisationUnit, given: Deputyship) -> Delegation:
    """In a role that one holds at the unit; an administrator in anybody's, from a decision."""
    if not by.may(Permission.PEOPLE_MANAGE):
        if by.unit.pk != unit.pk:
            raise NotHere
        if given.delegator != by.user or given.role not in held_to_delegate(by.user, unit):
            raise Refused(
                _("You delegate your own signature only. An administrator writes down others.")
            )
    if given.delegator is not None:
        if given.delegator.pk == given.delegate.pk:
            raise Refused(_("Choose somebody else: nobody is their own deputy."))
        if given.role not in held_to_delegate(given.delegator, unit):
            raise Refused(_("On whose behalf it is signed does not hold this role at the unit."))
    if not can_deputise(given.delegate, unit, given.role):
        raise Refused(_("A deputy has an account at the same unit. Have them invited first."))
    _require_free_days(by, unit, given)
    row = Delegation.objects.create(
        organisation_unit=unit, made_by=by.user, role=given.role, delegator=given.delegator,
        delegate=given.delegate, valid_from=given.valid_from, valid_to=given.valid_to,
        decision=given.decision,
    )  # fmt: skip
    record(
        "delegation.made", f"delegation:{row.pk}", by=by, unit=unit, role=row.role,
        delegator=row.delegator_id, delegate=row.delegate_id, decision=row.decision,
        valid_from=row.valid_from.isoformat(), valid_to=row.valid_to.isoformat(),
    )  # fmt: skip
    return row


def _require_free_days(by: Actor, unit: OrganisationUnit, given: Deputyship) -> None:
    if given.valid_to < given.valid_from:
        raise Refused(_("The last day is before the first one. Choose a later day."))
    today = timezone.localdate()
    begins = given.valid_to if by.may(Permission.PEOPLE_MANAGE) else given.valid_from
    if begins < today:  # else it could be made up afterwards who was whose deputy
        raise Refused(_("A delegation is not for days that are over. Choose today or a later day."))
    if (given.valid_to - given.valid_from).days > LONGEST_DAYS:
        raise Refused(_("A delegation is for a year at most. Choose an earlier last day."))
    same = Delegation.objects.filter(
        organisation_unit=unit, role=given.role, delegate=given.delegate,
        delegator=given.delegator, revoked_at=None,
        valid_from__lte=given.valid_to, valid_to__gte=given.valid_from,
    ).first()  # fmt: skip
    if same is not None:
        raise Refused(
            _(
                "This person is your deputy from %(first)s to %(last)s already. Revoke that first, "
                "or choose other days."
            )
            % {"first": date_format(same.valid_from), "last": date_format(same.valid_to)}
        )


@transaction.atomic
def revoke(*, by: Actor, unit: OrganisationUnit, delegation: int) -> None:
    """What was signed under it stays signed."""
    row = Delegation.objects.filter(organisation_unit=unit, pk=delegation).first()
    if row is None:
        raise NotHere
    if by.user.pk not in (row.delegator_id, row.made_by_id) and not by.may(
        Permission.PEOPLE_MANAGE
    ):
        raise Refused(_("Who let the deputy sign revokes it, or an administrator."))
    revoked = Delegation.objects.filter(pk=row.pk, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by.user
    )
    if not revoked:
        raise Overtaken(_("This delegation is revoked already."))
    record(
        "delegation.revoked", f"delegation:{row.pk}", by=by, unit=unit, role=Role(row.role).value
    )


def _require_keeper(by: Actor, unit: OrganisationUnit) -> None:
    require(by, Permission.COMMITTEE_KEEP)
    if not keeps(by, unit):
        raise NotHere
