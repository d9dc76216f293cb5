"""The register: commitments with where they stand, as one person reads them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit, UnitClosure
from provinces.queries import unit_names
from reporting.access import Actor, NotHere
from reporting.commitments.queries.answers import RegisterClock, Told, told_answers
from reporting.commitments.rules.standing import (
    CLOSED,
    Standing,
    is_due_soon,
    is_overdue,
    newest,
    standing,
    urgency,
)
from reporting.models import ActivityProgress, Commitment, CommitmentUnit

WORDS: dict[Standing, str | Promise] = {
    Standing.UNANSWERED: gettext_lazy("No answer yet"),
    **{Standing(status.value): status.label for status in ActivityProgress.Status},
    Standing.WITHDRAWN: gettext_lazy("Withdrawn"),
}
ICONS = {
    Standing.UNANSWERED: "awaited",
    Standing.NOT_BEGUN: "not_open",
    Standing.GOING_ON: "open",
    Standing.HELD_UP: "medium",
    Standing.DONE: "accepted",
    Standing.DROPPED: "closed",
    Standing.WITHDRAWN: "closed",
}


@dataclass(frozen=True)
class UnitStands:
    """A unit that answers, and what it said last."""

    unit: OrganisationUnit
    name: str
    is_lead: bool
    told: Told | None


@dataclass(frozen=True)
class RegisterLine:
    """`is_read`: whether this person reads what any unit that counts has answered; else where it
    stands is not for them, and nothing is said of it."""

    commitment: Commitment
    text: str
    origin_name: str
    units: list[UnitStands]
    keeper: str
    answers: list[Told]
    newest: Told | None
    standing: Standing
    is_read: bool
    is_overdue: bool
    is_soon: bool
    urgency: tuple[int, date]

    @property
    def words(self) -> str:
        return str(WORDS[self.standing])

    @property
    def icon(self) -> str:
        return ICONS[self.standing]

    @property
    def is_closed(self) -> bool:
        return self.standing in CLOSED

    @property
    def lead(self) -> UnitStands | None:
        return next((unit for unit in self.units if unit.is_lead), None)

    @property
    def more_units(self) -> int:
        return max(len(self.units) - 1, 0)


def commitments(clock: RegisterClock) -> QuerySet[Commitment]:
    """Those that this person sees: the real ones, and those of the year that is practised."""
    units = CommitmentUnit.objects.select_related("organisation_unit").order_by("-is_lead", "pk")
    return (
        Commitment.objects.exclude(origin_year__in=clock.left_out)
        .select_related("kept_by", "activity_group", "activity", "made_by", "withdrawn_by")
        .prefetch_related(Prefetch("units", queryset=units))
        .order_by("number")
    )


def one_commitment(number: int) -> Commitment:
    found = commitments(RegisterClock(date.min, frozenset())).filter(number=number).first()
    if found is None:
        raise NotHere
    return found


def lines(
    rows: Iterable[Commitment], actor: Actor | None, clock: RegisterClock, language: str
) -> list[RegisterLine]:
    """Four queries, however many. `actor`: None where all is read, as in a report."""
    found = list(rows)
    told = told_answers([row.pk for row in found], clock)
    own = None if actor is None or actor.is_national else units_read(actor.unit)
    units = {unit.organisation_unit for row in found for unit in row.units.all()}
    names = unit_names(clock.today.year, language, [*units, *{row.kept_by for row in found}])
    return [_line(row, told.get(row.pk, []), own, names, clock, language) for row in found]


def units_read(unit: OrganisationUnit) -> frozenset[int]:
    below = UnitClosure.objects.filter(ancestor=unit)
    return frozenset(below.values_list("descendant_id", flat=True))


def _line(
    row: Commitment,
    told: list[Told],
    own: Collection[int] | None,
    names: dict[int, str],
    clock: RegisterClock,
    language: str,
) -> RegisterLine:
    units = _units(row, told, names)
    lead = next((unit.unit.pk for unit in units if unit.is_lead), None)
    said = newest([one.said for one in told], lead, row.kept_by_id)
    stands = standing(said, is_withdrawn=row.is_withdrawn)
    is_read = own is None or bool(own.intersection({row.kept_by_id, *row.answering}))  # type: ignore[attr-defined]
    return RegisterLine(
        commitment=row,
        text=row.text_in(language),
        origin_name=row.origin_name_in(language),
        units=units,
        keeper=names.get(row.kept_by_id, row.kept_by.code),
        answers=told,
        newest=next((one for one in told if one.said == said), None),
        standing=stands,
        is_read=is_read or row.is_withdrawn,
        is_overdue=is_read and is_overdue(stands, row.due_on, clock.today),
        is_soon=is_read and is_due_soon(stands, row.due_on, clock.today),
        urgency=urgency(stands, row.due_on, clock.today),
    )


def _units(row: Commitment, told: Sequence[Told], names: dict[int, str]) -> list[UnitStands]:
    last = {one.said.unit: one for one in told}
    return [
        UnitStands(
            asked.organisation_unit,
            names.get(asked.organisation_unit_id, asked.organisation_unit.code),
            asked.is_lead,
            last.get(asked.organisation_unit_id),
        )
        for asked in row.units.all()
    ]


def own_commitments(
    actor: Actor, clock: RegisterClock, language: str, *, most: int | None = None
) -> list[RegisterLine]:
    """What the unit has to answer and is not closed, the most urgent first."""
    asked = commitments(clock).filter(answering__contains=[actor.unit.pk], withdrawn_at=None)
    found = [line for line in lines(asked, actor, clock, language) if not line.is_closed]
    return sorted(found, key=lambda line: (line.urgency, line.commitment.number))[:most]


def overdue_commitments(actor: Actor, clock: RegisterClock, language: str) -> list[RegisterLine]:
    late = commitments(clock).filter(due_on__lt=clock.today, withdrawn_at=None)
    found = [line for line in lines(late, actor, clock, language) if line.is_overdue]
    return sorted(found, key=lambda line: (line.urgency, line.commitment.number))
