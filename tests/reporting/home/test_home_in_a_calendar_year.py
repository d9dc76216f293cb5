"""The homes in a year with a calendar: what is asked of each role, most urgent first."""

import re
from datetime import date

import pytest

from provinces.models import Membership, User
from provinces.roles import Role
from reporting.calendar.queries.owed_reports import Calendar, calendars, owed
from reporting.calendar.rules.deadlines import Rule
from reporting.entry.access import access_to_report
from reporting.entry.page.queries.report_content import content_of
from reporting.entry.page.views.report_sections import states_of
from reporting.home.queries.administrator import to_correct
from reporting.home.queries.nation import Nation, late_units
from reporting.home.queries.own_unit import shown_year, unit_year
from reporting.kernel.periods import PeriodKind
from reporting.models import Revision
from reporting.review.actions import approval
from reporting.review.queries.inbox import waiting
from tests import factories
from tests.calendars import it_is, opened_year
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    acting,
    secretariat,
)

CELL = "returnee_interviews.times"
ADMINISTRATOR = "gs.administrator"


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def returned(code, period, comment):
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit=code, period=period, data_set="committee")
        approval.send_back(by=reviewer, access=found, comment=comment)


@pytest.fixture
def spring(year_2020):
    """The 7th of April 2021 in Kandal: February came back, January is signed, March is begun, the
    first quarter waits for its signature."""
    opened_year(2021, "2021-02-02")
    factories.submitted("KH-08", "committee", "2021-01", {CELL: 1})
    it_is(2021, "2021-03-08")
    factories.submitted("KH-08", "committee", "2021-02", {CELL: 1})
    returned("KH-08", "2021-02", "Only one interview?")
    it_is(2021, "2021-04-07")
    factories.drafted("KH-08", "committee", "2021-03", {CELL: 1})
    factories.prepared("KH-08", "committee", "2021-Q1", {CELL: 1})


def test_an_officer_finds_what_is_owed_most_urgent_first(signed_in, spring):
    client = signed_in(KANDAL_OFFICER)
    page = text_of(client.get("/"))
    assert "3 reports want something from your unit" in page
    assert (
        page.index("Only one interview?")
        < page.index("Overdue by 2 days: it was due on 5 April 2021.")
        < page.index("Waits for the signature of an approver.")
    )
    assert "0 of 24 sections answered" in page
    assert "Correct it : February 2021" in page
    assert "Go on : March 2021" in page
    assert client.post("/reports/KH-08/committee/2021-02/next/").status_code == 302
    assert "Go on correcting : February 2021" in text_of(client.get("/"))


def test_one_click_begins_what_nobody_has_begun(signed_in):
    opened_year(2021, "2021-02-10")
    client = signed_in(KANDAL_OFFICER)
    page = client.get("/").text
    [form] = re.findall(r'<form method="post" action="/reports/new/">.*?</form>', page, re.S)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    fields.pop("csrfmiddlewaretoken")
    assert client.post("/reports/new/", fields)["Location"] == "/reports/KH-08/committee/2021-01/"
    assert "/calendar/more-time/committee/2021-01/" in page


def test_for_an_approver_what_waits_for_the_signature_stands_first(signed_in, spring):
    page = text_of(signed_in(KANDAL_APPROVER).get("/"))
    assert page.index("Read it and sign : quarter 1") < page.index("Only one interview?")


def test_the_year_at_a_glance_says_each_period_in_words(signed_in, spring):
    page = signed_in(KANDAL_VIEWER).get("/").text
    assert page.count('class="square square-') == 20
    assert "February 2021: Returned. Returned by the Secretariat." in page
    assert "April 2021: Not open yet. Opens on 25 April 2021." in page
    assert 'colspan="10"' in page


def test_a_unit_that_has_done_everything_is_told_so(signed_in):
    opened_year(2021, "2021-01-02")
    assert "Nothing is waiting for your unit." in signed_in(KANDAL_OFFICER).get("/").text


