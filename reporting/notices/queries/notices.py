"""One's own notices, as the portal lists them; whom an event is told; the e-mails that wait or went
wrong. The Secretariat reaches everybody's rows, so every read of one's own names the person and
the unit."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from provinces.models import Membership, User
from provinces.roles import Role
from reporting.access import NotHere
from reporting.kernel.periods import Period
from reporting.models import Notice, Report
from reporting.notices.queries.events import Audience, Event
from reporting.notices.rules import MOST_ATTEMPTS

WAITS = Q(mail_due_at__isnull=False, mailed_at__isnull=True)
LATE = timedelta(hours=1)
AT_THE_UNIT = {
    Audience.FILLS: (Role.DATA_OFFICER, Role.APPROVER),
    Audience.SIGNS: (Role.APPROVER,),
    Audience.ABOVE: (Role.APPROVER,),
}
ANYWHERE: dict[Audience, tuple[Role, ...]] = {
    Audience.REVIEWS: (Role.REVIEWER,),
    Audience.KEEPS: (Role.REVIEWER, Role.SECRETARY_GENERAL),
    Audience.EDITORS: (),
    Audience.SIGNS_OFF: (Role.REVIEWER, Role.CONSOLIDATOR),
    Audience.PUBLISHES: (Role.SECRETARY_GENERAL,),
    Audience.ENDORSES: (Role.PERMANENT_VICE_CHAIR,),
    # Observers read what is published to them, which is chosen later.
    Audience.EVERYBODY: tuple(role for role in Role if role is not Role.OBSERVER),
}
READ_DIGESTS = (Role.REVIEWER, Role.SECRETARY_GENERAL)


class Audiences:
    """Whom an event is told; one query, however many people there are."""

    def __init__(self) -> None:
        self._by_role: dict[tuple[int, str], list[Membership]] = defaultdict(list)
        self._anywhere: dict[str, list[Membership]] = defaultdict(list)
        self._members: dict[tuple[int, int], Membership] = {}
        rows = Membership.objects.filter(user__is_active=True).select_related("user")
        for row in rows.order_by("pk"):
            self._by_role[row.organisation_unit_id, row.role].append(row)
            self._anywhere[row.role].append(row)
            self._members[row.organisation_unit_id, row.user_id] = row

    def of(self, event: Event) -> Iterator[Membership]:
        """Each person once for each unit they act for; not who did it, nor who came later."""
        told: set[tuple[int, int]] = set()
        for recipient in self._wanted(event):
            key = (recipient.organisation_unit_id, recipient.user_id)
            late = event.since is not None and recipient.user.date_joined > event.since
            if key not in told and recipient.user.pk != event.by_id and not late:
                told.add(key)
                yield recipient

    def of_digests(self) -> list[Membership]:
        """Each person once, whatever the roles."""
        found = [recipient for role in READ_DIGESTS for recipient in self._anywhere[role]]
        return list(
            {
                (recipient.organisation_unit_id, recipient.user_id): recipient
                for recipient in found
            }.values()
        )

    def _wanted(self, event: Event) -> Iterator[Membership]:
        for role in ANYWHERE.get(event.audience, ()):
            yield from self._anywhere[role]
        yield from self._at_the_unit(event)
        for member in event.also:
            if member in self._members:
                yield self._members[member]

    def _at_the_unit(self, event: Event) -> list[Membership]:
        """A place without people has those of the nearest unit above that has some."""
        roles = AT_THE_UNIT.get(event.audience, ())
        first = () if event.audience is Audience.ABOVE else (event.about.unit_id,)
        for unit in (*first, *event.about.above):
            found = [member for role in roles for member in self._by_role.get((unit, role), ())]
            if found:
                return found
        return []


def own_notices(
    user_id: int, unit_id: int, *, kind: str = "", unread: bool = False
) -> QuerySet[Notice]:
    """Newest first."""
    rows = Notice.objects.filter(recipient_id=user_id, organisation_unit_id=unit_id)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(read_at__isnull=True) if unread else rows


def own_notice(user_id: int, unit_id: int, notice_id: int) -> Notice:
    found = own_notices(user_id, unit_id).filter(pk=notice_id).first()
    if found is None:
        raise NotHere
    return found


def is_there(unit: str, data_set: str, period: str) -> bool:
    """Whether somebody has begun this report, as far as this person may know."""
    try:
        key = Period.parse(period).key
    except ValueError as error:
        raise NotHere from error
    return Report.objects.filter(
        organisation_unit__code=unit, data_set__code=data_set, period_key=key
    ).exists()


def due(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(WAITS, mail_due_at__lte=now)


def is_any_due() -> bool:
    return due(timezone.now()).exists()


def waiting_since() -> datetime | None:
    """Since when e-mails wait that nobody takes: the server does not answer, or no worker runs."""
    late = due(timezone.now() - LATE).order_by("mail_due_at")
    return late.values_list("mail_due_at", flat=True).first()


def given_up() -> QuerySet[Notice]:
    """They went wrong too often."""
    return Notice.objects.filter(
        mailed_at__isnull=True, mail_due_at__isnull=True, mail_attempts__gte=MOST_ATTEMPTS
    )


def failed_people() -> list[User]:
    """To whom e-mails do not get through."""
    return list(User.objects.filter(Exists(given_up().filter(recipient=OuterRef("pk")))))


def failed_of(person_id: int) -> int:
    return given_up().filter(recipient_id=person_id).count()
