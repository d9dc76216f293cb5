"""The list of reports and the way to a new one."""

import pytest
from django.urls import reverse

from reporting.calendar.rules.deadlines import Rule
from reporting.kernel.periods import PeriodKind
from reporting.models import Revision
from tests import factories
from tests.calendars import it_is, opened_year
from tests.factories import KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER

PERSONS = "direct_publicity[forums].persons"


def test_a_unit_finds_its_own_reports_and_no_others(signed_in):
    page = signed_in(KANDAL_OFFICER).get("/reports/").text

    assert "/reports/KH-08/committee/2020/" in page
    assert "/reports/KH-21/" not in page
    assert "Accepted on" in page


def test_the_secretariat_finds_all(signed_in):
    page = signed_in(REVIEWER).get("/reports/").text

    assert "/reports/KH-21/committee/2020/" in page
    assert 'name="state"' in page


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("state=submitted", "KH-08/committee/2021-03", "KH-08/committee/2020"),
        ("state=accepted", "KH-08/committee/2020", "KH-08/committee/2021-03"),
        ("kind=ministry", "MOSVY/ministry/2020", "KH-08"),
        ("unit=KH-21", "KH-21/committee/2020", "KH-08"),
        ("year=2021", "KH-08/committee/2021-03", "KH-21"),
        ("year=2021&part=03", "KH-08/committee/2021-03", "KH-21"),
        ("year=2020&part=year&unit=KH-08", "KH-08/committee/2020", "2021-03"),
    ],
)
def test_filters(signed_in, query, there, not_there):
    factories.submitted(
        "KH-08", "committee", "2021-03", {PERSONS: 800, PERSONS.replace("persons", "females"): 9}
    )
    page = signed_in(REVIEWER).get(f"/reports/?{query}").text

    assert f'href="/reports/{there}/review/"' in page
    assert f"/reports/{not_there}" not in page


@pytest.mark.parametrize("query", ["state=nonsense", "year=x", "part=03", "page=99", "unit='"])
def test_what_cannot_be_read_is_left_open(signed_in, query):
    assert "/reports/" in signed_in(REVIEWER).get(f"/reports/?{query}").text


def test_a_filter_that_finds_nothing(signed_in):
    assert "No report is like that." in signed_in(REVIEWER).get("/reports/?state=draft").text


def test_an_empty_page_says_how_to_begin(signed_in):
    page = signed_in("mond.officer").get("/reports/").text
    assert "Choose a form and a period" in page
    assert reverse("reporting:report_begin") in page


def test_a_return_shows_its_reason_in_the_list(signed_in):
    factories.submitted(
        "KH-08", "committee", "2021-03", {PERSONS: 800, PERSONS.replace("persons", "females"): 9}
    )
    signed_in(REVIEWER).post(
        "/reports/KH-08/committee/2021-03/return/", {"comment": "Only 9 females?"}
    )
    page = signed_in(KANDAL_OFFICER).get("/reports/").text

    assert "Only 9 females?" in page
    assert "Read the comments and correct it" in page


def test_a_report_is_begun_and_then_only_opened(signed_in):
    client = signed_in(KANDAL_OFFICER)
    wanted = {"data_set": "committee", "year": "2021", "part": "Q1"}
    for _time in range(2):
        answer = client.post("/reports/new/", wanted)
        assert answer["Location"] == "/reports/KH-08/committee/2021-Q1/"

    with factories.secretariat():
        assert Revision.objects.filter(report__year=2021).count() == 1


def test_a_form_of_another_kind_of_unit_is_not_offered(signed_in):
    page = signed_in(KANDAL_OFFICER).post(
        "/reports/new/", {"data_set": "ministry", "year": "2021", "part": "03"}
    )
    assert "Select a valid choice" in page.text


def test_a_monthly_form_wants_a_month(signed_in):
    page = signed_in("gcnp.officer").post(
        "/reports/new/", {"data_set": "police_monthly", "year": "2021", "part": "Q1"}
    )
    assert "This form is filled each month. Choose a month." in page.text