def test_a_closed_report_asks_for_more_time(signed_in):
    opened_year(2021, "2021-02-20", rules={PeriodKind.MONTH: Rule(due_day=5, closes_days=7)})
    page = text_of(signed_in(KANDAL_OFFICER).get("/"))
    assert "Closed on 12 February 2021 without a report." in page
    assert "Ask for more time : January 2021" in page


def test_the_address_of_a_report_that_nobody_has_begun_says_how_it_stands(signed_in):
    opened_year(2021, "2021-02-20")
    kandal, takeo = signed_in(KANDAL_OFFICER), signed_in("takeo.officer")
    later = kandal.get("/reports/KH-08/committee/2021-06/")
    assert later.status_code == 404
    assert "Nobody has begun this report yet" in later.text
    assert "Opens on" in later.text
    owing = kandal.get("/reports/KH-08/committee/2021-01/")
    assert 'action="/reports/new/"' in owing.text
    for client, address in (
        (takeo, "/reports/KH-08/committee/2021-01/"),
        (kandal, "/reports/KH-08/committee/2021-13/"),
        (kandal, "/reports/KH-08/ministry/2021-01/"),
    ):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "There is nothing here" in answer.text, address


def test_the_queries_of_a_unit_stay_the_same(spring, django_assert_num_queries):
    with acting(KANDAL_OFFICER) as officer:
        opened = calendars()
        for _time in range(2):
            with django_assert_num_queries(10):
                assert len(unit_year(officer.unit, opened).reports) == 20
            factories.begin("KH-08", "committee", "2021-02")


def test_the_inbox_stands_by_deadline_and_is_narrowed_down(signed_in, spring):
    with acting(KANDAL_OFFICER):
        factories.begin("KH-08", "committee", "2021-02")
    factories.handed_over("KH-08", "committee", "2021-02")
    with acting(KANDAL_APPROVER) as signer:
        here = access_to_report(signer, unit="KH-08", period="2021-02", data_set="committee")
        approval.submit(by=signer, access=here)
    client = signed_in(REVIEWER)
    page = text_of(client.get("/"))
    assert "2 reports to read" in page
    assert page.index("Kandal, January 2021") < page.index("Kandal, February 2021")
    assert "5 February 2021 came on time" in page
    assert "5 March 2021 came late Sent again: revision 2" in page
    accepting = text_of(client.get("/review/"))
    assert accepting.index("Kandal, January 2021") < accepting.index("Kandal, February 2021")
    assert "Nothing like that is waiting." in client.get("/?kind=ministry").text
    assert "1 unit to chase" in text_of(client.get("/?data_set=courts"))


def test_of_one_deadline_what_looks_wrong_stands_first_and_is_read_next(signed_in):
    opened_year(2021, "2021-02-02")
    for code in ("KH-20", "KH-21", "KH-08"):
        factories.submitted(code, "committee", "2021-01", {CELL: 1})
    reviewer = signed_in(REVIEWER)
    reviewer.post("/reports/KH-21/committee/2021-01/comments/", {"place": "", "text": "Really?"})
    with acting(REVIEWER) as reading:
        order = [one.revision.report.organisation_unit.code for one in waiting(reading, "en")]
    assert order == ["KH-21", "KH-20", "KH-08"]
    for address in ("/", "/review/"):
        page = text_of(reviewer.get(address))
        assert page.index("Takeo, January 2021") < page.index("Kandal, January 2021"), address
        assert "1 open comment" in page, address
    assert reviewer.get("/review/").text.count('type="checkbox"') == 2
    decided = reviewer.post("/reports/KH-20/committee/2021-01/accept/", follow=True)
    assert "Next in the inbox: Takeo, January 2021" in text_of(decided)


def test_who_is_late_is_chased_with_their_address(signed_in, spring):
    page = signed_in(REVIEWER).get("/").text
    assert "58 units to chase" in page
    assert "3 reports, up to 61 days" in text_of(signed_in(REVIEWER).get("/"))
    assert re.search(
        r'href="mailto:mosvy\.\w+@demo\.invalid\?subject=Your%20report%20is%20late"', page
    )


