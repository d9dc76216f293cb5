"""An officer answers within the report: saved as everything else there, signed with it; once it is
accepted, it stands in the register."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from reporting.access import Refused
from reporting.commitments.queries.answers import RegisterClock, told_answers
from reporting.commitments.queries.register import commitments, lines
from reporting.commitments.rules.standing import Standing
from reporting.entry.page.actions.page_saves import save_commitments
from reporting.entry.page.queries.report_content import content_of
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.models import CommitmentAnswer, Edit
from reporting.review.queries.receipt import content_digest
from tests import factories
from tests.commitments import decision, direction, load
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
)

NUMBERS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}
SAID = CommitmentText("going_on", "Two courses were held.", "Letter 12 of 3 March")


def said_in(promise, period="2021-03", text=SAID, code="KH-08", data_set="committee"):
    """A draft of this unit, with what it says of the commitment."""
    revision = factories.drafted(code, data_set, period, NUMBERS if code == "KH-08" else {})
    with acting(factories.person_of(code, "officer")) as officer:
        _officer, opened = factories.begin(code, data_set, period)
        save_commitments(by=officer, access=opened, texts={promise.number: text})
    return revision


def accepted(period):
    factories.accepted("KH-08", "committee", period, NUMBERS)


def stands(promise):
    with acting(REVIEWER) as reviewer:
        [line] = lines(
            commitments(RegisterClock.of()).filter(pk=promise.pk),
            reviewer,
            RegisterClock.of(),
            "en",
        )
        return line


def asked(code, period, data_set="committee"):
    revision = factories.drafted(code, data_set, period, {})
    with acting(factories.person_of(code, "officer")):
        return [one.number for one in content_of(revision).commitments]


@pytest.fixture
def promise(year_2020):
    """Of a meeting in February of 2021."""
    made = decision("KH-08", due=date(2021, 6, 30))
    return made


@pytest.fixture(autouse=True)
def in_2021(monkeypatch):
    """Decisions are made in February of 2021."""
    monkeypatch.setattr(
        "reporting.commitments.actions.commitments.now_of",
        lambda year: datetime(2021, 2, 10, tzinfo=UTC),
    )


def test_a_report_asks_what_its_unit_answers_from_then_on(promise):
    assert asked("KH-08", "2021-03") == [promise.number]
    assert asked("KH-08", "2021-01") == []  # before the meeting
    assert asked("KH-21", "2021-03") == []


def test_a_direction_is_asked_in_the_year_after_its_report(year_2020):
    load()
    number = direction("V.D.5").number
    assert number in asked("MOSVY", "2021-01", "ministry")


def test_it_stands_in_the_register_once_the_report_is_accepted(promise):
    said_in(promise)
    assert stands(promise).standing is Standing.UNANSWERED
    accepted("2021-03")
    line = stands(promise)
    assert line.standing is Standing.GOING_ON
    assert line.newest.answer.text == "Two courses were held."
    assert line.newest.period.url == "2021-03"


def test_the_newest_report_stands_and_a_closed_one_is_asked_no_more(promise):
    said_in(promise, "2021-03")
    accepted("2021-03")
    said_in(promise, "2021-04", CommitmentText("done", "All courses were held."))
    accepted("2021-04")
    line = stands(promise)
    assert (line.standing, len(line.answers)) == (Standing.DONE, 2)
    assert asked("KH-08", "2021-05") == []
    assert asked("KH-08", "2021-02") == [promise.number]


def test_it_is_part_of_what_is_signed(promise):
    revision = said_in(promise)
    with acting(KANDAL_OFFICER) as officer:
        first = content_digest(revision)
        CommitmentAnswer.objects.filter(revision=revision).update(text="Something else.")
        assert content_digest(revision) != first
        assert officer.unit.code == "KH-08"


def test_what_was_signed_is_not_changed_even_by_sql(promise):
    revision = said_in(promise)
    accepted("2021-03")
    with acting(KANDAL_APPROVER):
        rows = CommitmentAnswer.objects.filter(revision=revision)
        assert rows.update(text="Never held.") == 0
        assert rows.delete()[0] == 0
        row = rows.get()
        row.pk = None
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


def test_what_is_not_asked_is_refused(promise):
    revision = factories.drafted("KH-21", "committee", "2021-03", {})
    with acting(TAKEO_OFFICER) as officer:
        _officer, opened = factories.begin("KH-21", "committee", "2021-03")
        with pytest.raises(Refused, match="not asked of your unit"):
            save_commitments(by=officer, access=opened, texts={promise.number: SAID})
        with pytest.raises(DatabaseError), transaction.atomic():
            CommitmentAnswer.objects.create(
                commitment_id=promise.pk, organisation_unit=officer.unit, revision=revision,
                status="done", text="Done.", at="2021-03-01T10:00Z", by=officer.user,
            )  # fmt: skip


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_the_page_saves_it_by_itself(promise, signed_in):
    revision = factories.drafted("KH-08", "committee", "2021-03", NUMBERS)
    client = signed_in(KANDAL_OFFICER)
    address = "/reports/KH-08/committee/2021-03/"
    page = client.get(address)
    name = f"commitment:{promise.number}:"
    assert f'name="{name}status"' in page.text
    [found] = re.findall(r'id="report-live"[^>]*>(.*?)</script>', page.text)
    live = json.loads(found)
    inputs = {f"{name}status": "held_up", f"{name}text": "No room was found."}
    answer = client.post(
        f"{address}save/",
        data={
            "user": live["user"], "revision": live["revision"], "inputs": inputs,
            "before": dict.fromkeys(inputs, ""), "shown": live["shown"],
        },
        content_type="application/json",
    ).json()  # fmt: skip
    assert answer["saved"] == inputs
    with acting(KANDAL_OFFICER):
        row = CommitmentAnswer.objects.get(revision=revision)
        assert (row.status, row.text) == ("held_up", "No room was found.")
        assert Edit.objects.filter(revision=revision, name__startswith="commitment:").count() == 2
    assert "No room was found." in client.get(address).text
    wrong = client.post(address, {f"{name}status": "perhaps"})
    assert "Choose one of the states of the list." in wrong.text


def test_a_state_without_words_is_asked_about(promise):
    revision = said_in(promise, text=CommitmentText("done"))
    with acting(KANDAL_OFFICER):
        rules = [check.finding.rule for check in content_of(revision).checks]
    assert "commitment_unsaid" in rules


def test_what_is_due_in_the_period_is_asked_about(promise):
    revision = factories.drafted("KH-08", "committee", "2021-06", {})
    with acting(KANDAL_OFFICER):
        [check] = [
            one for one in content_of(revision).checks if one.finding.rule == "commitment_due"
        ]
        assert check.finding.cells == (f"commitments[{promise.number}].status",)


def test_what_a_reopened_report_says_goes_on_into_its_next_revision(promise):
    first = said_in(promise)
    accepted("2021-03")
    factories.reopened("KH-08", "committee", "2021-03")
    said_in(promise, text=CommitmentText("done", "All courses were held."))
    assert stands(promise).standing is Standing.GOING_ON  # the accepted one, until the next is
    accepted("2021-03")
    line = stands(promise)
    assert [told.answer.text for told in line.answers] == ["All courses were held."]
    with acting(REVIEWER):
        assert first.commitment_answers.get().text == "Two courses were held."


def test_what_is_said_in_a_year_to_practise_on_counts_there_alone(promise, monkeypatch):
    said_in(promise)
    accepted("2021-03")
    monkeypatch.setattr(
        "reporting.commitments.queries.answers.practice_years", lambda: frozenset({2021})
    )
    with secretariat():
        real, practised = (
            told_answers([promise.pk], RegisterClock.of(year)) for year in (None, 2021)
        )
    assert not real
    assert [told.answer.status for told in practised[promise.pk]] == ["going_on"]


def test_the_reviewer_reads_the_answers_beside_the_tables(promise, signed_in):
    other = decision("KH-08", text="Write to the districts.")
    said_in(promise)
    factories.submitted("KH-08", "committee", "2021-03", NUMBERS)
    page = signed_in(REVIEWER).get("/reports/KH-08/committee/2021-03/review/")
    assert page.status_code == 200
    section = page.text.partition('<h2 id="commitments">')[2].partition("</section>")[0]
    for words in ("Going on", "Two courses were held.", "Letter 12 of 3 March", "Count again."):
        assert words in section, words
    assert other.text_en not in section
    assert "1 commitment of the unit is not answered in this report." in section


def test_a_quarter_begins_with_what_its_months_said_last(promise):
    other = decision("KH-08", text="Write to the districts.")
    said_in(promise, "2021-02", SAID)
    accepted("2021-02")
    said_in(promise, "2021-03", CommitmentText("done", "All courses were held.", "Letter 20"))
    accepted("2021-03")
    with acting(KANDAL_OFFICER) as officer:
        _officer, opened = factories.begin("KH-08", "committee", "2021-Q1")
        row = opened.revision.commitment_answers.get()
        assert (row.commitment_id, row.status, row.evidence) == (promise.pk, "done", "Letter 20")
        assert row.by == officer.user
        found = {one.number: one.said for one in content_of(opened.revision).commitments}
    assert found[promise.number].text == "All courses were held."
    assert found[other.number] == CommitmentText()
