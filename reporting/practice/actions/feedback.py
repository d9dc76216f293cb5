"""Feedback from outside in a year to practise on, by the steps that the Secretariat takes; what a
citizen might have sent is written as it would have come in."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import Role
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Owed
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts
from reporting.commitments.actions import feedback as actions
from reporting.commitments.rules.feedback import (
    FeedbackAnswer,
    FeedbackFrom,
    FeedbackText,
    reference_of,
)
from reporting.models import Commitment, Feedback
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.rules.invented_feedback import (
    ANSWERED_BY,
    FEEDBACK,
    SENDER,
    InventedFeedback,
)
from reporting.practice.rules.invented_meetings import both
from reporting.practice.rules.practice_inputs import PracticeInputs

ANSWERED_AFTER = timedelta(days=20)


def receive_feedback(
    inputs: PracticeInputs, *, people: PracticePeople, owed: Iterable[Owed]
) -> None:
    """What came in by today, of which the first two provinces are concerned; by whoever opens the
    year, in the Secretariat's scope."""
    provinces = list(
        {
            report.unit.code: report.unit
            for report in owed
            if report.unit.kind == UnitKind.PROVINCE
        }.values()
    )[:2]
    keeper = Actor.at(people.opener, people.secretariat, [Role.SECRETARY_GENERAL])
    for place, invented in enumerate(FEEDBACK):
        day = date(inputs.year, invented.month, invented.day)
        if day > inputs.today:
            continue
        if invented.from_form:
            _sent(invented, day)
        else:
            units = [provinces[place % len(provinces)]] if provinces else []
            _entered(invented, day, keeper, units, inputs.today)


def _sent(invented: InventedFeedback, day: date) -> None:
    Feedback.objects.create(
        number=actions.next_number(),
        reference=reference_of([str(day.year), invented.title, str(timezone.now())]),
        practice_year=day.year,
        made_at=timezone.make_aware(datetime.combine(day, time(19))),
        sender_kind=invented.sender_kind,
        channel=invented.channel,
        language=invented.language,
        received_on=day,
        title=invented.title,
        text=invented.text,
    )


def _entered(
    invented: InventedFeedback,
    day: date,
    keeper: Actor,
    units: list[OrganisationUnit],
    today: date,
) -> None:
    feedback = actions.enter(
        by=keeper,
        text=FeedbackText(
            sender_kind=invented.sender_kind,
            channel=invented.channel,
            language=invented.language,
            received_on=day,
            title=invented.title,
            text=invented.text,
            is_confidential=invented.is_confidential,
        ),
        sender=FeedbackFrom(SENDER),
        units=units,
    )
    if invented.is_taken_up:
        actions.take_up(by=keeper, feedback=feedback)
    if invented.becomes and units:
        _promise(invented, day, keeper, feedback, units)
    answered_on = day + ANSWERED_AFTER
    if invented.answer and answered_on <= today:
        said = FeedbackAnswer(invented.answer, invented.channel, answered_on, ANSWERED_BY)
        actions.answer(by=keeper, feedback=feedback, said=said)


def _promise(
    invented: InventedFeedback,
    day: date,
    keeper: Actor,
    feedback: Feedback,
    units: list[OrganisationUnit],
) -> None:
    assert invented.becomes is not None
    english, khmer = both(invented.becomes)
    actions.promise(
        by=keeper,
        feedback=feedback,
        origin=CommitmentOrigin(Commitment.Origin.OUTSIDE, day.year, invented.title),
        texts=CommitmentTexts(english, khmer),
        units=units,
        due=date(day.year, 12, 15),
    )
