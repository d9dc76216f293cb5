"""The seal of a signed meeting: of all that it says, so that a change in the database shows."""

from collections.abc import Iterator

from reporting.meetings.rules import seal
from reporting.models import Meeting

FIELDS = (
    "organisation_unit_id", "kind", "counts_as", "title", "day", "place", "chair", "secretary",
    "men", "women", "minutes_en", "minutes_km",
)  # fmt: skip


def digest_of(meeting: Meeting) -> str:
    """Three queries; notes are written after the signature and are not in it."""
    meeting.refresh_from_db()
    return seal(_lines(meeting))


def _lines(meeting: Meeting) -> Iterator[object]:
    for name in FIELDS:
        yield getattr(meeting, name)
    for item in meeting.agenda.all():
        yield from (item.position, item.source, item.key, item.text_en, item.text_km)
    for row in meeting.decisions.all():
        yield from (
            row.position, row.text_en, row.text_km, row.answers_id, row.responsible, row.due,
        )  # fmt: skip
