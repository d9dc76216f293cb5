"""For which years a unit keeps its meetings here, and what the held ones count in a report."""

from collections.abc import Iterable
from decimal import Decimal

from reporting.calendar.rules.deadlines import first_day, last_day
from reporting.entry.component_meetings.rules import HeldMeeting, count
from reporting.kernel.periods import Period
from reporting.models import KeptMeetings, Meeting, Report, Revision


def keeps_meetings(unit_id: int, year: int) -> bool:
    return KeptMeetings.objects.filter(organisation_unit_id=unit_id, year=year).exists()


def held_meetings(unit_id: int, period: Period) -> list[HeldMeeting]:
    """Signed or not; one query."""
    rows = Meeting.objects.filter(
        organisation_unit_id=unit_id, day__range=(first_day(period), last_day(period))
    ).exclude(state=Meeting.State.PLANNED)
    return [
        HeldMeeting(counts_as, kind, men or 0, women or 0)
        for counts_as, kind, men, women in rows.order_by().values_list(
            "counts_as", "kind", "men", "women"
        )
    ]


def counts_of(report: Report, cells: Iterable[str]) -> dict[str, Decimal]:
    """By cell; one query."""
    held = held_meetings(report.organisation_unit_id, report.period)
    return {cell: Decimal(number) for cell, number in count(held, cells).items()}


def stored_counts(revision: Revision, cells: Iterable[str]) -> dict[str, Decimal | None]:
    """What stands in the revision; one query."""
    rows = revision.values.filter(cell__code__in=list(cells))
    return dict(rows.values_list("cell__code", "value"))
