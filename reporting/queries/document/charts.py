from decimal import Decimal

from reporting.kernel.document import Chart, Series
from reporting.kernel.expressions import evaluate, in_period
from reporting.kernel.numbers import plain_number
from reporting.kernel.periods import Period
from reporting.queries.document.material import Material
from reporting.queries.period_words import period_label
from strategies.models import Chart as ChartRow
from strategies.models.labels import dated


def chart_block(material: Material, chart: ChartRow) -> Chart:
    """A group of bars for each measure, a bar for each year (of it, the report's part)."""
    khmer = material.language == "km"
    titles = [
        (km if khmer and km else en)
        for en, km in zip(chart.series_titles_en, chart.series_titles_km, strict=True)
    ]
    return Chart(
        id=chart.code,
        number="",
        caption=dated(chart.title_in(material.language), material.year),
        kind="bars",
        categories=tuple(titles),
        series=tuple(
            Series(
                period_label(period),
                tuple(
                    _plain(evaluate(in_period(text, period.code), material.book.lookup))
                    for text in chart.expressions
                ),
            )
            for period in _periods(chart, material.period)
        ),
    )


def _periods(chart: ChartRow, period: Period) -> list[Period]:
    """The span of the chart, ending in the report's year: of each year the same part."""
    return [period.in_year(one + period.year - max(chart.years)) for one in chart.years]


def _plain(value: Decimal | None) -> Decimal | int | None:
    return None if value is None else plain_number(value)
