"""Who holds which role at which unit."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from provinces.models import Delegation, Membership, OrganisationUnit, UnitKind, User
from provinces.roles import Role


class NobodyHolds(LookupError):
    """No active person holds this role there."""


def holders(role: str) -> dict[int, User]:
    """Organisation unit id -> the longest-serving active holder of the role; one query."""
    found: dict[int, User] = {}
    for membership in _active().filter(role=role):
        found.setdefault(membership.organisation_unit_id, membership.user)
    return found


def holders_of_any(
    roles: Sequence[Role], usernames: Sequence[str] = ()
) -> dict[int, tuple[User, Role]]:
    """Organisation unit id -> who holds the first of `roles` that anybody holds there, of these
    people or of all; one query."""
    memberships = _active().filter(role__in=roles)
    if usernames:
        memberships = memberships.filter(user__username__in=usernames)
    found: dict[int, tuple[User, Role]] = {}
    for held in sorted(memberships, key=lambda held: (roles.index(Role(held.role)), held.pk)):
        found.setdefault(held.organisation_unit_id, (held.user, Role(held.role)))
    return found


def holder(unit: OrganisationUnit | int, role: str) -> User:
    unit_id = unit if isinstance(unit, int) else unit.pk
    membership = _active().filter(organisation_unit_id=unit_id, role=role).first()
    if membership is None:
        raise NobodyHolds(
            _("Nobody is %(role)s of %(unit)s.") % {"role": Role(role).label, "unit": unit}
        )
    return membership.user


def holders_at(unit: OrganisationUnit | int, role: str) -> list[User]:
    """Every active holder of the role there, who has served longest first; one query."""
    unit_id = unit if isinstance(unit, int) else unit.pk
    return [
        membership.user for membership in _active().filter(organisation_unit_id=unit_id, role=role)
    ]


def signers_of(unit_id: int) -> list[User]:
    """Who signs for the unit: its approvers; of a unit where nobody has an account those of the
    nearest unit above that has people. One query where there is an approver, else a few."""
    found = holders_at(unit_id, Role.APPROVER)
    while not found and unit_id not in units_with_people([unit_id]):
        above = OrganisationUnit.objects.filter(pk=unit_id).values_list("parent_id", flat=True)
        parent = above.first()
        if parent is None:
            break
        unit_id, found = parent, holders_at(parent, Role.APPROVER)
    return found


def others_hold(role: str, units: Iterable[int], *, but: User) -> bool:
    """Whether anybody active but this person holds the role at one of the units; one query."""
    held = _active().filter(role=role, organisation_unit_id__in=list(units))
    return held.exclude(user=but).exists()


def units_with_people(unit_ids: Iterable[int]) -> set[int]:
    """Those where anybody has an account; one query."""
    held = _active().filter(organisation_unit_id__in=list(unit_ids))
    return set(held.values_list("organisation_unit_id", flat=True))


def at_secretariat(role: str) -> User:
    """The reviewer, consolidator, Secretary General or administrator of the GS."""
    membership = _active().filter(organisation_unit__kind=UnitKind.SECRETARIAT, role=role).first()
    if membership is None:
        raise NobodyHolds(
            _("Nobody is %(role)s at the General Secretariat.") % {"role": Role(role).label}
        )
    return membership.user


def delegations_to(user: User, unit: OrganisationUnit) -> list[Delegation]:
    """What others let this person sign at the unit and have not revoked, the newest first, whatever
    the day; one query."""
    rows = delegations(user, unit).select_related("delegator")
    return list(rows.order_by("-valid_from", "-pk"))


def delegations(user: User, unit: OrganisationUnit) -> QuerySet[Delegation]:
    return Delegation.objects.filter(delegate=user, organisation_unit=unit, revoked_at=None)


def reviewer() -> User:
    return at_secretariat(Role.REVIEWER)


def consolidator() -> User:
    return at_secretariat(Role.CONSOLIDATOR)


def secretary_general() -> User:
    return at_secretariat(Role.SECRETARY_GENERAL)


def _active() -> QuerySet[Membership]:
    return Membership.objects.filter(user__is_active=True).select_related("user").order_by("pk")
