"""Feedback from outside: to the Secretariat what nobody has taken up, to a unit what was linked to
it and is not confidential. A notice says neither what it is about nor who sent it: it is read on
the page, as long as that may be read."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Feedback, FeedbackUnit, Notice
from reporting.notices.queries.events import About, Audience, Event


def feedback_events(since: datetime, practice: Collection[int]) -> list[Event]:
    """Of what came since then; of a year to practise on, all of it. Two queries."""
    units = FeedbackUnit.objects.filter(
        Q(at__gte=since) | Q(feedback__practice_year__in=list(practice)),
        feedback__is_confidential=False,
    ).select_related("feedback", "organisation_unit")
    new = Feedback.objects.filter(
        Q(made_at__gte=since) | Q(practice_year__in=list(practice)), state=Feedback.State.NEW
    )
    secretariat = OrganisationUnit.objects.filter(kind=UnitKind.SECRETARIAT).first()
    found = [_of_unit(link) for link in units.order_by("pk")]
    if secretariat is not None:
        found += [_new(feedback, secretariat) for feedback in new.order_by("pk")]
    return found


def _new(feedback: Feedback, secretariat: OrganisationUnit) -> Event:
    return Event(
        kind=Notice.Kind.FEEDBACK,
        key=f"feedback:{feedback.pk}",
        about=_about(feedback, secretariat),
        audience=Audience.KEEPS,
        is_practice=feedback.practice_year is not None,
        params={"feedback": feedback.pk, "sender": feedback.sender_kind},
        by_id=feedback.made_by_id,
        since=None if feedback.practice_year else feedback.made_at,
    )


def _of_unit(link: FeedbackUnit) -> Event:
    feedback = link.feedback
    return Event(
        kind=Notice.Kind.FEEDBACK,
        key=f"feedback:{feedback.pk}:{link.organisation_unit_id}",
        about=_about(feedback, link.organisation_unit),
        audience=Audience.FILLS,
        is_practice=feedback.practice_year is not None,
        params={"feedback": feedback.pk, "sender": feedback.sender_kind, "linked": True},
        since=None if feedback.practice_year else link.at,
    )


def _about(feedback: Feedback, unit: OrganisationUnit) -> About:
    day = feedback.received_on
    return About(unit.pk, unit.code, "", Period(day.year, PeriodKind.MONTH, day.month).key)


def feedback_of(notice: Notice) -> tuple[str, int] | None:
    """The page's name and the number of the feedback; None of any other notice."""
    number = notice.params.get("feedback")
    return ("feedback_one", int(number)) if number else None


def said_of_feedback(notice: Notice) -> tuple[str, str]:
    """Subject and sentence."""
    known = {
        "number": notice.params["feedback"],
        "sender": str(Feedback.Sender(notice.params["sender"]).label),
    }
    if notice.params.get("linked"):
        return (
            _("Feedback %(number)d concerns your unit") % known,
            _("The Secretariat has linked feedback %(number)d from outside to your unit.") % known,
        )
    return (
        _("New feedback: %(number)d") % known,
        _("Feedback %(number)d has come in and waits to be taken up. Sender: %(sender)s.") % known,
    )
