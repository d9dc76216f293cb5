"""Reports that were signed before a meeting of their period was recorded: it is not in them."""

from reporting.kernel.periods import Period
from reporting.models import KeptMeetings, Meeting, Revision


def signed_before(meeting: Meeting) -> list[Period]:
    """Periods whose newest revision was signed without this meeting; two queries. The Secretariat
    re-opens such a report, and its next revision counts the meeting."""
    if meeting.held_at is None:
        return []
    kept = KeptMeetings.objects.filter(
        organisation_unit=meeting.organisation_unit_id, year=meeting.year
    )
    if not kept.exists():
        return []
    newest = (
        Revision.objects.filter(
            organisation_unit=meeting.organisation_unit_id, report__year=meeting.year
        )
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("report__period_key", "submitted_at")
    )
    periods = {
        Period.from_key(key)
        for key, signed in newest
        if signed is not None and signed < meeting.held_at
    }
    month = (meeting.day.year, meeting.day.month)
    return sorted(period for period in periods if month in period.months)
