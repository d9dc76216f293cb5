"""The situation of a year: every number is a stored figure, and where there is none it is said."""

import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.key_figures import key_figure_lines
from reporting.models import Consolidation, Figure
from reporting.monitoring.queries.situation import Situation, first_year, year_beside
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from strategies.models import Chart, KeyFigure, Table
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    accepted,
    acting,
    consolidated,
    secretariat,
)

UNITS = ["KH-08", "KH-21", "KH-12", "MOLVT", "MOSVY", "GCNP", "MFAIC", "APLE", "MOJ", "WG-JUST"]
LEAD = "wg-just.lead"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def the_run(year=2020):
    with secretariat():
        return Consolidation.objects.filter(year=year).latest("pk")


def stored(run, cell, year, unit=None):
    """The figure as the database has it; None where there is none."""
    with secretariat():
        found = Figure.objects.filter(
            consolidation=run, cell__code=cell, period_key=year * 100, kind="",
            organisation_unit__code=unit,
        )  # fmt: skip
        return next(iter(found.values_list("value", "received", "expected")), None)


def shown(username, year=2020, language="en"):
    with acting(username) as person:
        found = Situation(year, person, language)
        # Read in the person's scope.
        return found, found.figures, found.charts, found.indicators


def test_each_key_figure_is_the_stored_one(year_2020):
    run = the_run()
    _found, figures, _charts, _indicators = shown(SECRETARY_GENERAL)
    with secretariat():
        every = list(KeyFigure.objects.values_list("code", flat=True))
    assert [one.line.figure.code for one in figures] == every
    given = 0
    for one in figures:
        line = one.line
        for value, year in ((line.now, 2020), (line.before, 2019)):
            row = stored(run, line.figure.expression, year)
            name = f"{line.figure.code} of {year}"
            assert value.value == (row[0] if row else None), name
            if row and year == 2020:
                assert (value.received, value.expected) == row[1:], name
            if row:
                given += 1
                assert value.trace == f"{line.figure.expression}:{year}", name
                assert value.why_not == "", name
            else:
                assert value.why_not in ("not_asked", "not_given"), name
    assert given > 12


def test_what_the_report_of_2020_draws_stands_first_with_the_year_before(signed_in):
    page = signed_in(SECRETARY_GENERAL).get("/situation/2020/").text
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "The situation 2020" in said
    assert re.search(r"Cases found by the police 155 cases 2020 ?", said) is None
    assert "Cases found by the police 155" in said
    assert "2019: 169 (−14, −8.3%)" in said
    assert "Reporters accepted: 1 of 1" in said


def test_where_there_is_no_number_it_is_said_and_not_0(signed_in):
    page = signed_in(SECRETARY_GENERAL).get("/situation/2020/").text
    convictions = page[page.index("Persons convicted") :]
    convictions = convictions[: convictions.index("</li>")]
    assert "the forms of 2020 do not ask for it" in convictions
    assert "key-number" not in convictions


def test_a_table_that_nobody_filled_says_what_is_to_be_done(signed_in):
    accepted("KH-08", "committee", "2021-01", {"direct_publicity[forums].persons": 7})
    consolidated(2021)
    page = signed_in(CONSOLIDATOR).get("/situation/2021/").text
    victims = page[page.index("Victims rescued by the police") :]
    victims = " ".join(victims[: victims.index("</li>")].split())
    assert "Accept the reports that fill “Statistics of Trafficking in Persons" in victims
    assert ">7</a>" in page
    assert "Only 1 month has been added up" in page


def test_a_year_without_figures_says_how_to_begin(signed_in):
    page = signed_in(CONSOLIDATOR).get("/situation/2023/").text
    assert "There are no figures of this year yet" in page
    assert 'href="/consolidations/?year=2023"' in page
    assert (
        "/consolidations/"
        not in (signed_in("gs.permanent-vice-chair").get("/situation/2023/").text.split("<main")[1])
    )
    assert signed_in(CONSOLIDATOR).get("/situation/2023/key-figures.csv").status_code == 302
    assert signed_in(CONSOLIDATOR).get("/situation/2023/charts/funnel.svg").status_code == 404


@pytest.fixture
def practised(year_2020):
    """A quarter of a practice year of some units, consolidated as the whole year."""
    make(
        by=PracticePeople.found(), year=2021, until=3, seed=7,
        units=OrganisationUnit.objects.filter(code__in=UNITS).order_by("position"),
    )  # fmt: skip
    return consolidated(2021)


@pytest.fixture
def by_month(year_2020):
    """Kandal and Takeo report three months; of another figure Battambang a quarter, and Mondulkiri
    one month."""
    for at, month in enumerate(("2021-01", "2021-02", "2021-03"), start=1):
        for code in ("KH-08", "KH-21"):
            numbers = {"direct_publicity[forums].persons": 10 * at}
            if code == "KH-08":
                numbers["returning_workers.returnees"] = at
            accepted(code, "committee", month, numbers)
    accepted("KH-12", "committee", "2021-Q1", {"returning_workers.returnees": 100})
    accepted("KH-11", "committee", "2021-02", {"returning_workers.returnees": 4})
    return consolidated(2021)


def test_the_months_add_up_to_the_stored_figure_or_there_is_no_line(by_month):
    with secretariat():
        lines = {
            line.figure.code: line for line in key_figure_lines(FigureBook(by_month), by_month=True)
        }
    reached, returnees = lines["reached"], lines["returnees"]
    assert [int(value) for value in reached.months if value is not None] == [20, 40, 60]
    assert (reached.now.value, reached.by_month, len(reached.months)) == (Decimal(120), 2, 12)
    assert (returnees.now.value, returnees.by_month) == (Decimal(110), 1)  # of three
    assert returnees.months == ()
    for line in lines.values():
        known = [value for value in line.months if value is not None]
        assert not known or sum(known) == line.now.value, line.figure.code


