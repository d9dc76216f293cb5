"""A special report as tables and a chart: units by days, how each unit answers, every answer in a
list, and the days beside the months."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit
from reporting.core.queries.document_words import page_document
from reporting.core.queries.period_words import period_words
from reporting.document.value import (
    CellContent,
    Chart,
    Document,
    HeaderCell,
    Missing,
    Number,
    Row,
    Section,
    Series,
    Table,
)
from reporting.kernel.numbers import plain_number
from reporting.models import SpecialQuestion
from reporting.special.queries.months import ComparedMonth, compared_months
from reporting.special.queries.special_reports import ANSWERED, SpecialDays
from reporting.special.rules import DayState
from strategies.models.cells import UnitOfCount

STATES: dict[DayState, str | Promise] = {
    DayState.ON_TIME: gettext_lazy("on time"),
    DayState.LATE: gettext_lazy("late"),
    DayState.AWAITED: gettext_lazy("awaited"),
    DayState.MISSED: gettext_lazy("not reported"),
}
NEVER_ADDED = gettext_lazy(
    "What is answered by the day is never added to the reports of the months. It stands beside "
    "them."
)


def state_words(state: DayState) -> str:
    return str(STATES[state])


def day_head(day: date) -> str:
    return date_format(day, "j/n")


def running_table(special: SpecialDays, question: SpecialQuestion, number: str = "") -> Table:
    """Units by days, with totals of both; what is missing is said in words."""
    days = special.days
    rows = [Row(_unit_row(special, unit, question, days)) for unit in special.units]
    totals: list[CellContent] = [shown(special.total(question.pk, [day])) for day in days]
    whole = shown(special.total(question.pk, days))
    return Table(
        id=f"days-{question.position + 1}",
        number=number,
        caption=question.label_in(special.language),
        header=(
            (
                HeaderCell(_("Unit"), unit=counted(question)),
                HeaderCell(_("All days")),
                *(HeaderCell(day_head(day)) for day in days),
            ),
        ),
        rows=(*rows, Row((_("Total"), whole, *totals), kind="total")),
        align=("start", "end", *["end"] * len(days)),  # type: ignore[arg-type]  # one literal
        widths=(4.0, 1.2, *[1.0] * len(days)),
        notes=(str(NEVER_ADDED),),
    )


def _unit_row(
    special: SpecialDays, unit: OrganisationUnit, question: SpecialQuestion, days: list[date]
) -> tuple[CellContent, ...]:
    found: list[CellContent] = []
    numbers: list[Decimal] = []
    for day in days:
        number = special.number(unit, day, question.pk)
        if number is not None:
            numbers.append(number)
            found.append(shown(number))
        else:
            state = special.state(unit, day)
            found.append(Missing() if state in ANSWERED else state_words(state))
    return (special.name(unit), shown(sum(numbers, Decimal()) if numbers else None), *found)


def answering_table(special: SpecialDays, number: str = "") -> Table:
    """How each unit answers: days answered, late, missing."""
    heads = (_("Unit"), _("Asked"), _("Answered"), _("Late"), _("Not reported"))
    units = ("", *[_("days")] * 4)
    rows = []
    for unit in special.units:
        states = list(special.states(unit).values())
        answered = sum(state in ANSWERED for state in states)
        counts = (len(states), answered, states.count(DayState.LATE), states.count(DayState.MISSED))
        rows.append(Row((special.name(unit), *map(Number, counts))))
    return Table(
        id="answering",
        number=number,
        caption=_("How the units answer"),
        header=(tuple(HeaderCell(text, unit=of) for text, of in zip(heads, units, strict=True)),),
        rows=tuple(rows),
        align=("start", "end", "end", "end", "end"),
        widths=(4.0, 1.0, 1.0, 1.0, 1.0),
    )


def list_table(special: SpecialDays, number: str = "") -> Table:
    """A row a unit and day."""
    questions = [question.label_in(special.language) for question in special.questions]
    heads = [_("Unit"), _("Code"), _("Day"), *questions, _("Answered on"), _("State")]
    return Table(
        id="answers",
        number=number,
        caption=_("Every day of every unit"),
        header=(
            tuple(
                HeaderCell(head, unit=unit)
                for head, unit in zip(
                    heads, ["", "", "", *map(counted, special.questions), "", ""], strict=True
                )
            ),
        ),
        rows=tuple(
            Row(_list_row(special, unit, day)) for unit in special.units for day in special.days
        ),
        align=("start", "start", "start", *["end"] * len(questions), "start", "start"),  # type: ignore[arg-type]  # literals
        widths=(4.0, 1.2, 1.4, *[1.6] * len(questions), 2.0, 1.6),
        notes=(str(NEVER_ADDED),),
    )


def _list_row(special: SpecialDays, unit: OrganisationUnit, day: date) -> tuple[CellContent, ...]:
    answer = special.said(unit, day)
    at = timezone.localtime(answer.first_at) if answer else None
    return (
        special.name(unit),
        unit.code,
        day.isoformat(),
        *(shown(special.number(unit, day, question.pk)) for question in special.questions),
        f"{at:%Y-%m-%d %H:%M}" if at else "",
        state_words(special.state(unit, day)),
    )


def compared_table(special: SpecialDays, number: str = "") -> Table | None:
    """The days beside the months; None where no question is compared."""
    lines = compared_months(special)
    if not lines:
        return None
    heads = (
        (_("Unit"), ""), (_("Month"), ""), (_("Days answered"), _("days")),
        (_("Sum of the days"), ""), (_("Report of the month"), ""), (_("Difference"), ""),
    )  # fmt: skip
    rows: list[Row] = []
    for question in special.questions:
        own = [line for line in lines if line.question.pk == question.pk]
        if own:
            rows.append(
                Row((f"{question.label_in(special.language)} ({counted(question)})",), "group")
            )
            rows += [Row(_compared_row(special, line)) for line in own]
            rows += _both_sides(own) if len(special.units) > 1 else []
    return Table(
        id="months",
        number=number,
        caption=_("Beside the reports of the months"),
        header=(tuple(HeaderCell(text, unit=unit) for text, unit in heads),),
        rows=tuple(rows),
        align=("start", "start", "end", "end", "end", "end"),
        widths=(4.0, 1.6, 1.2, 1.4, 1.4, 1.4),
        notes=(
            _("The sum of the days that were answered, and what the signed report of the month "
              "says. The difference is the first less the second."),
            str(NEVER_ADDED),
        ),
    )  # fmt: skip


def _compared_row(special: SpecialDays, line: ComparedMonth) -> tuple[CellContent, ...]:
    answered = _("%(answered)d of %(asked)d") % {"answered": line.answered, "asked": line.asked}
    return (
        special.name(line.unit),
        period_words(line.period),
        answered,
        shown(line.days),
        shown(line.month),
        shown(line.difference),
    )


def _both_sides(lines: list[ComparedMonth]) -> Iterable[Row]:
    """The total of each month, of the units that have both numbers: like beside like."""
    for period in sorted({line.period for line in lines}):
        both = [line for line in lines if line.period == period and line.difference is not None]
        days = sum((line.days for line in both if line.days is not None), Decimal())
        month = sum((line.month for line in both if line.month is not None), Decimal())
        if not both:
            continue
        said = _("Units with both: %(count)d") % {"count": len(both)}
        yield Row(
            (said, period_words(period), "", shown(days), shown(month), shown(days - month)),
            "subtotal",
        )


def running_chart(special: SpecialDays, question: SpecialQuestion) -> Chart:
    """The totals of the days, of every question that counts the same."""
    alike = [asked for asked in special.questions if asked.unit_of_count == question.unit_of_count]
    return Chart(
        id="running-chart",
        number="",
        caption=_("By day, all units that answered"),
        kind="lines",
        categories=tuple(day_head(day) for day in special.days),
        series=tuple(
            Series(
                asked.label_in(special.language),
                tuple(_plain(special.total(asked.pk, [day])) for day in special.days),
            )
            for asked in alike
        ),
        unit=counted(question),
    )


def special_document(special: SpecialDays) -> Document:
    """The workbook: a sheet for each question, how the units answer, the months, the list."""
    tables = [
        running_table(special, question, str(place))
        for place, question in enumerate(special.questions, 1)
    ]
    tables.append(answering_table(special, str(len(tables) + 1)))
    compared = compared_table(special, str(len(tables) + 1))
    tables += [compared] if compared else []
    tables.append(list_table(special, str(len(tables) + 1)))
    title = special.report.title_in(special.language)
    return page_document(
        title,
        Section("special", "", title, 1, tuple(tables)),
        years=[special.report.year],
        language=special.language,
    )


def counted(question: SpecialQuestion) -> str:
    return str(UnitOfCount(question.unit_of_count).label)


def shown(number: Decimal | None) -> CellContent:
    return Missing() if number is None else Number(plain_number(number), _places(number))


def _places(number: Decimal) -> int:
    return 0 if number == number.to_integral_value() else 2


def _plain(number: Decimal | None) -> Decimal | int | None:
    return None if number is None else plain_number(number)
