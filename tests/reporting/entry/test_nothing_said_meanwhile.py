"""“Nothing this period”, said by one while another has the page open: nobody's words are lost."""

import re
from html import unescape

import pytest

from provinces.models import User
from reporting.models import Revision
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER

PAGE = "/reports/KH-08/committee/2021-03/"
TICK, REASON = "nothing:child_labour", "reason:child_labour"
THEIRS = {TICK: "on", REASON: "No inspection took place."}


@pytest.fixture
def officer(signed_in):
    factories.drafted("KH-08", "committee", "2021-03", {})
    return signed_in(KANDAL_OFFICER)


@pytest.fixture
def colleague(officer, signed_in):
    return signed_in(KANDAL_APPROVER)


def said():
    with factories.secretariat():
        found = Revision.objects.get(report__period_key=202103).statements
        return dict(found.values_list("table__code", "reason"))


def opened(client):
    """The page as it is open: what it showed goes along when it is saved."""
    [text] = re.findall(r'name="loaded" value="([^"]*)"', client.get(PAGE).text)
    return {"loaded": unescape(text)}


def saves(client, typed, **before):
    shown = dict.fromkeys(typed, "") | before.get("before", {})
    person = User.objects.get(username=KANDAL_OFFICER)
    body = {"user": person.pk, "revision": 1, "inputs": typed, "before": shown}
    return client.post(f"{PAGE}save/", body, "application/json").json()


def test_a_page_that_never_showed_it_does_not_take_it_back(officer, colleague):
    page = opened(officer)
    colleague.post(PAGE, THEIRS)
    officer.post(PAGE, {**page, REASON: "", "direct_publicity[forums].times": "3"})
    assert said() == {"child_labour": THEIRS[REASON]}

    officer.post(PAGE, {**opened(officer), REASON: THEIRS[REASON]})  # unticked before their eyes
    assert said() == {}


def test_a_page_that_only_repeats_it_brings_nothing_back_and_changes_nothing(officer, colleague):
    colleague.post(PAGE, THEIRS)
    page = opened(officer)
    colleague.post(PAGE, {TICK: "on", REASON: "The inspector was ill."})
    officer.post(PAGE, {**page, **THEIRS})
    assert said() == {"child_labour": "The inspector was ill."}

    colleague.post(PAGE, {REASON: ""})
    officer.post(PAGE, {**page, **THEIRS})
    assert said() == {}


def test_a_blank_reason_never_takes_the_place_of_one(officer, colleague):
    page = opened(officer)
    colleague.post(PAGE, THEIRS)
    officer.post(PAGE, {**page, TICK: "on", REASON: ""})
    officer.post(PAGE, {"nothing_rest": "*"})
    assert said()["child_labour"] == THEIRS[REASON]

    answer = saves(officer, {TICK: "on", REASON: ""})
    assert answer["saved"] == THEIRS
    assert said()["child_labour"] == THEIRS[REASON]


def test_two_reasons_clash_and_the_second_is_kept_when_its_writer_says_so(officer, colleague):
    page = opened(officer)
    colleague.post(PAGE, THEIRS)
    mine = {TICK: "on", REASON: "The inspector was ill."}
    answer = officer.post(PAGE, {**page, **mine})
    assert "Somebody saved “No inspection took place.” here" in answer.text
    answer = saves(officer, mine)
    assert answer["conflicts"] == {
        REASON: {"theirs": THEIRS[REASON], "person": "Approver, Kandal"},
    }
    assert answer["saved"] == {TICK: "on"}  # which stands already; the reason waits
    assert said() == {"child_labour": THEIRS[REASON]}

    answer = saves(officer, mine, before=THEIRS)
    assert answer["saved"] == mine
    assert said() == {"child_labour": mine[REASON]}


def test_an_unticked_box_of_a_page_that_showed_none_takes_nothing_back(officer, colleague):
    colleague.post(PAGE, THEIRS)
    saves(officer, {REASON: ""}, before={TICK: ""})
    assert said() == {"child_labour": THEIRS[REASON]}
    saves(officer, {REASON: THEIRS[REASON]}, before=THEIRS)
    assert said() == {}
