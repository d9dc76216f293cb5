"""Special reports for tests: three questions, of which one is part of another, from the first to
the tenth of a month."""

from datetime import date
from decimal import Decimal
from typing import Any

from reporting.models import SpecialReport
from reporting.special import actions
from reporting.special.actions import QuestionText, SpecialText
from reporting.special.queries.special_reports import answers_of
from tests.factories import REVIEWER, acting, person_of, unit

RETURNEES = "returning_workers.returnees"
QUESTIONS = (
    QuestionText("Workers who returned", "ពលករវិលត្រឡប់", "person", compared_with=RETURNEES),
    QuestionText("Females among them", "ស្រី", "person", part_of=0),
    QuestionText("Buses", "", "item"),
)


def text_of(year: int = 2021, month: int = 3, **changed: Any) -> SpecialText:
    given: dict[str, Any] = {
        "title_en": "Returning workers",
        "title_km": "ពលករវិលត្រឡប់",
        "why": "The border is closed.",
        "first_day": date(year, month, 1),
        "last_day": date(year, month, 10),
        "due_hour": 17,
    }
    return SpecialText(**(given | changed))


def opened(codes: list[str], *, year: int = 2021, month: int = 3, **changed: Any) -> SpecialReport:
    with acting(REVIEWER) as reviewer:
        return actions.open_report(
            by=reviewer,
            text=text_of(year, month, **changed),
            units=[unit(code) for code in codes],
            questions=QUESTIONS,
        )


def answered(code: str, report: SpecialReport, day: str, *numbers: int | None) -> int:
    """By the unit's officer; questions after the last number are left blank."""
    with acting(person_of(code, "officer")) as officer:
        asked = list(report.questions.values_list("pk", flat=True))
        given = [None if number is None else Decimal(number) for number in numbers]
        given += [None] * (len(asked) - len(given))
        stands = answers_of([report], officer.unit.pk).get(
            (officer.unit.pk, date.fromisoformat(day))
        )
        return actions.answer(
            by=officer,
            report=report,
            day=date.fromisoformat(day),
            numbers=dict(zip(asked, given, strict=True)),
            seen=stands.newest if stands else 0,
        )


def closed(report: SpecialReport) -> None:
    with acting(REVIEWER) as reviewer:
        actions.close(by=reviewer, report=report)
