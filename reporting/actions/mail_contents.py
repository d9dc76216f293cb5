"""What stands in an e-mail: plain text, the same as simple HTML, and a link for each notice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from provinces.models import MailFrequency, User
from reporting.models import Notice
from reporting.queries.notice_words import Worded, worded

SUBJECT_LENGTH = 150


@dataclass(frozen=True)
class Line:
    words: Worded
    url: str


def message_of(notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """One e-mail of these notices to their one recipient, in that person's language."""
    person = notices[0].recipient
    with translation.override(person.language):
        lines = [Line(one, address_of(one)) for one in worded(notices)]
        context = {
            "lines": lines,
            "frequency": MailFrequency(person.mail_frequency).label,
            "settings_url": full_url(reverse("reporting:notice_settings")),
        }
        message = mail(person, _subject(lines), "notices", context)
    message.extra_headers["Message-ID"] = message_id(one.pk for one in notices)
    return message


def mail(
    person: User, subject: str, template: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    """In the language of the moment, from `templates/mail/`."""
    context = {
        **context,
        "name": person.name_in(person.language),
        "language": person.language,
        "site": settings.SITE_URL,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
        body=render_to_string(f"mail/{template}.txt", context),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return message


def message_id(ids: Any) -> str:
    """The same for the same notices, whoever sends them and however often."""
    told = hashlib.sha256(",".join(str(one) for one in sorted(ids)).encode()).hexdigest()[:40]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<notices.{told}@{domain}>"


def address_of(words: Worded) -> str:
    """The report, or where there is no single one, the notices."""
    if words.edition is not None:
        page, *place = words.edition
        return full_url(reverse(f"reporting:{page}", args=place))
    if words.place is None:
        return full_url(reverse("reporting:notices"))
    return full_url(reverse("reporting:notice_report", args=words.place))


def full_url(path: str) -> str:
    return settings.SITE_URL + path


def _subject(lines: Sequence[Line]) -> str:
    """What and which report; of several the newest one, and how many more there are."""
    first = lines[0].words.subject
    more = len(lines) - 1
    if not more:
        return first
    words = ngettext("%(first)s, and %(more)d more", "%(first)s, and %(more)d more", more)
    return words % {"first": first, "more": more}
