"""Whom a tiding is for: active people by their roles, read once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from provinces.models import Membership, User
from provinces.roles import Role
from reporting.queries.tidings import Audience, Tiding

AT_THE_UNIT = {
    Audience.FILLS: (Role.DATA_OFFICER, Role.APPROVER),
    Audience.SIGNS: (Role.APPROVER,),
}
ANYWHERE: dict[Audience, tuple[Role, ...]] = {
    Audience.REVIEWS: (Role.REVIEWER,),
    Audience.EDITORS: (),
    Audience.SIGNS_OFF: (Role.REVIEWER, Role.CONSOLIDATOR),
    Audience.PUBLISHES: (Role.SECRETARY_GENERAL,),
    Audience.EVERYBODY: tuple(Role),
}
READ_DIGESTS = (Role.REVIEWER, Role.SECRETARY_GENERAL)


@dataclass(frozen=True)
class Recipient:
    """A person at the unit for which they act."""

    user: User
    unit_id: int


class Audiences:
    """One query, however many people there are."""

    def __init__(self) -> None:
        self._by_role: dict[tuple[int, str], list[Recipient]] = defaultdict(list)
        self._anywhere: dict[str, list[Recipient]] = defaultdict(list)
        self._members: dict[tuple[int, int], Recipient] = {}
        rows = Membership.objects.filter(user__is_active=True).select_related("user")
        for one in rows.order_by("pk"):
            person = Recipient(one.user, one.organisation_unit_id)
            self._by_role[one.organisation_unit_id, one.role].append(person)
            self._anywhere[one.role].append(person)
            self._members[one.organisation_unit_id, one.user_id] = person

    def of(self, tiding: Tiding) -> Iterator[Recipient]:
        """Each person once for each unit they act for; not who did it, nor who came later."""
        told: set[tuple[int, int]] = set()
        for one in self._wanted(tiding):
            key = (one.unit_id, one.user.pk)
            late = tiding.since is not None and one.user.date_joined > tiding.since
            if key not in told and one.user.pk != tiding.by_id and not late:
                told.add(key)
                yield one

    def of_digests(self) -> list[Recipient]:
        """Each person once, whatever the roles."""
        found = [one for role in READ_DIGESTS for one in self._anywhere[role]]
        return list({(one.unit_id, one.user.pk): one for one in found}.values())

    def _wanted(self, tiding: Tiding) -> Iterator[Recipient]:
        for role in ANYWHERE.get(tiding.audience, ()):
            yield from self._anywhere[role]
        for role in AT_THE_UNIT.get(tiding.audience, ()):
            yield from self._by_role[tiding.about.unit_id, role]
        for member in tiding.also:
            if member in self._members:
                yield self._members[member]
