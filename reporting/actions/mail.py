"""E-mails of what waits: one to a person for everything that is due together.

A batch is claimed in one transaction (the attempt is counted, and until when nobody else takes it)
and sent in a second one, which holds its rows and ends with `mailed_at`. A process that dies in
between leaves the batch as it is: it goes out again later, whole and under the same Message-ID, so
that a mail server that has it already can drop it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from provinces.models import MailFrequency, User
from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.actions.audit import record
from reporting.actions.mail_contents import message_of
from reporting.kernel.notices import MOST_ATTEMPTS, next_attempt
from reporting.models import Notice
from reporting.queries.notices import WAITS, due, given_up

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Batch:
    """Notices that go out in one e-mail, claimed until a moment that tells this claim from any
    other."""

    ids: tuple[int, ...]
    until: datetime


def open_server() -> BaseEmailBackend | None:
    """The mail server; None while it does not answer. Then nothing is claimed and no attempt is
    counted: everything waits until it is back."""
    server = get_connection()
    try:
        server.open()
    except OSError as error:  # SMTP's own errors are OSErrors too
        logger.warning("The mail server does not answer, e-mails wait: %s", error)
        return None
    return server


@transaction.atomic
def forget_unwanted() -> None:
    """Whoever is inactive, has no address or wants no e-mails meanwhile is not written to."""
    gone = Q(recipient__is_active=False) | Q(recipient__email="")
    unwanted = gone | Q(recipient__mail_frequency=MailFrequency.NEVER)
    ids = Notice.objects.filter(WAITS & unwanted).values("pk")
    Notice.objects.filter(pk__in=ids).update(mail_due_at=None)


@transaction.atomic
def claim() -> Batch | None:
    """The next e-mail to send, for one process alone; None: there is nothing."""
    now = timezone.now()
    theirs = due(now).filter(recipient=OuterRef("pk"))
    person = (
        User.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(Exists(theirs))
        .order_by("pk")
        .first()
    )
    if person is None:
        return None
    rows = due(now).filter(recipient=person).select_for_update(skip_locked=True)
    batch = _together(list(rows.order_by("-mail_attempts", "mail_due_at", "pk")))
    if not batch:
        return None
    until = now + LEASE
    Notice.objects.filter(pk__in=[one.pk for one in batch]).update(
        mail_attempts=batch[0].mail_attempts + 1, mail_due_at=until
    )
    return Batch(tuple(sorted(one.pk for one in batch)), until)


@transaction.atomic
def send(batch: Batch, server: BaseEmailBackend) -> bool:
    """Whether the e-mail went out. What the server refuses is tried again, ever more slowly."""
    rows = list(
        Notice.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(WAITS, pk__in=batch.ids, mail_due_at=batch.until)
        .select_related("recipient")
        .order_by("-at", "-pk")
    )
    if len(rows) != len(batch.ids):
        return False  # somebody else has it meanwhile
    mine = Notice.objects.filter(pk__in=batch.ids)
    attempts = rows[0].mail_attempts
    try:
        if attempts <= MOST_ATTEMPTS:
            server.send_messages([message_of(rows)])
            mine.update(mailed_at=timezone.now())
            return True
    except OSError as error:
        logger.warning("E-mail to %s, attempt %d: %s", rows[0].recipient.email, attempts, error)
    mine.update(mail_due_at=next_attempt(attempts, timezone.now()))
    return False


def _together(rows: Sequence[Notice]) -> list[Notice]:
    """What was sent together before stays together, so that its Message-ID stays; else all that
    is new."""
    if not rows:
        return []
    first = rows[0]
    if first.mail_attempts == 0:
        return list(rows)
    return [
        one
        for one in rows
        if (one.mail_attempts, one.mail_due_at) == (first.mail_attempts, first.mail_due_at)
    ]


@transaction.atomic
def try_again(*, by: Actor, person: User) -> None:
    """What had gone wrong too often."""
    require(by, Permission.PEOPLE_MANAGE)
    count = given_up().filter(recipient=person).update(mail_attempts=0, mail_due_at=timezone.now())
    record("person.mail_again", f"user:{person.pk}", by=by, count=count)
