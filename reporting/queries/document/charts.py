from decimal import Decimal

from reporting.kernel.document import Chart, Series
from reporting.kernel.expressions import evaluate, in_period
from reporting.queries.document.material import Material
from strategies.models import Chart as ChartRow
from strategies.models.labels import dated


def chart_block(material: Material, chart: ChartRow) -> Chart:
    """A group of bars for each measure, a bar for each year."""
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
                str(year),
                tuple(
                    _plain(evaluate(in_period(text, str(year)), material.book.lookup))
                    for text in chart.expressions
                ),
            )
            for year in _years(chart, material.year)
        ),
    )


def _years(chart: ChartRow, year: int) -> list[int]:
    """The span of the chart, ending in the report's year."""
    return [one + year - max(chart.years) for one in chart.years]


def _plain(value: Decimal | None) -> Decimal | int | None:
    whole = value is not None and value == value.to_integral_value()
    return int(value) if value is not None and whole else value
