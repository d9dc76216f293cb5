"""The charts of the situation: every number is a stored figure; each is a table and a file too."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.cache import cache
from PIL import Image

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.figures import FigureBook
from reporting.kernel.expressions import narrow, parse, references
from strategies.models import Chart, Option
from tests.factories import REVIEWER, secretariat
from tests.reporting.monitoring.test_situation import shown, stored, the_run


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def test_each_number_of_a_chart_is_the_stored_one(year_2020):
    """Measures are added up from their cells, the year before and each province too."""
    run = the_run()
    _found, _figures, charts, _indicators = shown(REVIEWER)
    assert {chart.id for chart in charts} >= {
        "funnel", "victims_by_age", "received_by_country", "received_by_entry",
        "returnees_by_province", "reached_by_province", "sent_by_destination",
    }  # fmt: skip
    with secretariat():
        book = FigureBook(run)
        book.read_ahead()
        rows = {row.code: row for row in Chart.objects.all()}
        provinces = list(
            OrganisationUnit.objects.filter(kind="province", tile_row__isnull=False).order_by(
                "position"
            )
        )

    def value(expression, year, unit=""):
        """From the rows of the table of figures alone."""
        scope = (unit,) if unit else ()
        cells = []
        for reference in references(narrow(parse(expression), scope, str(year))):
            formula = book.formula(reference) if reference.measure else None
            cells += [one.cell for one in references(formula)] if formula else [reference.cell]
        rows = [stored(run, cell, year, unit or None) for cell in cells]
        known = [row[0] for row in rows if row]
        return sum(known, Decimal(0)) if known else None

    checked = 0
    for chart in charts:
        row = rows[chart.id]
        for at, series in enumerate(chart.series):
            year = int(series.name) if row.years else 2020
            for place, drawn in enumerate(series.values):
                if row.form == Chart.Form.YEARS:
                    wanted = value(row.expressions[place], year)
                elif row.form == Chart.Form.PARTS:
                    width = len(row.series_titles_en)
                    wanted = value(row.expressions[place * width + at], year)
                elif row.form == Chart.Form.PROVINCES:
                    wanted = value(row.expressions[0], year, provinces[place].code)
                else:
                    [reference] = references(row.expressions[0])
                    name = reference.name
                    with secretariat():
                        [code] = _row_codes(name, chart.categories[place])
                    wanted = value(f"{name.table}[{code}].{name.element}", year)
                assert drawn == wanted, f"{chart.id} {chart.categories[place]} {year}"
                checked += drawn is not None
    assert checked > 60


def _row_codes(name, title):
    rows = Option.objects.filter(table__code=name.table, title_en=title, is_group=False)
    if name.option:
        rows = rows.filter(group__code=name.option)
    return list(rows.values_list("code", flat=True))


def test_a_chart_is_a_drawing_and_a_table(signed_in):
    client = signed_in(REVIEWER)
    for language in ("en", "km"):
        at = "/situation/2020/charts/returnees_by_province"
        svg = client.get(f"{at}.svg?language={language}")
        assert svg["Content-Type"] == "image/svg+xml"
        assert svg.content.startswith(b"<svg ")
        assert "style=" not in svg.content.decode()
        png = client.get(f"{at}.png?language={language}")
        assert png["Content-Type"] == "image/png"
        assert Image.open(BytesIO(png.content)).size[0] > 1000
        assert ("-km" in png["Content-Disposition"]) == (language == "km")
    table = client.get("/situation/2020/charts/returnees_by_province.csv?language=en").text
    assert "Banteay Meanchey" in table
    assert client.get("/situation/2020/charts/nothing.csv").status_code == 404
