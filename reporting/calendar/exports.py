"""Due days as an iCalendar file (RFC 5545), which a phone or a mail program can read."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from icalendar import Alarm, Calendar, Event

from reporting.calendar.rules.deadlines import CalendarRevision

REMIND = timedelta(days=-2)


@dataclass(frozen=True)
class DueDay:
    """`key` tells it from the others for good, in each language, so that a second import changes
    it."""

    key: str
    day: date
    title: str
    words: str
    url: str


def phone_calendar(title: str, days: Iterable[DueDay], revision: CalendarRevision) -> bytes:
    """The same calendar is the same file: it says when it was changed, not when it was fetched."""
    made = Calendar()
    made.add("prodid", "-//NCCT//NSP Portal//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for day in days:
        made.add_component(_event(day, revision))
    found: bytes = made.to_ical()
    return found


def _event(due_day: DueDay, revision: CalendarRevision) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(due_day.key.encode()).hexdigest()[:24]}@nsp-portal")
    moment = revision.at.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", revision.number)
    event.add("dtstart", due_day.day)
    event.add("summary", due_day.title)
    event.add("description", due_day.words)
    event.add("url", due_day.url)
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("trigger", REMIND)
    reminder.add("description", due_day.title)
    event.add_component(reminder)
    return event
