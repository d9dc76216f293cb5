"""The explorer's answer as a chart: one column of the table's measures, as bars or lines."""

from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.document.value import Chart, ChartKind, Series
from reporting.editions.composing.queries.stated_figures import DRAWN
from reporting.editions.discrepancies.queries.doubted_totals import IN_DOUBT
from reporting.kernel.numbers import plain_number
from reporting.monitoring.queries.explorer_axes import AxisItem
from reporting.monitoring.queries.explorer_table import ExplorerTable

MOST_CATEGORIES, MOST_SERIES, MOST_BARS = 40, 6, 60


def answer_chart(answer: ExplorerTable) -> Chart:
    """Of the first chosen column. Totals are left out: beside them nothing else can be seen."""
    lines = answer.choice.chart == "lines"
    down, over = _charted_items(answer.down), _charted_items(answer.over)
    if lines:
        across = answer.choice.over == "period"
        categories, series = (over, down) if across else (down, over)
    else:
        few = len(over) <= MOST_SERIES and len(over) * len(down) <= MOST_BARS
        categories, series = down, over if few else _totals(answer.over, over)
    series, categories = _largest(answer, series, categories, lines), categories[:MOST_CATEGORIES]
    return Chart(
        id="explored-chart",
        number="",
        caption=_caption(answer, len(down) * len(over), series, len(categories)),
        kind=_kind(lines),
        categories=tuple(category.title for category in categories),
        series=tuple(
            Series(
                heading.title, tuple(_value(answer, category, heading) for category in categories)
            )
            for heading in series
        ),
        unit=answer.unit_of_count(answer.elements[0]),
        notes=_notes(answer, categories, series),
    )


def _notes(
    answer: ExplorerTable, categories: list[AxisItem], series: list[AxisItem]
) -> tuple[str, ...]:
    """A drawing has no room for signs."""
    pairs = (_places(answer, category, heading) for category in categories for heading in series)
    states = (answer.state(*pair, answer.elements[0]) for pair in pairs)
    return (str(DRAWN),) if any(state in IN_DOUBT for state in states) else ()


def _kind(lines: bool) -> ChartKind:
    return "lines" if lines else "bars"


def _charted_items(items: list[AxisItem]) -> list[AxisItem]:
    """Without groups and totals; only totals where there is nothing else."""
    return [heading for heading in items if heading.kind == "body"] or items[-1:]


def _totals(items: list[AxisItem], otherwise: list[AxisItem]) -> list[AxisItem]:
    """The year instead of its twelve months."""
    totals = [heading for heading in items if heading.kind == "total"]
    return totals[:MOST_SERIES] or otherwise[:MOST_SERIES]


def _largest(
    answer: ExplorerTable, series: list[AxisItem], categories: list[AxisItem], lines: bool
) -> list[AxisItem]:
    """At most six, in their order: those with the highest numbers."""
    if len(series) <= MOST_SERIES:
        return series

    def weight(heading: AxisItem) -> Decimal:
        values = (_value(answer, category, heading) for category in categories)
        return Decimal(sum(value for value in values if value is not None))

    kept = {id(heading) for heading in sorted(series, key=weight, reverse=True)[:MOST_SERIES]}
    return [heading for heading in series if id(heading) in kept]


def _value(answer: ExplorerTable, category: AxisItem, series: AxisItem) -> Decimal | int | None:
    """Whichever of the two stands in the table's rows."""
    value = answer.amount(*_places(answer, category, series), answer.elements[0]).value
    return None if value is None else plain_number(value)


def _places(
    answer: ExplorerTable, category: AxisItem, series: AxisItem
) -> tuple[AxisItem, AxisItem]:
    return (category, series) if _is_of(answer.down, category) else (series, category)


def _is_of(items: list[AxisItem], heading: AxisItem) -> bool:
    return any(heading is item for item in items)


def _caption(answer: ExplorerTable, all_: int, series: list[AxisItem], categories: int) -> str:
    """What is drawn, and what is left out: of one series alone, which."""
    caption = answer.caption
    if len(answer.elements) > 1:
        caption = f"{caption}, {answer.elements[0].title}"
    if len(series) == 1 and series[0].kind == "body":
        caption = f"{caption}, {series[0].title}"
    if len(series) * categories < all_:
        left_out = _("the chart shows a part; the table has all of it")
        return f"{caption} ({left_out})"
    return caption
