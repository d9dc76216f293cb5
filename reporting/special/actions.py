"""What the Secretariat and the units do with a special report. Whoever writes holds the report's
lock: a question does not go while somebody answers it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import Actor, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions.audit import record
from reporting.models import SpecialAnswer, SpecialQuestion, SpecialReport, SpecialUnit
from reporting.special.queries.special_reports import answers_of, asked_days, asked_numbers
from reporting.special.rules import problems

SPECIAL_REPORTS = 7302  # the space of advisory locks that stands for special reports


@dataclass(frozen=True)
class SpecialText:
    """What a report says of itself."""

    title_en: str
    title_km: str
    why: str
    first_day: date
    last_day: date
    due_hour: int


@dataclass(frozen=True)
class QuestionText:
    """`part_of`: the place of another question in the list, from 0."""

    label_en: str
    label_km: str
    unit_of_count: str
    part_of: int | None = None
    compared_with: str = ""


@transaction.atomic
def open_report(
    *,
    by: Actor,
    text: SpecialText,
    units: Collection[OrganisationUnit],
    questions: Sequence[QuestionText],
) -> SpecialReport:
    require(by, Permission.SPECIAL_OPEN)
    report = SpecialReport.objects.create(
        **asdict(text), opened_at=now_of(text.first_day.year), opened_by=by.user
    )
    _ask(report, units)
    _put(report, questions)
    record(
        "special.open", _target(report), by=by, text=_said(text),
        units=sorted(unit.code for unit in units), questions=len(questions),
    )  # fmt: skip
    return report


@transaction.atomic
def change(
    *,
    by: Actor,
    report: SpecialReport,
    text: SpecialText,
    units: Collection[OrganisationUnit],
    questions: Sequence[QuestionText] | None,
) -> None:
    """`questions` and the first day change only while nobody has answered; None leaves them."""
    require(by, Permission.SPECIAL_OPEN)
    _lock(report)
    answered = answers_of([report])
    days = {day for _unit, day in answered}
    if answered and (questions is not None or text.first_day != report.first_day):
        raise Overtaken(
            _("A unit has answered meanwhile: the questions and the first day stay as they are.")
        )
    if days and text.last_day < max(days):
        raise Refused(
            _("A unit has answered for %(day)s already: the last day cannot be before it.")
            % {"day": date_format(max(days))}
        )
    _ask(report, units, answered={unit for unit, _day in answered})
    if questions is not None:
        report.questions.all().delete()
        _put(report, questions)
    SpecialReport.objects.filter(pk=report.pk).update(**asdict(text))
    record(
        "special.change", _target(report), by=by, text=_said(text),
        units=sorted(unit.code for unit in units),
        questions=None if questions is None else len(questions),
    )  # fmt: skip


def _ask(
    report: SpecialReport,
    units: Collection[OrganisationUnit],
    answered: Collection[int] = (),
) -> None:
    """Exactly these; a unit that has answered stays."""
    wanted = {unit.pk for unit in units}
    if set(answered) - wanted:
        raise Refused(_("A unit that has answered stays in the special report."))
    SpecialUnit.objects.filter(special_report=report).exclude(
        organisation_unit_id__in=wanted
    ).delete()
    SpecialUnit.objects.bulk_create(
        [SpecialUnit(special_report=report, organisation_unit=unit) for unit in units],
        ignore_conflicts=True,
    )


def _put(report: SpecialReport, questions: Sequence[QuestionText]) -> None:
    """Wholes before their parts, which need their keys."""
    made: dict[int, SpecialQuestion] = {}
    waiting = dict(enumerate(questions))
    while waiting:
        ready = {
            place: text
            for place, text in waiting.items()
            if text.part_of is None or text.part_of in made
        }
        if not ready:
            raise Refused(_("A question cannot be a part of itself."))
        rows = SpecialQuestion.objects.bulk_create(
            SpecialQuestion(
                special_report=report,
                position=place,
                label_en=text.label_en,
                label_km=text.label_km,
                unit_of_count=text.unit_of_count,
                part_of=made[text.part_of] if text.part_of is not None else None,
                compared_with=text.compared_with,
            )
            for place, text in ready.items()
        )
        made |= dict(zip(ready, rows, strict=True))
        waiting = {place: text for place, text in waiting.items() if place not in ready}


@transaction.atomic
def close(*, by: Actor, report: SpecialReport) -> None:
    require(by, Permission.SPECIAL_OPEN)
    _lock(report)
    closed = SpecialReport.objects.filter(pk=report.pk, closed_at=None).update(
        closed_at=now_of(report.year), closed_by=by.user
    )
    if not closed:
        raise Overtaken(_("The special report is closed already."))
    record("special.close", _target(report), by=by)


@transaction.atomic
def open_again(*, by: Actor, report: SpecialReport) -> None:
    require(by, Permission.SPECIAL_OPEN)
    _lock(report)
    opened = SpecialReport.objects.filter(pk=report.pk, closed_at__isnull=False).update(
        closed_at=None, closed_by=None
    )
    if not opened:
        raise Overtaken(_("The special report is open already."))
    record("special.open_again", _target(report), by=by)


@transaction.atomic
def answer(
    *,
    by: Actor,
    report: SpecialReport,
    day: date,
    numbers: Mapping[int, Decimal | None],
    seen: int,
) -> int:
    """A unit's numbers of a day by question; None says nothing. `seen`: the newest answer that the
    page showed. What is as it was is not said again; how many numbers were said."""
    require(by, Permission.REPORT_ENTER)
    _lock(report)
    report.refresh_from_db()
    require_answerable(report, day)
    asked = list(report.questions.all())
    stands = answers_of([report], by.unit.pk).get((by.unit.pk, day))
    if seen != (stands.newest if stands else 0):
        raise Overtaken(
            _("Somebody of your unit answered a moment ago. Read what stands there now.")
        )
    before = stands.numbers if stands else {}
    now_said = {question.pk: numbers.get(question.pk) for question in asked}
    if any(problems(asked_numbers(asked, "en"), now_said)):
        raise Refused(_("A part cannot be more than its whole."))
    changed = {key: value for key, value in now_said.items() if value != before.get(key)}
    at = now_of(report.year)
    SpecialAnswer.objects.bulk_create(
        SpecialAnswer(
            question_id=key, organisation_unit=by.unit, day=day, value=value, at=at, by=by.user
        )
        for key, value in changed.items()
    )
    if changed:
        place = {question.pk: question.position + 1 for question in asked}
        record(
            "special.answer", _target(report), by=by, unit=by.unit, day=day.isoformat(),
            numbers={str(place[key]): _number(value) for key, value in changed.items()},
            before={str(place[key]): _number(before.get(key)) for key in changed} if before else {},
        )  # fmt: skip
    return len(changed)


def require_answerable(report: SpecialReport, day: date) -> None:
    """An open report, and a day that has come and is asked for."""
    if report.is_closed:
        raise Overtaken(_("The special report is closed. Ask the Secretariat to open it again."))
    if day not in asked_days(report, now_of(report.year)):
        raise Refused(
            _("The special report asks for the days from %(first)s to %(last)s that have come.")
            % {"first": date_format(report.first_day), "last": date_format(report.last_day)}
        )


def _lock(report: SpecialReport) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SPECIAL_REPORTS, report.pk])


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _said(text: SpecialText) -> dict[str, str | int]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(text).items()
    }


def _target(report: SpecialReport) -> str:
    return f"special:{report.pk}"
