"""The days of a special report beside what the reports of the months say. Both are shown with their
difference; neither is ever added to the other."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from provinces.models import OrganisationUnit
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import DataValue, Revision, SpecialQuestion
from reporting.special.queries.special_reports import SpecialDays
from strategies.models import Cell

SIGNED = (Revision.State.SUBMITTED.value, Revision.State.ACCEPTED.value)


@dataclass(frozen=True)
class ComparedMonth:
    """`days`: the sum of those answered, `answered` of the `asked` days of this month; `month`:
    what the month's signed report says; None where there is nothing."""

    question: SpecialQuestion
    unit: OrganisationUnit
    period: Period
    days: Decimal | None
    answered: int
    asked: int
    month: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.days is None or self.month is None else self.days - self.month


def compared_months(special: SpecialDays) -> list[ComparedMonth]:
    """By question, month and unit; one query more than the report itself takes."""
    questions = [question for question in special.questions if question.compared_with]
    months = sorted({(day.year, day.month) for day in special.days})
    if not questions or not months:
        return []
    periods = [Period(year, PeriodKind.MONTH, month) for year, month in months]
    codes = {question.compared_with for question in questions}
    said = _said_of_months(codes, periods, special.units)
    return [
        _compared(special, question, period, unit, said.get((code, unit.pk, period.key)))
        for question in questions
        for code in [question.compared_with]
        for period in periods
        for unit in special.units
    ]


def _compared(
    special: SpecialDays,
    question: SpecialQuestion,
    period: Period,
    unit: OrganisationUnit,
    month: Decimal | None,
) -> ComparedMonth:
    days = [day for day in special.days if (day.year, day.month) in period.months]
    numbers = [
        number for day in days if (number := special.number(unit, day, question.pk)) is not None
    ]
    total = sum(numbers, Decimal()) if numbers else None
    return ComparedMonth(question, unit, period, total, len(numbers), len(days), month)


Key = tuple[str, int, int]  # cell, unit, period


def _said_of_months(
    codes: Collection[str], periods: Collection[Period], units: Collection[OrganisationUnit]
) -> dict[Key, Decimal]:
    """In the newest signed revision of each report of a month: a cell, or all that count towards
    it; one query."""
    rows = (
        DataValue.objects.filter(
            cell__targets__target__code__in=codes,
            organisation_unit__in=units,
            revision__report__period_key__in=[period.key for period in periods],
            revision__state__in=SIGNED,
            value__isnull=False,
        )
        .order_by("revision__report_id", "revision__number")
        .values_list(
            "cell__targets__target__code", "organisation_unit_id", "revision__report__period_key",
            "revision__report_id", "revision_id", "value",
        )
    )  # fmt: skip
    newest: dict[int, int] = {}
    by_revision: dict[int, dict[Key, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for code, unit, key, report, revision, value in rows:
        newest[report] = revision
        assert value is not None
        by_revision[revision][code, unit, key] += value
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for revision in newest.values():
        for place, value in by_revision[revision].items():
            found[place] += value
    return dict(found)


def cells_to_compare(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Tables with the columns whose months can be compared, as a form offers them; one query."""
    cells = (
        Cell.objects.filter(option=None, element__aggregation="sum")
        .select_related("table", "element")
        .order_by("table__position", "element__position")
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for cell in cells:
        table = found.setdefault(cell.table.title, [])
        table.append((cell.code, cell.element.title_in(language)))
    return list(found.items())
