"""E-mails that wait, and those that went wrong."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from provinces.models import User
from reporting.kernel.notices import MOST_ATTEMPTS
from reporting.models import Notice

WAITS = Q(mail_due_at__isnull=False, mailed_at__isnull=True)
LATE = timedelta(hours=1)


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
