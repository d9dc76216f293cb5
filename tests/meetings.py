"""Meetings for tests: planned, held and signed by the people of a unit, as on the page."""

from datetime import date
from typing import Any

from reporting.meetings.actions import decisions, meetings
from reporting.meetings.actions.decisions import DecisionText
from reporting.meetings.actions.meetings import HeldText, MeetingText
from reporting.meetings.queries.agenda import Agenda, agenda_of
from reporting.models import Commitment, Meeting, MeetingDecision
from tests.factories import acting, person_of, unit

KANDAL = "KH-08"


def planned(code: str, day: str, *, by: str = "", **changed: Any) -> Meeting:
    """The monthly meeting of a provincial secretariat, by its officer."""
    given: dict[str, Any] = {
        "kind": "provincial",
        "counts_as": "meetings",
        "title": "",
        "day": date.fromisoformat(day),
        "place": "Ta Khmau",
        "chair": "Chan Dara",
    }
    with acting(by or person_of(code, "officer")) as keeper:
        return meetings.plan(by=keeper, text=MeetingText(**(given | changed)))


def text_held(men: int = 12, women: int = 8, **changed: Any) -> HeldText:
    given: dict[str, Any] = {
        "place": "Ta Khmau",
        "chair": "Chan Dara",
        "secretary": "Sok Sophal",
        "men": men,
        "women": women,
        "minutes_en": "The months were read one by one.",
        "minutes_km": "",
    }
    return HeldText(**(given | changed))


def held(
    code: str, day: str, *, men: int = 12, women: int = 8, by: str = "", **more: Any
) -> Meeting:
    meeting = planned(code, day, by=by, **more)
    with acting(by or person_of(code, "officer")) as keeper:
        meetings.hold(by=keeper, meeting=meeting, text=text_held(men, women))
        meeting.refresh_from_db()
    return meeting


def decided(code: str, meeting: Meeting, text: str, due: str) -> MeetingDecision:
    with acting(person_of(code, "officer")) as keeper:
        asked = DecisionText(text, "", unit(code), date.fromisoformat(due))
        return decisions.decide(by=keeper, meeting=meeting, text=asked)


def signed(code: str, meeting: Meeting, by: str = "") -> list[Commitment]:
    with acting(by or person_of(code, "approver")) as signer:
        made = decisions.sign(by=signer, meeting=meeting)
        meeting.refresh_from_db()
    return made


def kept(code: str, year: int = 2021) -> None:
    """From now on the unit's counts of the year come from its meetings."""
    with acting(person_of(code, "approver")) as signer:
        meetings.keep_here(by=signer, year=year)


def agenda(meeting: Meeting, by: str, language: str = "en") -> Agenda:
    with acting(by) as reader:
        return agenda_of(meeting, reader, language)
