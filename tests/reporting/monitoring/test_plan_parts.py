"""Pages of strategies, groups and activities: all of them, by everybody, in both languages."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.monitoring.actions import draft_target, publish_target
from strategies.models import Activity, ActivityGroup, Indicator
from tests import factories
from tests.factories import KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER, TAKEO_OFFICER, acting
from tests.monitored_year import opened, planned, progressed
from tests.plans import titled
from tests.shown_text import LATIN, Shown

GROUP, STRATEGY = "/plan/2021/group/2.7/", "/plan/2021/strategy/2/"


@pytest.fixture
def year_2021(year_2020):
    opened(date(2021, 5, 20))
    titled("2.7.01")
    for unit, target in (("KH-08", 12), ("KH-21", 6)):
        whole(
            unit, "2.7", target, expected_result=f"Villages of {unit} know", unit_of_count="event"
        )
    planned("KH-08", "2.7.01", 4, unit_of_count="event")
    progressed("KH-08", "committee", "2021-01", {"2.7": (3, "held_up", "No fuel")})


def groups_of(strategy):
    with factories.secretariat():
        groups = ActivityGroup.objects.filter(strategy__number=strategy)
        return list(groups.values_list("code", flat=True))


def whole(unit, code, target, **more):
    """A group planned as a whole."""
    from reporting.models import PlannedActivity

    with acting(factories.person_of(unit, "officer")) as officer:
        PlannedActivity.objects.create(
            organisation_unit=officer.unit, year=2021, target=target, months=[1, 2],
            activity=Activity.everything.get(code=code), **more,
        )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("person", [KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER, "wg-just.lead"])
def test_every_strategy_and_group_has_a_page(signed_in, year_2021, person, language):
    client = signed_in(person)
    client.cookies["nsp_language"] = language
    for number in (1, 2, 3, 4):
        page = client.get(f"/plan/2021/strategy/{number}/?language={language}")
        assert page.status_code == 200
        for code in groups_of(number):
            assert f"/plan/2021/group/{code}/" in page.text
            group = client.get(f"/plan/2021/group/{code}/?language={language}")
            assert group.status_code == 200
            assert f"/plan/2021/strategy/{number}/" in group.text
    assert client.get("/plan/2021/strategy/5/").status_code == 404
    assert client.get("/plan/2021/group/9.9/").status_code == 404
    assert client.get("/plan/1990/group/2.7/").status_code == 404


def test_a_group_as_a_whole_is_planned_and_reported_on(year_2021):
    with acting(REVIEWER):
        progress = PlanProgress(2021, "en")
        group = next(one for one in progress.groups if one.group.code == "2.7")
        assert group.whole is not None
        assert [group.whole.target.number, group.whole.done] == [18, 3]
        assert (group.planned, group.begun, group.held_up) == (2, 1, 1)
        assert group.unplanned == []
        assert len(group.activities) == group.group.activity_count


def test_the_page_of_a_group_says_who_what_and_what_hinders(signed_in, year_2021):
    page = signed_in(REVIEWER).get(GROUP).text
    for words in ("Villages of KH-08 know", "Villages of KH-21 know", "No fuel", "Who does it",
                  "10 activities have no title in the portal yet", "The group as a whole",
                  "Explore its figures", "No text of an accepted report of 2021"):  # fmt: skip
        assert words in page
    assert "Villages of KH-21 know" not in signed_in(KANDAL_OFFICER).get(GROUP).text
    assert "No fuel" not in signed_in(TAKEO_OFFICER).get(GROUP).text
    assert "No fuel" in signed_in(REVIEWER).get(STRATEGY).text


@pytest.mark.parametrize("code", ["1.3", "2.1"])
def test_a_group_without_a_table_says_who_can_supply_one(signed_in, year_2021, code):
    page = signed_in(REVIEWER).get(f"/plan/2021/group/{code}/").text
    assert f"No table of numbers shows group {code}" in page
    assert "Add a table" not in page
    assert "Add a table" in signed_in("gs.administrator").get(f"/plan/2021/group/{code}/").text
    assert code in signed_in(KANDAL_OFFICER).get("/plan/2021/titles/").text


def test_years_stand_side_by_side(signed_in, year_2021):
    page = signed_in(REVIEWER).get("/plan/2021/activities/2.7.01/").text
    assert "Planned and done, year by year" in page
    assert signed_in(REVIEWER).get("/plan/2021/activities/2.7/").status_code == 302


def test_what_is_missing_leads_the_administrator_to_the_import(signed_in, year_2021):
    officer = signed_in(KANDAL_OFFICER).get("/plan/2021/titles/").text
    assert "234 of 235 activities have no title." in officer
    assert "Send the titles from Excel" not in officer
    assert (
        "Send the titles from Excel" in signed_in("gs.administrator").get("/plan/2021/titles/").text
    )


def test_a_page_in_khmer_has_no_english_but_names(signed_in, year_2021):
    client = signed_in(REVIEWER)
    for at in (STRATEGY, "/plan/2021/titles/", "/plan/2021/action-plans/"):
        text = " ".join(Shown.on(client.get(f"{at}?language=km").text).text)
        assert not [word for word in LATIN.findall(text) if len(word) > 5], at


def test_indicators_stand_where_they_serve_the_plan(signed_in, year_2021):
    client = signed_in(REVIEWER)
    assert "No indicator has been worked out for this year" in client.get(STRATEGY).text
    factories.accepted("GS", "secretariat", "2021-02", {"meetings.times": 450})
    factories.consolidated(2021)
    with factories.acting(factories.CONSOLIDATOR) as actor:
        meetings = Indicator.objects.get(code="meetings_held")
        draft_target(
            by=actor, indicator=meetings, year=2023, value=Decimal(600), decided_by="The Committee"
        )
        publish_target(by=actor, indicator=meetings, year=2023)
    first = client.get("/plan/2021/strategy/1/").text
    for words in ("/indicators/2021/meetings_held/", ">450<", "of the way", "600"):
        assert words in first, words
    assert "/indicators/2021/meetings_held/" not in client.get(STRATEGY).text
    with factories.secretariat():
        group = Indicator.objects.get(code="meetings_held").group
    assert "/indicators/2021/meetings_held/" in client.get(f"/plan/2021/group/{group}/").text
    assert "/indicators/2021/meetings_held/" not in client.get(GROUP).text
    officer = signed_in(KANDAL_OFFICER)
    said = "The indicators of a year stand here once its national figures are published."
    assert said in officer.get("/plan/2021/strategy/1/").text


def asked(client, at):
    with CaptureQueriesContext(connection) as found:
        assert client.get(at).status_code == 200
    return len(found)


def test_the_pages_ask_as_often_for_one_unit_as_for_three(signed_in, year_2020):
    opened(date(2021, 5, 20))
    client = signed_in(REVIEWER)
    whole("KH-08", "2.7", 3)
    progressed("KH-08", "committee", "2021-01", {"2.7": (1, "going_on", "")})
    pages = (GROUP, STRATEGY, "/plan/2021/action-plans/", "/plan/2021/titles/")
    one = [asked(client, at) for at in pages]
    for unit in ("KH-21", "KH-20"):
        whole(unit, "2.7", 3)
        progressed(unit, "committee", "2021-01", {"2.7": (1, "held_up", "Rain")})
    assert [asked(client, at) for at in pages] == one


def test_the_schedule_has_five_years_side_by_side(signed_in, year_2021):
    client = signed_in(REVIEWER)
    book = load_workbook(io.BytesIO(client.get("/plan/2021/schedule.xlsx").content))
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    texts = {str(cell) for row in rows for cell in row if cell is not None}
    assert {"2019", "2020", "2021", "2022", "2023"} <= texts
    codes = [row[0] for row in rows]
    for strategy in (1, 2, 3, 4):
        for code in groups_of(strategy):
            assert code in codes
    assert "2.7.01" in codes
    assert "2.7.02" not in codes, "untitled and unplanned"
    group = next(row for row in rows if row[0] == "2.7")
    assert group[2] == 2, "units that plan it"
    assert len(group) == 3 + 60
    planned_in = [place - 3 for place, cell in enumerate(group) if cell == "×"]
    assert planned_in == [24, 25], "January and February of 2021, the third of five years"
    [sheet] = [one for one in book.worksheets if one.freeze_panes]
    assert str(sheet.freeze_panes).startswith("C")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.print_title_rows
    assert sheet.print_area
    own = signed_in(KANDAL_OFFICER)
    mine = load_workbook(io.BytesIO(own.get("/plan/2021/units/KH-08/schedule.xlsx").content))
    assert "Kandal" in mine.worksheets[0]["A1"].value


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_schedule_is_printed_across(signed_in, year_2021, language):
    client = signed_in(REVIEWER)
    for at in ("/plan/2021/schedule.pdf", "/plan/2021/units/KH-08/schedule.pdf"):
        made = client.get(f"{at}?language={language}")
        pages = PdfReader(io.BytesIO(made.content)).pages
        wide = [page for page in pages if page.mediabox.width > page.mediabox.height]
        assert wide, at
        assert all(round(page.mediabox.width) == 1191 for page in wide), "A3"
        for page in wide:
            words = "".join(page.extract_text().split())
            assert ("2019" if language == "en" else "២០១៩") in words, "the heads stand on each page"
