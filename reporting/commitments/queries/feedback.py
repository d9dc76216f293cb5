"""Feedback from outside, as far as row-level security shows it: to a unit what is linked to it and
not confidential. No read here asks who reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.access import NotHere
from reporting.commitments.rules.feedback import FeedbackFrom, spoken_reference
from reporting.core.queries.years import this_year
from reporting.models import (
    Feedback,
    FeedbackCommitment,
    FeedbackSender,
    FeedbackStep,
    FeedbackUnit,
)

ICONS = {
    Feedback.State.NEW: "awaited",
    Feedback.State.LOOKED_AT: "open",
    Feedback.State.ANSWERED: "accepted",
    Feedback.State.CLOSED: "closed",
}


@dataclass(frozen=True)
class FeedbackLine:
    """`units`: code and name of those that it is linked to, as far as this person sees them."""

    feedback: Feedback
    units: list[tuple[str, str]]
    promises: list[int]  # numbers of commitments

    @property
    def icon(self) -> str:
        return ICONS[Feedback.State(self.feedback.state)]

    @property
    def reference(self) -> str:
        return spoken_reference(self.feedback.reference)


def feedback_rows(year: int | None = None) -> QuerySet[Feedback]:
    """What is real, or what belongs to that year to practise on; the newest first."""
    return _all_rows().filter(practice_year=year)


def _all_rows() -> QuerySet[Feedback]:
    units = FeedbackUnit.objects.select_related("organisation_unit").order_by(
        "organisation_unit__position", "organisation_unit__code"
    )
    promises = FeedbackCommitment.objects.select_related("commitment").order_by(
        "commitment__number"
    )
    return (
        Feedback.objects.select_related("activity_group", "activity", "made_by")
        .prefetch_related(
            Prefetch("units", queryset=units), Prefetch("promises", queryset=promises)
        )
        .order_by("-received_on", "-number")
    )


def one_feedback(number: int) -> Feedback:
    found = _all_rows().filter(pk=number).first()
    if found is None:
        raise NotHere
    return found


def feedback_lines(rows: Iterable[Feedback], language: str) -> list[FeedbackLine]:
    """Three queries for the rows and one for the names, however many."""
    found = list(rows)
    units = {link.organisation_unit for row in found for link in row.units.all()}
    names = unit_names(this_year(), language, units)
    return [_line(row, names) for row in found]


def _line(row: Feedback, names: dict[int, str]) -> FeedbackLine:
    return FeedbackLine(
        row,
        [_named(link.organisation_unit, names) for link in row.units.all()],
        [link.commitment.number for link in row.promises.all()],
    )


def _named(unit: OrganisationUnit, names: dict[int, str]) -> tuple[str, str]:
    return unit.code, names.get(unit.pk, unit.code)


def linked_choices(language: str, year: int | None = None) -> list[tuple[str, str]]:
    """The units to which anything is linked that this person sees."""
    linked = FeedbackUnit.objects.filter(
        organisation_unit=OuterRef("pk"), feedback__practice_year=year
    )
    units = list(OrganisationUnit.objects.filter(Exists(linked)).order_by("position", "code"))
    names = unit_names(this_year(), language, units)
    return [_named(unit, names) for unit in units]


def state_counts(rows: Sequence[FeedbackLine]) -> list[tuple[str, str, int]]:
    """How many stand where, with sign and words."""
    return [
        (ICONS[state], str(state.label), found)
        for state in Feedback.State
        if (found := sum(line.feedback.state == state for line in rows))
    ]


def new_feedback(year: int | None, *, most: int) -> tuple[list[Feedback], int]:
    """What nobody has taken up yet, the oldest first, and how many there are."""
    rows = Feedback.objects.filter(practice_year=year, state=Feedback.State.NEW)
    count = rows.aggregate(count=Count("pk"))["count"]
    return (list(rows.order_by("received_on", "number")[:most]) if count else []), count


def linked_units(feedback: Feedback) -> list[OrganisationUnit]:
    rows = FeedbackUnit.objects.filter(feedback=feedback).select_related("organisation_unit")
    rows = rows.order_by("organisation_unit__position", "organisation_unit__code")
    return [row.organisation_unit for row in rows]


def sender_of(feedback: Feedback) -> FeedbackFrom:
    """The database shows it to nobody but the General Secretariat."""
    found = FeedbackSender.objects.filter(feedback=feedback).first()
    return FeedbackFrom(found.name, found.contact) if found else FeedbackFrom()


def steps_of(feedback: Feedback) -> list[FeedbackStep]:
    """In order, with who took them."""
    return list(FeedbackStep.objects.filter(feedback=feedback).select_related("by").order_by("pk"))


def feedback_of_commitment(commitment: int) -> list[Feedback]:
    """From which feedback a commitment came, where this person reads it."""
    rows: QuerySet[Any] = Feedback.objects.filter(promises__commitment=commitment)
    return list(rows.order_by("number"))
