"""E-mails of what waits: one to a person for everything that is due together, as plain text, the
same as simple HTML, with a link for each notice.

A batch is claimed in one transaction (the attempt is counted, and until when nobody else takes it)
and sent in a second one, which holds its rows and ends with `mailed_at`. A process that dies in
between leaves the batch as it is: it goes out again later, whole and under the same Message-ID, so
that a mail server that has it already can drop it.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from provinces.models import MailFrequency, User
from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.core.actions.audit import record
from reporting.models import Notice
from reporting.notices.queries.notice_words import Worded, worded
from reporting.notices.queries.notices import WAITS, due, given_up
from reporting.notices.rules import MOST_ATTEMPTS, next_attempt

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)
SUBJECT_LENGTH = 150


@dataclass(frozen=True)
class MailLine:
    words: Worded
    url: str


@dataclass(frozen=True)
class MailBatch:
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
def claim() -> MailBatch | None:
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
    Notice.objects.filter(pk__in=[notice.pk for notice in batch]).update(
        mail_attempts=batch[0].mail_attempts + 1, mail_due_at=until
    )
    return MailBatch(tuple(sorted(notice.pk for notice in batch)), until)


@transaction.atomic
def send(batch: MailBatch, server: BaseEmailBackend) -> bool:
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
        notice
        for notice in rows
        if (notice.mail_attempts, notice.mail_due_at) == (first.mail_attempts, first.mail_due_at)
    ]


@transaction.atomic
def try_again(*, by: Actor, person: User) -> None:
    """What had gone wrong too often."""
    require(by, Permission.PEOPLE_MANAGE)
    count = given_up().filter(recipient=person).update(mail_attempts=0, mail_due_at=timezone.now())
    record("person.mail_again", f"user:{person.pk}", by=by, count=count)


def message_of(notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """One e-mail of these notices to their one recipient, in that person's language."""
    person = notices[0].recipient
    with translation.override(person.reads):
        lines = [MailLine(notice, address_of(notice)) for notice in worded(notices)]
        context = {
            "lines": lines,
            "frequency": MailFrequency(person.mail_frequency).label,
            "settings_url": full_url(reverse("reporting:notice_settings")),
        }
        message = mail(person, _subject(lines), "notices", context)
    message.extra_headers["Message-ID"] = message_id(notice.pk for notice in notices)
    return message


def mail(
    person: User, subject: str, template: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    """In the language of the moment, from `templates/notices/mail/`."""
    context = {
        **context,
        "name": person.name_in(person.reads),
        "language": person.reads,
        "site": settings.SITE_URL,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
        body=render_to_string(f"notices/mail/{template}.txt", context),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(
        render_to_string(f"notices/mail/{template}.html", context), "text/html"
    )
    return message


def message_id(ids: Any) -> str:
    """The same for the same notices, whoever sends them and however often."""
    batch = hashlib.sha256(",".join(str(pk) for pk in sorted(ids)).encode()).hexdigest()[:40]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<notices.{batch}@{domain}>"


def address_of(words: Worded) -> str:
    """The report, or where there is no single one, the notices."""
    page, *place = words.page or ("notices",)
    return full_url(reverse(f"reporting:{page}", args=place))


def full_url(path: str) -> str:
    return settings.SITE_URL + path


def _subject(lines: Sequence[MailLine]) -> str:
    """What and which report; of several the newest one, and how many more there are."""
    first = lines[0].words.subject
    more = len(lines) - 1
    if not more:
        return first
    words = ngettext("%(first)s, and %(more)d more", "%(first)s, and %(more)d more", more)
    return words % {"first": first, "more": more}
