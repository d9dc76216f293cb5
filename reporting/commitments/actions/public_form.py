"""The public form: opened and closed by the Secretariat; what is sent by it without an account.

It is written as `nsp_public`, who reads nothing; the row itself, whose text, day and channel nobody
can change, is the record of it. How often the form is used is counted in the cache.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from time import time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.attempts import count
from provinces.roles import Permission
from provinces.tenancy import acting_as_public
from reporting.access import Actor, Overtaken, require
from reporting.commitments.actions.feedback import next_number
from reporting.commitments.queries.public_form import changes_of_form, public_form_is_open
from reporting.commitments.rules.feedback import FeedbackFrom, reference_of
from reporting.core.actions.audit import record
from reporting.models import Channel, Feedback, FeedbackSender, PublicFormChange

HOUR = 60 * 60
ONCE = "feedback_reference_once"


class TooMany(Exception):
    """The form was used too often within the hour; `seconds` until it may be used again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class FormClosed(Exception):
    """Nothing is taken at present."""


@dataclass(frozen=True)
class PublicMessage:
    sender_kind: str
    language: str
    title: str
    text: str
    sender: FeedbackFrom


@transaction.atomic
def switch(*, by: Actor, is_open: bool) -> PublicFormChange:
    require(by, Permission.PUBLIC_FORM_OPEN)
    newest = changes_of_form().first()
    if (newest is not None and newest.is_open) == is_open:
        raise Overtaken(
            _("The public form is open already.")
            if is_open
            else _("The public form is closed already.")
        )
    made = PublicFormChange.objects.create(is_open=is_open, by=by.user)
    record("public_form.open" if is_open else "public_form.close", "public_form", by=by)
    return made


def admit(address: str) -> None:
    """Counts one sending. An address that has had its share does not use up everybody's."""
    now = time()
    window = int(now // HOUR)
    left = int((window + 1) * HOUR - now) + 1
    digest = sha256(address.encode(errors="replace")).hexdigest()[:32]
    if count(f"public-form:{window}:{digest}") > settings.PUBLIC_FORM_MOST_FROM_ONE:
        raise TooMany(left)
    if count(f"public-form:{window}:all") > settings.PUBLIC_FORM_MOST:
        raise TooMany(left)


def send(*, message: PublicMessage, token: str) -> str:
    """The reference. `token`: of the page on which it was typed; the same sent again is one."""
    reference = reference_of(_parts(message, token))
    try:
        with acting_as_public():
            if not public_form_is_open():
                raise FormClosed
            _write(message, reference)
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
    return reference


def _parts(message: PublicMessage, token: str) -> Iterable[str]:
    sender = message.sender
    return token, message.sender_kind, message.title, message.text, sender.name, sender.contact


def _write(message: PublicMessage, reference: str) -> None:
    """Without reading anything back: the key is drawn first."""
    now = timezone.localtime()
    feedback = Feedback(
        number=next_number(),
        reference=reference,
        sender_kind=message.sender_kind,
        channel=Channel.FORM,
        language=message.language,
        received_on=now.date(),
        title=message.title,
        text=message.text,
        made_at=now,
    )
    feedback.save(force_insert=True)
    if message.sender != FeedbackFrom():
        FeedbackSender(
            feedback=feedback, name=message.sender.name, contact=message.sender.contact
        ).save(force_insert=True)