def test_the_queries_of_the_inbox_stay_the_same(spring, django_assert_num_queries):
    reviewer = factories.actor(REVIEWER)
    for count, code in enumerate(("KH-20", "KH-21", ""), start=1):
        with secretariat():
            opened = calendars()
            with django_assert_num_queries(2):
                assert len(waiting(reviewer, "en", opened)) == count
            reports = owed(opened=opened)
            with django_assert_num_queries(3):
                assert len(late_units(reports, "en")) == 58
        if code:
            factories.submitted(code, "committee", "2021-01", {CELL: 1})


def test_the_nation_on_one_screen(signed_in, spring, django_assert_num_queries):
    page = signed_in(SECRETARY_GENERAL).get("/")
    text = text_of(page)
    assert "The nation 2021" in text
    # 3 months of 58 units, and of a second form of two of them, are due; two came, one of them late
    assert "Of 180 reports that are due by now, 2 have come, 1 of them on time." in text
    assert "reporting rate" in text
    assert "overdue" in text
    assert "The nation 2021" in signed_in(CONSOLIDATOR).get("/?year=1999").text
    with secretariat():
        [calendar] = calendars().values()
        with django_assert_num_queries(12):
            nation = Nation(2021, "en", calendar)
            found = {tile.unit.code: tile.state for tile in nation.tiles}
            assert nation.late
            assert nation.lines
    assert (found["KH-08"], found["KH-21"]) == ("overdue", "overdue")


def test_an_administrator_finds_what_is_to_be_corrected(signed_in, django_assert_num_queries):
    client = signed_in(ADMINISTRATOR)
    page = text_of(client.get("/"))
    assert "Everybody belongs to a unit." in page
    assert "has no calendar" in page
    with secretariat():
        User.objects.create_user("new.person", full_name_en="Somebody New")
        Membership.objects.filter(organisation_unit__code="KH-08", role="approver").delete()
        with django_assert_num_queries(10):
            found = to_correct()
    assert [one.lacks for one in found.units] == [[Role.APPROVER]]
    page = text_of(client.get("/"))
    assert "2 people belong to no unit" in page  # with the approver of Kandal
    assert "Somebody New" in page
    assert "Kandal missing: Approver" in page


@pytest.mark.parametrize(
    ("today", "years", "practice", "asked", "shown"),
    [
        ("2027-03-01", [2026, 2027], [], "", 2027),
        ("2027-01-10", [2026, 2027], [], "", 2026),  # nothing of 2027 is due yet
        ("2027-03-01", [2026, 2027], [], "2026", 2026),
        ("2027-03-01", [2026], [2021], "", 2026),
        ("2027-03-01", [], [2021], "x", 2021),
        ("2026-11-01", [2027], [], "", 2027),
        ("2026-11-01", [], [], "2020", None),
    ],
)
def test_the_year_that_is_shown(today, years, practice, asked, shown):
    opened = {
        year: Calendar(year, date.fromisoformat(today), year in practice, None, {}, frozenset())
        for year in [*years, *practice]
    }
    assert shown_year(opened, asked) == shown


def test_the_home_and_the_page_of_a_report_count_its_sections_alike(year_2020):
    """Of every unit that owes: forms leave out tables of other units and of other years."""
    opened_year(2021, "2021-04-07")
    with secretariat():
        owing = [one for one in owed([2021]) if one.period.code in ("202103", "2021Q1")]
    for one in owing:
        factories.drafted(one.unit.code, one.data_set.code, one.period.code, {})
    factories.drafted("KH-08", "committee", "2021-03", {CELL: 1})
    compared = []
    with secretariat():
        opened = calendars([2021])
        for unit in {one.unit.pk: one.unit for one in owing}.values():
            for task in unit_year(unit, opened).tasks:
                if task.owed.reported is None:
                    continue
                content = content_of(Revision.objects.get(pk=task.owed.reported.revision_id))
                states = states_of(content)
                page = (sum(one.is_answered for one in states), len(states))
                assert (task.complete.answered, task.complete.asked) == page, task.owed
                compared.append((task.owed.data_set.code, *page))
    assert len(compared) == len(owing) > 50
    assert ("committee", 0, 24) in compared
    assert len({one[0] for one in compared}) > 4