def test_the_page_shows_the_months_as_a_line_and_a_table_or_says_why_not(signed_in, by_month):
    page = signed_in(CONSOLIDATOR).get("/situation/2021/").text
    reached = page[page.index("Persons reached by direct publicity") :]
    reached = reached[: reached.index("</li>")]
    assert 'class="month-line"' in reached
    assert "<polyline" in reached
    assert re.search(r"Mar 2021</th><td class=\"end\">60</td>", reached)
    said = " ".join(page.split())
    assert re.search(r"No line of months: only 1 of \d reporters give every month", said)


def test_a_year_to_practise_on_is_not_what_is_shown_first(practised):
    with acting(CONSOLIDATOR):
        assert first_year() == 2020
        beside = {year: year_beside(year) for year in (2019, 2020, 2021, 2022)}
    assert beside == {2019: None, 2020: 2020, 2021: 2021, 2022: 2020}


def test_the_first_page_says_of_which_year_its_figures_are(signed_in):
    said = " ".join(signed_in(CONSOLIDATOR).get("/").text.split())
    assert "The nation 2020" in said
    assert "these are of" not in said
    accepted("KH-08", "committee", "2022-01", {"direct_publicity[forums].persons": 7})
    said = " ".join(signed_in(CONSOLIDATOR).get("/").text.split())
    assert "The nation 2022" in said
    assert "The situation 2020" in said
    assert "There are no figures of 2022 yet: these are of 2020." in said


def test_it_takes_as_many_queries_for_one_figure_as_for_all(practised):
    def queries():
        with (
            acting(CONSOLIDATOR) as person,
            CaptureQueriesContext(
                connection,
            ) as made,
        ):
            found = Situation(2021, person, "en")
            assert found.figures and found.charts
        return len(found.figures), len(made)

    queries()  # what is read once in a process
    every, at_first = queries()
    with secretariat():
        kept = KeyFigure.objects.filter(code="reached")
        KeyFigure.objects.exclude(pk__in=kept.values("pk")).update(valid_to=2019)
    one, then = queries()
    assert (one, every > 10) == (1, True)
    assert then == at_first


def test_a_unit_sees_what_is_published_and_no_other_units_months(signed_in):
    page = signed_in(KANDAL_OFFICER).get("/situation/2020/").text
    assert "once its national report is published" in page
    assert "key-number" not in page


def test_a_unit_sees_the_published_numbers(signed_in, published):
    page = signed_in(KANDAL_OFFICER).get("/situation/2020/").text
    assert re.search(r'href="/trace/2020/\?figure=offences.cases%3A2020">155</a>', page)
    with acting(KANDAL_OFFICER) as person:
        found = Situation(2020, person, "en")
        assert {chart.id for chart in found.charts} >= {"funnel", "received_by_country"}
        forms = {Chart.objects.get(code=chart.id).form for chart in found.charts}
        assert not forms & {Chart.Form.MONTHS, Chart.Form.PROVINCES}
        assert not any(line.months for line in found.lines)
    assert (
        signed_in(KANDAL_OFFICER).get("/situation/2020/charts/reached_by_province.svg").status_code
        == 404
    )


def test_a_lead_sees_the_sections_of_the_group_until_all_is_published(signed_in, year_2020):
    with acting(LEAD) as person:
        found = Situation(2020, person, "en")
        codes = {line.figure.code for line in found.lines}
    assert codes == {"trials", "convictions"}
    page = signed_in(LEAD).get("/situation/2020/").text
    assert "Workers sent" not in page


def test_a_lead_whose_sections_hold_no_key_figure_sees_charts_and_indicators(signed_in, year_2020):
    with secretariat():
        KeyFigure.objects.update(valid_to=2019)
        theirs = Table.objects.get(code="trial").section
        chart = Chart.objects.filter(code="trial_2019_2020")
        chart.update(on_situation=True, section=theirs)
    client = signed_in(LEAD)
    page = client.get("/situation/2020/").text
    with acting(LEAD) as person:
        charts = Situation(2020, person, "en").charts
    assert "no figures of this year yet" not in page
    assert "key-figures.csv" not in page
    assert charts
    assert all(f'id="{chart.id}"' in page for chart in charts)
    assert client.get("/situation/2020/key-figures.csv").status_code == 302
    assert client.get("/situation/2020/key-figures.xlsx").status_code == 200


def test_the_files_hold_what_the_page_shows(signed_in):
    client = signed_in(REVIEWER)
    table = client.get("/situation/2020/key-figures.csv?language=en").text
    assert "Cases found by the police,cases,169,155,-14" in table
    assert client.get("/situation/2020/key-figures.xlsx").status_code == 200


def test_the_first_page_of_who_leads_begins_with_the_situation(signed_in):
    for username in (CONSOLIDATOR, SECRETARY_GENERAL):
        page = signed_in(username).get("/").text
        assert page.index("Victims rescued by the police") < page.index("Provincial committees")
        assert 'href="/situation/2020/"' in page
    assert "Victims rescued by the police" not in signed_in(REVIEWER).get("/").text


def test_without_an_address_it_is_the_newest_year_with_figures(signed_in):
    assert signed_in(CONSOLIDATOR).get("/situation/")["Location"] == "/situation/2020/"
