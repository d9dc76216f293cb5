"""Due days as an iCalendar file (RFC 5545), which a phone or a mail program can read."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

REMIND = timedelta(days=-2)


@dataclass(frozen=True)
class DueDay:
    """`key` tells it from the others for good, so that a second import changes it."""

    key: str
    day: date
    title: str
    words: str
    url: str


def phone_calendar(title: str, days: Iterable[DueDay]) -> bytes:
    made = Calendar()
    made.add("prodid", "-//NCCT//NSP Portal//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for one in days:
        made.add_component(_event(one))
    found: bytes = made.to_ical()
    return found


def _event(one: DueDay) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(one.key.encode()).hexdigest()[:24]}@nsp-portal")
    # The day itself, not the moment of the download: the same calendar is the same file.
    event.add("dtstamp", datetime.combine(one.day, time.min, UTC))
    event.add("dtstart", one.day)
    event.add("summary", one.title)
    event.add("description", one.words)
    event.add("url", one.url)
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("trigger", REMIND)
    reminder.add("description", one.title)
    event.add_component(reminder)
    return event
