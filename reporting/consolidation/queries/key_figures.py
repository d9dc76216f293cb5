"""The key figures of a year as the catalogue chooses them: value, the year before, the months, of
how many reporters, and where each is traced to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reporting.consolidation.queries.evaluation import EvaluatedExpressions
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.indicators import trace_of
from reporting.consolidation.queries.month_values import MonthValues
from reporting.core.queries.practice_years import may_compare
from reporting.core.queries.years import newest_runs
from reporting.kernel.periods import Period, national_periods
from reporting.models import Consolidation
from strategies.models import Indicator, KeyFigure, Section, Table
from strategies.models.labels import in_year

# Why there is no number: the forms of the year do not ask for it; they do, and nobody gave it.
WhyNot = Literal["", "not_asked", "not_given"]


@dataclass(frozen=True)
class KeyFigureValue:
    """Of one period. `received` of `expected`: reporters, of the figure that the fewest gave."""

    period: Period
    value: Decimal | None
    why_not: WhyNot
    received: int
    expected: int
    trace: str


@dataclass(frozen=True)
class KeyFigureLine:
    """`table`: where it is counted. `before`: of the same period of the year before, None where
    that may not be compared. `months`: one value a month where they make the whole number, else
    empty; `by_month`: how many reporters give every month that anybody gives."""

    figure: KeyFigure
    table: Table | None
    now: KeyFigureValue
    before: KeyFigureValue | None
    months: tuple[Decimal | None, ...] = ()
    by_month: int = 0

    @property
    def difference(self) -> Decimal | None:
        if self.before is None or self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def is_better(self) -> bool | None:
        """None of what is for information, or did not change."""
        change = self.difference
        if not change or self.figure.direction == Indicator.Direction.NEITHER:
            return None
        return (change > 0) == (self.figure.direction == Indicator.Direction.MORE)


def year_runs(year: int) -> list[Consolidation]:
    """The newest of the year and of each of its parts that this person sees, the longest first and
    of equal length the last; one query."""
    found = newest_runs(national_periods(year))
    return sorted(found, key=lambda run: (-len(run.period.months), -run.period.number))


def run_for(year: int) -> Consolidation | None:
    """The year's own, else that of its longest part."""
    return next(iter(year_runs(year)), None)


def years_with_figures() -> list[int]:
    """The newest first; one query."""
    rows = Consolidation.objects.order_by("-year").values_list("year", flat=True).distinct()
    return list(rows)


def key_figures(year: int) -> list[KeyFigure]:
    return list(KeyFigure.objects.filter(in_year(year)))


def key_figure_lines(
    book: FigureBook, *, by_month: bool, sees: Callable[[str], bool] | None = None
) -> list[KeyFigureLine]:
    """In the order of the catalogue; a fixed number of queries. `by_month`: read the months, which
    only who sees every report can. `sees`: whether this person sees a section."""
    figures = key_figures(book.period.year)
    evaluation = EvaluatedExpressions(book, [row.expression for row in figures])
    shown = [row for row in figures if sees is None or sees(_section(evaluation, row, book))]
    months = MonthValues(book, [row.expression for row in shown]) if by_month else None
    compared = may_compare(book.period.year, book.period.year - 1)
    return [_line(row, evaluation, months, compared=compared) for row in shown]


def _section(evaluation: EvaluatedExpressions, row: KeyFigure, book: FigureBook) -> str:
    cell = evaluation.first_cell(row.expression, book.period)
    section: Section | None = cell.table.section if cell else None
    return section.code if section else ""


def _line(
    row: KeyFigure, evaluation: EvaluatedExpressions, months: MonthValues | None, *, compared: bool
) -> KeyFigureLine:
    period = evaluation.book.period
    cell = evaluation.first_cell(row.expression, period)
    before = _value(row, evaluation, period.same_last_year) if compared else None
    given = months.values(row.expression) if months else []
    now = _value(row, evaluation, period)
    return KeyFigureLine(
        figure=row,
        table=cell.table if cell else None,
        now=now,
        before=before,
        months=tuple(given) if _make_whole(given, now.value) else (),
        by_month=months.steady_reporters(row.expression) if months else 0,
    )


def _make_whole(values: Sequence[Decimal | None], whole: Decimal | None) -> bool:
    """Whether they are all of the number, and enough for a line. Who reports a quarter says nothing
    of its months."""
    known = [value for value in values if value is not None]
    return len(known) > 1 and sum(known, Decimal(0)) == whole


def _value(row: KeyFigure, evaluation: EvaluatedExpressions, period: Period) -> KeyFigureValue:
    found = evaluation.of(row.expression, (), period)
    why_not: WhyNot = ""
    if found.value is None:
        why_not = "not_given" if evaluation.is_asked(row.expression, period) else "not_asked"
    least = found.least
    return KeyFigureValue(
        period,
        found.value,
        why_not,
        least.received if least else 0,
        least.expected if least else 0,
        trace_of(row.expression, period) if found.value is not None else "",
    )
