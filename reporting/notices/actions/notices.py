"""Tells people, by Celery's beat. A notice's key makes that nobody is told twice: what was told
already, or is told by somebody else at this moment, is passed over by the constraint
`notice_once`. Everything is read anew each time, so that a clock that stood still loses nothing."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from provinces.models import Membership, User
from reporting.access import Actor
from reporting.core.actions.audit import record
from reporting.models import Notice
from reporting.notices.queries.commitment_events import commitment_events
from reporting.notices.queries.digest import came_in, state_now
from reporting.notices.queries.edition_events import edition_events, followed_figure_events
from reporting.notices.queries.events import (
    LOOK_BACK,
    Event,
    calendar_events,
    practice_years,
    report_events,
)
from reporting.notices.queries.feedback_events import feedback_events
from reporting.notices.queries.notices import Audiences
from reporting.notices.queries.plan_events import plan_events
from reporting.notices.queries.special_events import asked_events, missed_events
from reporting.notices.queries.unit_events import deputy_events, provincial_events
from reporting.notices.rules import Frequency, digest_days, mail_time

Kind = Notice.Kind
OF_CALENDAR = (
    Kind.OPENS,
    Kind.DUE,
    Kind.OVERDUE,
    Kind.SPECIAL_LATE,
    Kind.PROMISE_DUE,
    Kind.PROMISE_LATE,
)
# By the signature, by the decision, by a report that is written again or closed.
OVERTAKEN = (
    Kind.TO_SIGN,
    Kind.SUBMITTED,
    Kind.TO_SIGN_OFF,
    Kind.SPECIAL,
    Kind.FEEDBACK,
    Kind.PLAN_TO_APPROVE,
    Kind.PLAN_TO_READ,
)


@transaction.atomic
def tell_of_events(now: datetime | None = None) -> int:
    """What happened: steps, comments, extensions, action plans. How many notices that made."""
    now = now or timezone.localtime()
    practice = practice_years()
    followed = followed_figure_events(now - LOOK_BACK, practice)
    editions = edition_events(now - LOOK_BACK, practice)
    events = [
        *report_events(now, practice),
        *followed,
        *editions,
        *asked_events(practice),
        *deputy_events(),
        *provincial_events(now, practice),
        *feedback_events(now - LOOK_BACK, practice),
        *plan_events(now, practice),
    ]
    return _tell(events, OVERTAKEN, now)


@transaction.atomic
def tell_of_calendar(now: datetime | None = None) -> int:
    """What opens, is due soon and is overdue; missed days; commitments. How many notices that
    made."""
    now = now or timezone.localtime()
    practice = practice_years()
    events = [
        *calendar_events(practice),
        *missed_events(practice),
        *commitment_events(practice),
    ]
    return _tell(events, OF_CALENDAR, now)


@transaction.atomic
def tell_digests(now: datetime | None = None) -> int:
    """To the Secretariat: what came in, what is late, what looks wrong."""
    now = now or timezone.localtime()
    people = Audiences().of_digests()
    spans = {person.user.pk: digest_days(Frequency(person.user.mail_frequency), now.date())
             for person in people}  # fmt: skip
    made = [
        Notice(
            recipient=person.user,
            organisation_unit_id=person.organisation_unit_id,
            kind=Kind.DIGEST,
            key="digest:{}:{}".format(*spans[person.user.pk]),
            mail_due_at=mail_time(Frequency(person.user.mail_frequency), now, by_day=True),
        )
        for person in people
    ]
    new = _unknown(made)
    if new:
        practice = practice_years()
        state = state_now(practice)
        counts = {span: came_in(*span, practice) for span in set(spans.values())}
        for notice in new:
            span = spans[notice.recipient_id]
            notice.params = state.params(counts[span], *span)
        new = [notice for notice in new if notice.params["came_in"] or state.is_news]
    return _add(new)


def _tell(events: Collection[Event], passing: Iterable[Notice.Kind], now: datetime) -> int:
    audiences = Audiences()
    made = [_notice(event, person, now) for event in events for person in audiences.of(event)]
    _forget_mail(passing, {event.key for event in events})
    return _add(_unknown(made))


def _notice(event: Event, person: Membership, now: datetime) -> Notice:
    """What happens in a year to practise on stays in the portal."""
    frequency = Frequency(person.user.mail_frequency)
    about = event.about
    return Notice(
        recipient=person.user,
        organisation_unit_id=person.organisation_unit_id,
        kind=event.kind,
        key=event.key,
        unit_code=about.unit,
        data_set=about.data_set,
        period_key=about.period_key,
        params={**event.params, **({"practice": True} if event.is_practice else {})},
        mail_due_at=None if event.is_practice else mail_time(frequency, now, by_day=event.by_day),
    )


def _unknown(made: list[Notice]) -> list[Notice]:
    """Those that were not told lately; of older ones the constraint knows."""
    known = set(
        Notice.objects.filter(
            recipient__in={notice.recipient_id for notice in made},
            at__gte=timezone.now() - LOOK_BACK - timedelta(days=1),
        ).values_list("organisation_unit_id", "recipient_id", "key")
    )
    return [
        notice
        for notice in made
        if (notice.organisation_unit_id, notice.recipient_id, notice.key) not in known
    ]


def _add(new: list[Notice]) -> int:
    """Two who tell at once wait for each other in the same order and never crosswise."""
    new.sort(key=lambda notice: (notice.organisation_unit_id, notice.recipient_id, notice.key))
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _forget_mail(kinds: Iterable[Notice.Kind], still_so: Collection[str]) -> None:
    """No e-mail of what is not so any more; the notice stays in the portal."""
    Notice.objects.filter(
        kind__in=list(kinds), mail_due_at__isnull=False, mailed_at=None, mail_attempts=0
    ).exclude(key__in=still_so).update(mail_due_at=None)


# What people do with their notices.


@transaction.atomic
def mark_read(*, by: Actor, notice_id: int | None = None) -> int:
    """One of one's own notices, or all of them; how many were unread."""
    own = Notice.objects.filter(recipient=by.user, organisation_unit=by.unit, read_at__isnull=True)
    if notice_id is not None:
        own = own.filter(pk=notice_id)
    return own.update(read_at=timezone.now())


@transaction.atomic
def choose_language(*, user: User, by: Actor | None, language: str) -> None:
    """Of pages, mails and files. `by` is None of somebody who belongs nowhere yet."""
    if user.language == language:
        return
    User.objects.filter(pk=user.pk).update(language=language)
    if by is not None:
        record("person.settings", f"user:{user.pk}", by=by, unit=by.unit, language=language)


@transaction.atomic
def choose_settings(*, by: Actor, mail_frequency: str, language: str, digits: str) -> None:
    """How often one gets e-mails, in which language, and in which digits one reads numbers. It
    holds for what is still to be sent: without e-mails nothing that waits is sent any more."""
    chosen = {"mail_frequency": mail_frequency, "language": language, "digits": digits}
    User.objects.filter(pk=by.user.pk).update(**chosen)
    record(
        "person.settings", f"user:{by.user.pk}", by=by, unit=by.unit,
        mail_frequency=mail_frequency, language=language, digits=digits,
    )  # fmt: skip
