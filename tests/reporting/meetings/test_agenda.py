"""An agenda writes itself from each of its sources, and its keeper changes it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reporting.access import Overtaken
from reporting.commitments.actions import (
    CommitmentOrigin,
    CommitmentTexts,
    answer,
    make_commitment,
)
from reporting.entry.access import access_to_report
from reporting.entry.page.actions.draft_changes import ProgressText
from reporting.entry.page.actions.page_saves import save_progress
from reporting.meetings.actions import agendas, meetings
from reporting.meetings.queries.agenda import Agenda, agenda_of
from reporting.models import AgendaSource, PlannedActivity
from reporting.review.actions import approval, comments
from strategies.models import Activity
from tests import factories
from tests import meetings as given
from tests.calendars import opened_year
from tests.factories import KANDAL_OFFICER, REVIEWER, acting, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")
KANDAL, TAKEO = "KH-08", "KH-21"


def texts(agenda: Agenda, source: AgendaSource) -> list[str]:
    return [line.text for line in agenda.lines if line.source is source]


@pytest.fixture
def may(year_2020: None) -> None:
    """2022 is open and it is the 10th of May."""
    opened_year(2022, "2022-05-10")


def test_late_reports_stand_on_it_and_lead_to_them(may: None) -> None:
    found = given.agenda(given.planned(KANDAL, "2022-05-10"), KANDAL_OFFICER)
    [line] = [line for line in found.lines if line.source is AgendaSource.LATE]
    assert "Kandal" in line.text
    assert "late" in line.text
    assert line.address == "/reports/"
    nation = given.planned("GS", "2022-05-10", by=REVIEWER, kind="quarter")
    of_nation = texts(given.agenda(nation, REVIEWER), AgendaSource.LATE)
    assert len(of_nation) == 9, "eight units and how many more there are"
    assert "more units have late reports" in of_nation[-1]


def test_a_report_that_came_late_was_late_on_the_day(may: None) -> None:
    before = given.agenda(given.planned(KANDAL, "2022-03-10"), KANDAL_OFFICER)
    factories.submitted(KANDAL, "committee", "2022-01", {})
    after = given.agenda(given.planned(KANDAL, "2022-03-10"), KANDAL_OFFICER)
    assert texts(before, AgendaSource.LATE) == texts(after, AgendaSource.LATE)


def test_comments_that_wait_are_findings_of_the_unit(may: None) -> None:
    factories.submitted(KANDAL, "committee", "2022-01", {})
    with acting(REVIEWER) as reviewer:
        access = access_to_report(reviewer, unit=KANDAL, period="2022-01", data_set="committee")
        comments.say(comments.OfReport(access), text="How many were females?")
    found = given.agenda(given.planned(KANDAL, "2022-04-10"), KANDAL_OFFICER)
    assert not texts(found, AgendaSource.FINDING), "it was asked after the day"
    found = given.agenda(given.planned(KANDAL, "2022-05-10"), KANDAL_OFFICER)
    [said] = texts(found, AgendaSource.FINDING)
    assert "How many were females?" in said


def test_discrepancies_stand_on_the_agenda_of_the_secretariat() -> None:
    meeting = given.planned("GS", "2020-12-30", by=REVIEWER, kind="year")
    lines = given.agenda(meeting, REVIEWER).lines
    found = [line for line in lines if line.source is AgendaSource.FINDING]
    assert 0 < len(found) <= 9
    assert all(line.address.startswith("/discrepancies/2020/") for line in found)


def test_activities_that_are_held_up_stand_on_it(may: None) -> None:
    with secretariat():
        activity = Activity.everything.filter(number=0).order_by("pk").first()  # a whole group
        assert activity is not None
        PlannedActivity.objects.create(
            organisation_unit=factories.unit(KANDAL), activity=activity, year=2022
        )
    with acting(KANDAL_OFFICER) as officer:
        _officer, opened = factories.begin(KANDAL, "committee", "2022-03")
        said = ProgressText("held_up", None, "The road is under water.")
        save_progress(by=officer, access=opened, progress={activity.code: said})
        factories.answered(officer, opened)
    factories.handed_over(KANDAL, "committee", "2022-03")
    with acting(factories.KANDAL_APPROVER) as approver:
        approval.submit(
            by=approver,
            access=access_to_report(approver, unit=KANDAL, period="2022-03", data_set="committee"),
        )
    found = given.agenda(given.planned(KANDAL, "2022-05-10"), KANDAL_OFFICER)
    assert any("under water" in text for text in texts(found, AgendaSource.HELD_UP))


def test_figures_that_moved_stand_on_it(may: None) -> None:
    cell = "direct_publicity[forums].persons"
    factories.accepted(KANDAL, "committee", "2022-02", {cell: 100})
    factories.accepted(KANDAL, "committee", "2022-03", {cell: 260})
    found = given.agenda(given.planned(KANDAL, "2022-05-10"), KANDAL_OFFICER)
    [line] = [line for line in found.lines if line.source is AgendaSource.MOVED]
    assert "260 in March 2022, 100 in February 2022 (+160%)" in line.text
    assert line.address == "/reports/KH-08/committee/2022-03/"
    of_nation = given.planned("GS", "2022-05-10", by=REVIEWER, kind="quarter")
    [line] = [
        line
        for line in given.agenda(of_nation, REVIEWER).lines
        if line.source is AgendaSource.MOVED
    ]
    assert line.address == "/explore/?table=direct_publicity"


def commitment(due: str, *, code: str = KANDAL, text: str = "Train the police.") -> int:
    with acting(REVIEWER) as reviewer:
        made = make_commitment(
            by=reviewer,
            origin=CommitmentOrigin("outside", 2022),
            texts=CommitmentTexts(text_en=text),
            units=[factories.unit(code)],
            due=date.fromisoformat(due),
        )
        return made.number


def test_commitments_that_are_due_or_overdue_stand_on_it(may: None) -> None:
    overdue, soon = commitment("2022-04-01"), commitment("2022-05-20", text="Print leaflets.")
    commitment("2022-12-01", text="Later.")
    commitment("2022-04-01", code=TAKEO, text="Not ours.")
    found = texts(
        given.agenda(given.planned(KANDAL, "2022-05-10"), KANDAL_OFFICER), AgendaSource.COMMITMENT
    )
    assert [text.split(":")[0] for text in found] == [
        f"No. {overdue} (Kandal)",
        f"No. {soon} (Kandal)",
    ]
    assert "Overdue since" in found[0]
    assert "Due on" in found[1]


def test_a_decision_stands_on_the_next_agenda_until_it_is_answered(may: None) -> None:
    march = given.held(KANDAL, "2022-03-10")
    given.decided(KANDAL, march, "Visit every district.", "2022-03-31")
    given.decided(KANDAL, march, "Call the schools.", "2022-12-31")
    made = given.signed(KANDAL, march)
    april = given.planned(KANDAL, "2022-04-10")
    waiting = texts(given.agenda(april, KANDAL_OFFICER), AgendaSource.DECISION)
    assert ["overdue" in text for text in waiting] == [True, False]
    with acting(factories.KANDAL_APPROVER) as approver:
        answer(by=approver, commitment=made[1], status="done", text="All called.", evidence="")
    later = given.planned(KANDAL, "2022-05-10")
    found = given.agenda(later, KANDAL_OFFICER)
    assert len(texts(found, AgendaSource.DECISION)) == 1


def test_its_keeper_adds_strikes_out_and_moves(may: None) -> None:
    commitment("2022-04-01")
    meeting = given.planned(KANDAL, "2022-05-10")
    first = given.agenda(meeting, KANDAL_OFFICER)
    assert len(first.lines) >= 2
    with acting(KANDAL_OFFICER) as officer:
        own = agendas.add_item(by=officer, meeting=meeting, text_en="The flood", text_km="")
        assert agenda_of(meeting, officer, "en").keys == [*first.keys, own.key]
        agendas.change_item(by=officer, meeting=meeting, key=own.key, step="up")
        moved = agenda_of(meeting, officer, "en").keys
        assert moved.index(own.key) == len(first.keys) - 1
        agendas.change_item(by=officer, meeting=meeting, key=first.keys[0], step="strike")
        now = agenda_of(meeting, officer, "en")
        assert first.keys[0] not in now.keys
        assert [line.key for line in now.struck_out] == [first.keys[0]]
        agendas.change_item(by=officer, meeting=meeting, key=first.keys[0], step="restore")
        assert first.keys[0] in agenda_of(meeting, officer, "en").keys


def test_the_agenda_of_a_held_meeting_stays(may: None) -> None:
    commitment("2022-04-01")
    meeting = given.held(KANDAL, "2022-05-10")
    stood = given.agenda(meeting, KANDAL_OFFICER)
    commitment("2022-04-02", text="Newer.")
    assert given.agenda(meeting, KANDAL_OFFICER).keys == stood.keys
    in_khmer = given.agenda(meeting, KANDAL_OFFICER, "km")
    assert in_khmer.keys == stood.keys
    assert in_khmer.lines[0].text != stood.lines[0].text
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Overtaken):
        agendas.change_item(by=officer, meeting=meeting, key=stood.keys[0], step="strike")


def asked(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act()
    return len(queries)


def test_an_agenda_takes_as_many_queries_for_one_item_as_for_three(may: None) -> None:
    meeting = given.planned(KANDAL, "2022-05-10")

    def read() -> int:
        with acting(KANDAL_OFFICER) as officer:
            return asked(lambda: agenda_of(meeting, officer, "en"))

    commitment("2022-04-01")
    read()
    one = read()
    for day in ("2022-04-02", "2022-04-03"):
        commitment(day)
    assert read() == one


def test_a_list_takes_as_many_queries_for_one_meeting_as_for_three(
    signed_in: Callable[[str], Client],
) -> None:
    client = signed_in(KANDAL_OFFICER)
    given.held(KANDAL, "2021-01-10")
    client.get("/meetings/?language=en", follow=True)
    one = asked(lambda: client.get("/meetings/"))
    for day in ("2021-02-10", "2021-03-10"):
        given.held(KANDAL, day)
    assert asked(lambda: client.get("/meetings/")) == one


def test_a_meeting_of_an_unopened_year_has_an_agenda_too() -> None:
    meeting = given.planned(KANDAL, "2021-05-10")
    found = given.agenda(meeting, KANDAL_OFFICER)
    assert not texts(found, AgendaSource.LATE)
    with acting(KANDAL_OFFICER) as officer:
        meetings.hold(by=officer, meeting=meeting, text=given.text_held())
