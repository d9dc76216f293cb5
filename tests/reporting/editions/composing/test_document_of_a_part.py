"""The national report of a part of a year as a document."""

import pytest

from reporting.core.queries.period_words import report_subtitle, report_title
from reporting.document.value import Bullet, Chart, Number, Paragraph, Table
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.kernel.periods import Period
from strategies.models import DataSet
from tests.editions import begun
from tests.factories import accepted, added_up, secretariat

TITLES = {
    "2020": "Annual Report 2020",
    "2021-Q1": "Report on the first quarter of 2021",
    "2021-Q4": "Report on the fourth quarter of 2021",
    "2021-S2": "Report on the second semester of 2021",
    "2021-T10": "Report on January to October 2021",
}
SUBTITLES = {
    "2020": "Results of the fight against trafficking in persons",
    "2021-Q1": "Results of the fight against trafficking in persons, January to March 2021",
    "2021-T10": "Results of the fight against trafficking in persons",
}


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


@pytest.mark.parametrize("period", TITLES)
def test_the_title_says_the_period(period):
    assert report_title(Period.parse(period)) == TITLES[period]


@pytest.mark.parametrize("period", SUBTITLES)
def test_the_subtitle_says_the_months_that_the_title_does_not(period):
    assert report_subtitle(Period.parse(period)) == SUBTITLES[period]


def document_of(period):
    made = added_up(period)
    edition = begun(period)
    with secretariat():
        return build_edition(edition, made, "en")


def blocks(document, kind, code=""):
    found = [b for section in document.sections for b in section.blocks if isinstance(b, kind)]
    return [one for one in found if not code or one.id == code]


def test_tables_by_month_show_the_months_of_the_period():
    for month in ("01", "03", "05"):
        accepted("GCNP", "police_monthly", f"2021-{month}", {"surveillance.times": int(month)})
    [table] = blocks(document_of("2021-Q1"), Table, "surveillance")
    assert [cell.text for cell in table.header[0]] == ["Measure", "Jan", "Feb", "Mar", "Total"]
    january, february, march, total = table.rows[0].cells[1:]
    assert (january.value, march.value, total.value) == (1, 3, 4)
    assert not isinstance(february, Number)
    assert (january.trace, total.trace) == (
        "surveillance.times:202101",
        "surveillance.times:2021Q1",
    )
    assert table.notes == ("2 of 3 months; the others are not available.",)


def test_each_number_has_its_address_in_the_period():
    accepted("KH-08", "committee", "2021-Q2", {"direct_publicity[forums].times": 12})
    accepted("APLE", "partner", "2021-04", {"partner_meetings{a}.times": 5})
    document = document_of("2021-S1")
    traces = {
        cell.trace
        for table in blocks(document, Table)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Number) and cell.trace
    }
    assert {one.rpartition(":")[2] for one in traces} == {"2021S1"}
    assert "direct_publicity[forums].times@KH-08:2021S1" in traces
    assert "partner_meetings{a}.times@APLE:2021S1" in traces


def test_titles_tell_the_months():
    accepted("KH-08", "committee", "2021-Q2", {"returning_workers.returnees": 12})
    [table] = blocks(document_of("2021-Q2"), Table, "returning_workers")
    assert table.caption == "Returning workers from April to June"
    [table] = blocks(document_of("2021"), Table, "returning_workers")
    assert table.caption == "Returning workers from January to December"


def test_charts_compare_the_same_part_of_earlier_years():
    """2021 beside 2022, each by its second quarter."""
    cell = "offences[smuggling].cases"
    for period, number in (("2022-Q2", 7), ("2022", 500), ("2023-04", 3)):
        accepted("GCNP", "police", period, {cell: number})
    chart = blocks(document_of("2023-Q2"), Chart, "offences_2019_2020")[0]
    named = [(one.name, one.values[0]) for one in chart.series]
    assert named == [("Q2 2022", 7), ("Q2 2023", 3)]


def test_it_says_what_a_part_counts_and_which_months_are_missing():
    accepted("KH-08", "committee", "2021-01", {"returnee_interviews.times": 1})
    accepted("KH-21", "committee", "2021-Q1", {"returnee_interviews.times": 1})
    accepted("KH-20", "committee", "2021-S1", {"returnee_interviews.times": 1})
    completeness = document_of("2021-Q1").sections[-1]
    said = [b.text for b in completeness.blocks if isinstance(b, Paragraph)]
    assert "accepted reports of 2 units" in said[0]
    assert "counts only reports that lie wholly inside it" in said[1]
    assert [b.text for b in completeness.blocks if isinstance(b, Bullet)] == [
        "1 of 3 months: Kandal."
    ]
    [asked] = [b for b in completeness.blocks if isinstance(b, Table)]
    [provinces] = [row for row in asked.rows if row.cells[0] == "Province"]
    assert provinces.cells[1:3] == (Number(25), Number(2))


def test_who_gives_no_reports_of_such_periods_is_not_asked():
    with secretariat():
        DataSet.objects.filter(code="committee").update(period_kinds=["semester", "year"])
    document = document_of("2021-Q1")
    [asked] = [b for b in document.sections[-1].blocks if isinstance(b, Table)]
    assert "Province" not in [row.cells[0] for row in asked.rows]
