"""Commitments that are due soon or overdue, to the units that answer for them. `params["number"]`
is the commitment's."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import cast

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.register import RegisterLine, commitments, lines
from reporting.commitments.rules.standing import CLOSED, WARN_DAYS
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Notice
from reporting.models.special import in_language
from reporting.notices.queries.events import LOOK_BACK, About, Audience, Event

Kind = Notice.Kind
WEEK = 7
SHOWN = 160


def commitment_events(practice: Collection[int]) -> list[Event]:
    """Of what is real and of each year to practise on, the newest moment: some days before the day,
    the day after it and then each week of a month. Who has closed it is not told."""
    clocks = [RegisterClock.of(), *map(RegisterClock.of, sorted(practice))]
    return [event for clock in clocks for event in _of(clock)]


def _of(clock: RegisterClock) -> Iterator[Event]:
    near = commitments(clock).filter(
        withdrawn_at=None,
        due_on__gte=clock.today - LOOK_BACK,
        due_on__lte=clock.today + timedelta(days=max(WARN_DAYS)),
    )
    for line in lines(near, None, clock, "en"):
        if not line.is_closed:
            yield from _of_line(line, clock)


def _of_line(line: RegisterLine, clock: RegisterClock) -> Iterator[Event]:
    commitment = line.commitment
    due = cast(date, commitment.due_on)
    left = (due - clock.today).days
    late = left < 0
    stage = (-left // WEEK * WEEK or 1) if late else min(day for day in WARN_DAYS if left <= day)
    kind = Kind.PROMISE_LATE if late else Kind.PROMISE_DUE
    month = Period(due.year, PeriodKind.MONTH, due.month)
    for unit in line.units:
        if unit.told is not None and unit.told.said.status in CLOSED:
            continue
        yield Event(
            kind=kind,
            key=f"{kind}:{commitment.pk}:{unit.unit.pk}:{due.isoformat()}:{stage}"
            + (f":{clock.year}" if clock.year else ""),
            about=About(unit.unit.pk, unit.unit.code, "", month.key),
            audience=Audience.FILLS,
            is_practice=clock.year is not None,
            params={
                "number": commitment.number,
                "text_en": Truncator(commitment.text_en).chars(SHOWN),
                "text_km": Truncator(commitment.text_km).chars(SHOWN),
                "day": due.isoformat(),
            },
            by_day=True,
        )


def commitment_of(notice: Notice) -> tuple[str, int] | None:
    """The page's name and the commitment's number; None of any other notice."""
    if notice.kind not in (Kind.PROMISE_DUE, Kind.PROMISE_LATE):
        return None
    return "commitment", int(notice.params["number"])


def said_of_commitment(notice: Notice) -> tuple[str, str, str]:
    """Subject, sentence and, for the portal alone, what was promised."""
    said = notice.params
    known = {
        "number": said["number"],
        "day": date_format(date.fromisoformat(cast(str, said["day"]))),
    }
    text = in_language(said["text_en"], said["text_km"], get_language() or "en")
    if notice.kind == Kind.PROMISE_LATE:
        subject = _("Overdue: commitment %(number)d")
        sentence = _(
            "Commitment %(number)d was due on %(day)s. Say in your next report how far it is."
        )
    else:
        subject = _("Due on %(day)s: commitment %(number)d")
        sentence = _(
            "Commitment %(number)d is due on %(day)s. Say in your next report how far it is."
        )
    return subject % known, sentence % known, text