def test_an_accepted_report_is_not_begun_again(signed_in):
    page = signed_in(KANDAL_OFFICER).post(
        "/reports/new/", {"data_set": "committee", "year": "2020", "part": "year"}
    )
    assert page.status_code == 409
    assert "Ask the Secretariat to re-open it." in page.text


def test_who_reads_is_offered_no_new_report(signed_in):
    assert "/reports/new/" not in signed_in(KANDAL_VIEWER).get("/reports/").text


@pytest.mark.parametrize("reports", [1, 3])
def test_the_number_of_queries_is_the_same(signed_in, django_assert_num_queries, reports):
    for month in range(1, reports + 1):
        factories.drafted("KH-21", "committee", f"2021-{month:02}", {})
    client = signed_in(REVIEWER)
    client.get("/reports/")

    with django_assert_num_queries(LIST_QUERIES):
        client.get("/reports/?unit=KH-21&year=2021")


LIST_QUERIES = 19


def test_what_is_owed_stands_in_the_list_with_its_reason_and_one_click_to_begin(signed_in):
    opened_year(2021, "2021-04-07")
    factories.drafted("KH-08", "committee", "2021-02", {})
    client = signed_in(KANDAL_OFFICER)
    page = client.get("/reports/?page=1").text
    assert "Overdue by 2 days: it was due on 5 April 2021." in page
    assert "Due in 5 days, on 12 April 2021." in page
    assert "16 reports are not open yet" in page
    assert "Opens on 26 May 2021." in client.get("/reports/?state=not_open").text
    assert page.index("Quarter 1 of 2021") < page.index("March 2021")
    begun = client.post("/reports/new/", {"data_set": "committee", "year": "2021", "part": "03"})
    assert begun["Location"] == "/reports/KH-08/committee/2021-03/"


def test_what_the_calendar_does_not_allow_is_not_begun_and_the_form_says_why(signed_in):
    closing = {PeriodKind.MONTH: Rule(due_day=5, closes_days=10)}
    opened_year(2021, "2021-04-20", rules=closing)
    client = signed_in(KANDAL_OFFICER)
    wanted = {"data_set": "committee", "year": "2021"}
    early = client.post("/reports/new/", wanted | {"part": "06"})
    assert "This report opens on 25 June 2021." in early.text
    late = client.post("/reports/new/", wanted | {"part": "03"})
    assert "closed on 15 April 2021. Ask the Secretariat for an extension." in late.text
    assert "Ask for more time" in client.get("/reports/").text


@pytest.mark.parametrize(
    ("query", "there", "count"),
    [
        ("state=overdue&year=2021&kind=province", "Takeo, March 2021", 74),
        ("state=open&year=2021&unit=KH-08", "Kandal, quarter 1 of 2021", 1),
        ("state=submitted&year=2021", "Kandal, March 2021", 1),
        ("state=draft", "Takeo, March 2021", 1),
        ("state=not_open&unit=MOSVY", "January to October 2021", 16),
    ],
)
def test_the_secretariat_filters_by_where_a_report_stands(signed_in, query, there, count):
    opened_year(2021, "2021-04-05")
    factories.submitted("KH-08", "committee", "2021-03", {})
    factories.drafted("KH-21", "committee", "2021-03", {})
    opened_year(2022)
    it_is(2021, "2021-04-07")
    page = " ".join(signed_in(REVIEWER).get(f"/reports/?{query}").text.split())
    assert there in page
    assert f"{count} report" in page


def test_the_queries_stay_the_same_with_a_calendar(signed_in, django_assert_num_queries):
    opened_year(2021, "2021-04-07")
    client = signed_in(REVIEWER)
    client.get("/reports/")
    for month in (1, 2, 3):
        with django_assert_num_queries(LIST_QUERIES):
            client.get("/reports/?year=2021")
        factories.drafted("KH-21", "committee", f"2021-{month:02}", {})
