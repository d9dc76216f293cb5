"""The page of a report saves itself: what is stored, what is said, who sees it, what it costs."""

import json
from datetime import date
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from provinces.models import User
from reporting.access import Refused
from reporting.entry.access import access_to_report
from reporting.models import AuditEvent, Edit, ListEntry, Revision
from reporting.review.actions import approval
from strategies.models import Option
from tests import factories
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    MOSVY_OFFICER,
    TAKEO_OFFICER,
)

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
TIMES, PERSONS, FEMALES = (
    f"direct_publicity[forums].{column}" for column in ("times", "persons", "females")
)
OTHER_PERSONS = "direct_publicity[publicity].persons"
TITLE, COPIES = "materials{r1}:title", "materials.copies{r1}"
MINISTRY = "/reports/MOSVY/ministry/2021-03/"
EVENT, DAY = "legislation{r1}:title", "legislation{r1}:date"


@pytest.fixture
def saves(signed_in):
    """Saves as the page does: what was typed, beside what the page showed."""
    factories.drafted(*REPORT, {})

    def save(username=KANDAL_OFFICER, before=None, revision=1, **others):
        typed = others.pop("typed")
        person = User.objects.get(username=others.pop("user", username))
        shown = dict.fromkeys(typed, "") | (before or {})
        body = {"user": person.pk, "revision": revision, "inputs": typed, "before": shown}
        page = others.pop("page", PAGE)
        body |= others
        return signed_in(username).post(f"{page}save/", body, "application/json")

    return save


@pytest.fixture
def saves_of_a_ministry(saves):
    """Whose report has lists with days."""
    factories.drafted("MOSVY", "ministry", "2021-03", {})

    def save(**others):
        return saves(MOSVY_OFFICER, page=MINISTRY, **others)

    return save


def stored():
    with factories.secretariat():
        values = Revision.objects.latest("pk").values.select_related("cell", "entry")
        return {
            one.cell.code + (f"{{{one.entry.key}}}" if one.entry else ""): one.value
            for one in values
        }


def edits():
    with factories.secretariat():
        return list(Edit.objects.order_by("pk").values_list("name", "before", "after"))


def test_what_is_typed_is_stored_and_shown_as_it_stands_there(saves):
    answer = saves(typed={PERSONS: "4 321", FEMALES: "២,១០៧"}).json()

    assert answer["saved"] == {PERSONS: "4,321", FEMALES: "2,107"}
    assert stored() == {PERSONS: 4321, FEMALES: 2107}
    assert answer["problems"] == {}
    assert len(answer["at"]) == len("14:32:05")
    assert "contradictions" not in answer["sections"]


def test_what_is_wrong_is_said_by_name_and_the_rest_is_stored(saves):
    answer = saves(typed={TIMES: "12", PERSONS: "33.976"}).json()

    assert "did you mean 33,976?" in answer["problems"][PERSONS]
    assert answer["saved"] == {TIMES: "12"}
    assert stored() == {TIMES: 12}
    assert "to correct" in answer["sections"]


def test_checks_and_marks_follow(saves):
    answer = saves(typed={PERSONS: "800", FEMALES: "812"}).json()

    words = "Females (812) are more than persons (800) in Public Forums."
    assert words in answer["checks"]
    assert words in answer["marks"][PERSONS]
    assert words in answer["marks"][FEMALES]
    assert answer["open"] == 1
    assert "contradictions open (1)" in answer["sections"]

    answer = saves(typed={FEMALES: "420"}, before={FEMALES: "812"}).json()
    assert (answer["open"], answer["marks"]) == (0, {})


def test_a_doubt_is_not_counted_as_a_contradiction(saves):
    """One row contradicts itself, of another the females were not given."""
    answer = saves(typed={PERSONS: "800", FEMALES: "812", OTHER_PERSONS: "700"}).json()

    assert answer["open"] == 2
    said = " ".join(strip_tags(answer["sections"]).split())
    assert "contradictions open (1) and 1 question" in said

    answer = saves(typed={FEMALES: "420"}, before={FEMALES: "812"}).json()
    said = " ".join(strip_tags(answer["sections"]).split())
    assert "questions open (1)" in said
    assert "contradictions" not in said


def test_a_number_that_is_not_available_wants_one_reason_a_table(saves):
    answer = saves(typed={PERSONS: "n/a", FEMALES: "n/a"}).json()
    assert "2 numbers are not available. Say why." in answer["checks"]
    assert answer["saved"][PERSONS] == "n/a"

    name = "explain:not_available:direct_publicity"
    assert saves(typed={name: "The lists were lost in the flood."}).json()["open"] == 0
    assert (name, "", "The lists were lost in the flood.") in edits()


def test_every_change_is_kept_as_it_stood_in_the_input(saves):
    saves(typed={PERSONS: "800", TITLE: "Leaflets", COPIES: "5000"})
    newest = saves(typed={PERSONS: "1250"}, before={PERSONS: "800"}).json()["edit"]
    saves(typed={TITLE: "", COPIES: ""}, before={TITLE: "Leaflets", COPIES: "5,000"})
    saves(typed={"nothing:child_labour": "on", "reason:child_labour": "No inspection."})

    kept = edits()
    assert (PERSONS, "800", "1,250") in kept
    assert (COPIES, "", "5,000") in kept
    assert (TITLE, "Leaflets", "") in kept
    assert (COPIES, "5,000", "") in kept
    assert ("nothing:child_labour", "", "on") in kept
    assert stored() == {PERSONS: 1250}
    with factories.secretariat():
        edit = Edit.objects.get(pk=newest)
        assert (edit.name, edit.by.username) == (PERSONS, KANDAL_OFFICER)


def test_the_number_of_a_row_waits_for_its_words(saves):
    answer = saves(typed={COPIES: "5,000"}).json()
    assert answer["problems"] == {TITLE: "Say in a few words what this is."}
    assert answer["saved"] == {}

    answer = saves(typed={COPIES: "5,000", TITLE: "Leaflets"}).json()
    assert answer["saved"] == {COPIES: "5,000", TITLE: "Leaflets"}
    assert stored() == {COPIES: 5000}


def test_nothing_this_period_is_saved_without_a_reason(saves):
    answer = saves(typed={"nothing:child_labour": "on", "reason:child_labour": ""}).json()

    assert answer["problems"] == {}
    assert answer["saved"]["nothing:child_labour"] == "on"
    assert "answered" in answer["tasks"]


def test_a_reason_alone_is_not_said_to_be_saved(saves):
    answer = saves(typed={"reason:child_labour": "No inspection."}).json()

    assert answer["saved"] == answer["notKept"] == {}
    assert "“nothing to report” was not chosen" in answer["problems"]["reason:child_labour"]


def test_nothing_to_report_that_is_taken_back_takes_its_reason_along(saves):
    saves(typed={"nothing:child_labour": "on", "reason:child_labour": "No inspection."})
    answer = saves(typed={"reason:child_labour": "No inspection."}).json()

    assert (answer["saved"], answer["problems"]) == ({"reason:child_labour": ""}, {})


def test_a_clash_shows_both_and_mine_is_kept_when_i_say_so(saves):
    saves(KANDAL_APPROVER, typed={PERSONS: "800", TITLE: "Leaflets"})

    answer = saves(typed={PERSONS: "900", TITLE: "Posters", TIMES: "3"}).json()
    assert answer["conflicts"] == {
        PERSONS: {"theirs": "800", "person": "Approver, Kandal"},
        TITLE: {"theirs": "Leaflets", "person": "Approver, Kandal"},
    }
    assert answer["saved"] == {TIMES: "3"}

    mine = {PERSONS: "900", TITLE: "Posters"}
    saves(typed=mine, before={PERSONS: "800", TITLE: "Leaflets"})
    assert stored() == {PERSONS: 900, TIMES: 3}


def test_two_people_in_one_row_do_not_undo_each_other(saves):
    saves(typed={TITLE: "Leaflets", COPIES: "5,000"})
    answer = saves(KANDAL_APPROVER, typed={"materials{r1}:partner": "A-CHAN"}).json()

    assert answer["problems"] == {}
    with factories.secretariat():
        [row] = Revision.objects.latest("pk").entries.all()
    assert (row.title, row.partner) == ("Leaflets", "A-CHAN")


def test_what_arrived_and_is_sent_again_changes_nothing(saves):
    saves(typed={PERSONS: "800"})
    answer = saves(typed={PERSONS: "800"}).json()

    assert (answer["saved"], answer["edit"]) == ({PERSONS: "800"}, None)
    assert len(edits()) == 1


def test_others_see_what_was_saved(saves, signed_in):
    saves(typed={PERSONS: "800", FEMALES: "812", "training.courses": "n/a"})
    approver = signed_in(KANDAL_APPROVER)

    answer = approver.get(f"{PAGE}changes/?since=0").json()
    found = {one["name"]: (one["after"], one["mine"], one["person"]) for one in answer["edits"]}
    assert found[PERSONS] == ("800", False, "Data officer, Kandal")
    assert found["training.courses"][0] == "n/a"
    assert PERSONS in answer["marks"]
    assert answer["closed"] == ""

    again = approver.get(f"{PAGE}changes/?since={answer['newest']}").json()
    assert again["edits"] == []
    assert "checks" not in again
    assert all(
        one["mine"] for one in signed_in(KANDAL_OFFICER).get(f"{PAGE}changes/").json()["edits"]
    )


# The same value in other words.


def test_the_same_number_typed_otherwise_changes_nothing_and_asks_nothing(saves):
    """The cell holds 9,188; 9188 is typed, then 9190: nobody else was there."""
    saves(typed={PERSONS: "9,188"})
    before = state_of_the_draft()

    for typed in ("9188", "៩១៨៨", "9 188", "9\u00a0188", "9,188\u200b", "09188"):
        answer = saves(typed={PERSONS: typed}, before={PERSONS: "9,188"}).json()
        assert answer["saved"] == {PERSONS: "9,188"}, typed
        assert (answer["problems"], answer["conflicts"], answer["edit"]) == ({}, {}, None)
        # Even a page that took its own spelling for what stands there is understood.
        answer = saves(typed={PERSONS: "9188"}, before={PERSONS: typed}).json()
        assert (answer["conflicts"], answer["edit"]) == ({}, None)
    assert state_of_the_draft() == before

    answer = saves(typed={PERSONS: "9190"}, before={PERSONS: "9188"}).json()
    assert (answer["saved"], answer["conflicts"]) == ({PERSONS: "9,190"}, {})


def state_of_the_draft():
    with factories.secretariat():
        revision = Revision.objects.latest("pk")
        return (
            Edit.objects.count(),
            AuditEvent.objects.count(),
            [str(value) for value in vars(revision).values() if not hasattr(value, "adding")],
            sorted(revision.values.values_list("pk", "value", "not_available")),
        )


@pytest.mark.parametrize("typed", ["N/A", "na", "n.a.", "NA\u200b", "Not available", "គ្មានទិន្នន័យ"])
def test_not_available_in_any_spelling_is_the_same(saves, typed):
    saves(typed={PERSONS: "n/a"})

    answer = saves(typed={PERSONS: typed}, before={PERSONS: "n/a"}).json()
    assert (answer["saved"], answer["edit"]) == ({PERSONS: "n/a"}, None)
    answer = saves(typed={PERSONS: "12"}, before={PERSONS: typed}).json()
    assert (answer["saved"], answer["conflicts"]) == ({PERSONS: "12"}, {})


def test_a_block_pasted_again_changes_nothing(saves):
    block = {PERSONS: "4,321", FEMALES: "2,107", TIMES: "12", TITLE: "Leaflets", COPIES: "5,000"}
    saves(typed=block)
    before = state_of_the_draft()

    khmer = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
    spellings = (
        lambda text: text,
        lambda text: text.replace(",", ""),
        lambda text: text.replace(",", " "),
        lambda text: text.translate(khmer),
    )
    for digits in spellings:
        again = {name: text if name == TITLE else digits(text) for name, text in block.items()}
        answer = saves(typed=again, before=block).json()
        assert answer["saved"] == block
        assert (answer["problems"], answer["edit"]) == ({}, None)
    assert state_of_the_draft() == before


def test_a_day_written_otherwise_is_the_same_day(saves_of_a_ministry):
    saves = saves_of_a_ministry
    saves(typed={EVENT: "Sub-decree", DAY: "27/03/2021"})
    for typed in ("2021-03-27", "27/3/2021", "27.03.2021", "២៧/០៣/២០២១", "27-03-2021\u200b"):
        answer = saves(typed={DAY: typed}, before={DAY: "27/03/2021"}).json()
        assert (answer["saved"], answer["edit"]) == ({DAY: "27/03/2021"}, None), typed
        answer = saves(typed={DAY: "28/03/2021"}, before={DAY: typed}).json()
        assert answer["conflicts"] == {}
        saves(typed={DAY: "27/03/2021"}, before={DAY: "2021-03-28"})  # as older pages keep it


def test_a_day_outside_of_the_month_wants_an_answer(saves_of_a_ministry, signed_in):
    saves, stands = saves_of_a_ministry, dict[str, str]()
    for typed in ("05/10/1921", "05/03/2031", "28/02/2021", "01/04/2021"):
        answer = saves(typed={EVENT: "Sub-decree", DAY: typed}, before=stands).json()
        words = f"the date is {typed}, but this report is about 01/03/2021 to 31/03/2021"
        assert words in answer["checks"]
        assert words in answer["marks"][DAY]
        assert answer["open"] == 1
        stands.update(answer["saved"])
    page = signed_in(MOSVY_OFFICER).get(MINISTRY).text
    assert f'id="c-{DAY}"' in page

    name = "explain:date_outside:legislation{r1}.date"
    assert saves(typed={name: "It was signed a day later."}).json()["open"] == 0
    for typed in ("01/03/2021", "31/03/2021"):
        answer = saves(typed={DAY: typed}, before=stands).json()
        stands.update(answer["saved"])
        assert "the date is" not in answer["checks"]


def test_the_mark_of_a_day_stands_beside_it_in_a_grid_too(saves, signed_in):
    day = "guest_speakers{r1}:date"
    saves(typed={"guest_speakers{r1}:title": "A talk"})
    with factories.acting(
        KANDAL_OFFICER
    ):  # a grid has a column of days where a row has one already
        ListEntry.objects.filter(key="r1").update(date=date(1921, 10, 5))

    page = signed_in(KANDAL_OFFICER).get(PAGE).text

    assert f'id="c-{day}"' in page
    assert f'id="m-{day}"' in page


def test_a_row_without_a_number_is_read_before_it_is_handed_over(saves, signed_in):
    saves(typed={"national_day{r1}:title": "A march through the town"})

    page = signed_in(KANDAL_OFFICER).get(f"{PAGE}prepare/").text

    assert "A march through the town" in page
    quiet = page[page.index("Nothing is reported, nor was it before:") :]
    assert "National Day events and participants" not in quiet[: quiet.index("</p>")]


def test_who_saved_it_herself_in_another_window_is_told_so(saves):
    saves(typed={PERSONS: "9,188"})

    answer = saves(typed={PERSONS: "9190"}, before={PERSONS: "9,000"}).json()
    assert answer["conflicts"] == {PERSONS: {"theirs": "9,188", "person": "", "mine": True}}


def test_what_was_stored_without_an_answer_is_no_conflict(saves):
    """The line broke after the portal had stored 9188; she went on and typed 9190."""
    saves(typed={PERSONS: "9188"})

    answer = saves(typed={PERSONS: "9190"}, before={PERSONS: ""}, sent={PERSONS: "9188"}).json()
    assert (answer["saved"], answer["conflicts"]) == ({PERSONS: "9,190"}, {})


def test_who_only_repeats_what_the_page_showed_gets_what_stands_there_now(saves):
    saves(KANDAL_APPROVER, typed={PERSONS: "800"})

    answer = saves(typed={PERSONS: "0700"}, before={PERSONS: "700"}).json()
    assert (answer["saved"], answer["conflicts"]) == ({PERSONS: "800"}, {})
    assert stored() == {PERSONS: 800}


@pytest.mark.parametrize("typed", ["-", "–", "—", "−", "គ្មាន", "none", "Nil"])
def test_a_dash_offers_0_and_nothing_to_report(saves, typed):
    answer = saves(typed={PERSONS: typed}).json()

    assert "type 0" in answer["problems"][PERSONS]
    assert "“nothing to report”" in answer["problems"][PERSONS]
    assert answer["offers"] == {PERSONS: "0"}


@pytest.mark.parametrize("typed", ["1,000,000,000", "2147483648", "99999999999999", "9" * 40])
def test_no_cell_takes_more_than_there_can_be(saves, typed):
    assert "too large a number" in saves(typed={PERSONS: typed}).json()["problems"][PERSONS]


# What is not kept is not said to be saved.


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("materials{r9}:date", "27/03/2021", "the row needs words first"),
        ("direct_publicity[nowhere].persons", "5", "no such row or column"),
        ("direct_publicity[forums].nothing", "5", "no such row or column"),
        ("offences[forced_labour].cases", "3", "not in the form of this report"),
        ("…", "1", "not in the form of this report"),
        ("explain:not_available:direct_publicity", "Flood", "no longer asked"),
        ("activity:9.9.9:times", "3", "not in the form of this report"),
    ],
)
def test_what_is_not_kept_is_said_by_name(saves, name, typed, why):
    answer = saves(typed={name: typed, TIMES: "3"}).json()

    assert answer["saved"] == {TIMES: "3"}
    assert list(answer["notKept"]) == [name]
    assert why in answer["notKept"][name]


def test_what_stands_beside_something_wrong_waits_with_it(saves_of_a_ministry):
    """A row's texts are kept together: while its day is wrong nothing of them is, and nothing is
    said to be; nor is it said to be lost."""
    saves = saves_of_a_ministry
    typed = {EVENT: "Sub-decree", DAY: "31/02/2021"}
    answer = saves(typed=typed).json()
    assert (answer["saved"], answer["notKept"], list(answer["problems"])) == ({}, {}, [DAY])

    answer = saves(typed=typed | {DAY: "01/03/2021"}).json()
    assert answer["saved"] == {EVENT: "Sub-decree", DAY: "01/03/2021"}


def test_beside_a_clash_the_rest_of_the_row_waits_too(saves):
    saves(KANDAL_APPROVER, typed={TITLE: "Leaflets"})
    mine = {TITLE: "Posters", "materials{r1}:partner": "A-CHAN"}
    answer = saves(typed=mine).json()
    assert (answer["saved"], list(answer["conflicts"])) == ({}, [TITLE])

    answer = saves(typed=mine, before={TITLE: "Leaflets"}).json()
    assert answer["saved"] == mine


def test_all_that_is_said_to_be_saved_stands_on_the_page_afterwards(saves, signed_in):
    typed = {
        PERSONS: "4 321", FEMALES: "n/a", TITLE: "Leaflets", COPIES: "5000",
        "nothing:child_labour": "on", "reason:child_labour": "No inspection.",
    }  # fmt: skip
    answer = saves(typed=typed).json()

    assert answer["notKept"] == answer["problems"] == {}
    assert answer["saved"].keys() == typed.keys()
    page = signed_in(KANDAL_OFFICER).get(PAGE).text
    for name, text in answer["saved"].items():
        assert name in page
        assert text in page


# Who may not, and why.


def test_a_handed_over_report_says_so(saves, signed_in):
    factories.handed_over(*REPORT)

    answer = saves(typed={PERSONS: "800"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json() == {
        "kind": "closed",
        "reason": "The report waits for the signature. Take it back to change it.",
    }
    assert (
        "waits for the signature"
        in signed_in(KANDAL_OFFICER).get(f"{PAGE}changes/").json()["closed"]
    )
    assert stored() == {}


def test_a_newer_revision_takes_nothing_for_the_older_one(saves):
    answer = saves(typed={PERSONS: "800"}, revision=7)

    assert (answer.status_code, answer.json()["kind"]) == (HTTPStatus.CONFLICT, "closed")


def test_what_one_person_typed_is_not_saved_as_anothers(saves):
    answer = saves(KANDAL_APPROVER, user=KANDAL_OFFICER, typed={PERSONS: "800"})

    assert (answer.status_code, answer.json()["kind"]) == (HTTPStatus.CONFLICT, "person")
    assert stored() == {}


@pytest.mark.parametrize(
    ("username", "status", "kind"),
    [
        (TAKEO_OFFICER, HTTPStatus.NOT_FOUND, "missing"),
        (KANDAL_VIEWER, HTTPStatus.FORBIDDEN, "closed"),
    ],
)
def test_strangers_and_readers(saves, username, status, kind):
    answer = saves(username, typed={PERSONS: "800"})

    assert (answer.status_code, answer.json()["kind"]) == (status, kind)
    assert stored() == {}


def test_who_was_signed_out_is_told_in_json(saves, client):
    for answer in (client.post(f"{PAGE}save/"), client.get(f"{PAGE}changes/")):
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
        assert answer.json() == {"kind": "signed_out", "reason": "You were signed out."}


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{", "null", '{"user": 1}',
        '{"user": 1, "revision": 1, "inputs": [], "before": {}}',
        '{"user": "1", "revision": 1, "inputs": {}, "before": {}}',
        '{"user": 1, "revision": 1, "inputs": {"a": 5}, "before": {}}',
        "[" * 100_000, '{"inputs": ' * 100_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_words(saves, signed_in, body):
    answer = signed_in(KANDAL_OFFICER).post(f"{PAGE}save/", body, "application/json")

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "cannot be read. Load the page again" in answer.json()["reason"]


def test_half_an_emoji_is_named_and_can_be_mended(saves):
    answer = saves(typed={"materials{r1}:title": "Leaflets \ud83d", PERSONS: "800"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "“Leaflets \N{REPLACEMENT CHARACTER}” holds half a sign" in answer.json()["reason"]
    assert stored() == {}


def test_a_form_with_files_where_json_is_read_is_said_in_words(saves, signed_in):
    answer = signed_in(KANDAL_OFFICER).post(f"{PAGE}save/", {"inputs": "{}"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "cannot be read. Load the page again" in answer.json()["reason"]


def test_nul_in_the_name_or_the_text_of_an_input_is_left_out(saves):
    answer = saves(typed={PERSONS: "8\x0000", "materials{r1}:title\x00": "Leaf\x00lets"})

    assert answer.status_code == HTTPStatus.OK
    assert stored() == {PERSONS: 800}


def test_names_of_other_forms_are_passed_over(saves):
    answer = saves(typed={"offences[forced_labour].cases": "3", "x{y}:title": "z", "…": "1"})

    assert answer.status_code == HTTPStatus.OK
    assert stored() == {}


# How dear it is.


def test_a_save_and_a_look_take_as_many_queries_whatever_is_there(saves, signed_in):
    officer = signed_in(KANDAL_OFFICER)
    person = User.objects.get(username=KANDAL_OFFICER).pk
    asked = []
    for rows in (1, 3):
        titles = {f"materials{{row{n}}}:title": f"Leaflets {rows}" for n in range(rows)}
        numbers = {f"materials.copies{{row{n}}}": str(rows) for n in range(rows)}
        before = {name: stored_text(name) for name in (*titles, *numbers)}
        saves(typed=titles | numbers, before=before)
        changed = dict.fromkeys(numbers, "60")
        body = {"user": person, "revision": 1, "inputs": changed, "before": numbers}
        with CaptureQueriesContext(connection) as found:
            answer = officer.post(f"{PAGE}save/", body, "application/json").json()
        assert answer["saved"] == changed
        asked.append(len(found))
    assert asked[0] == asked[1] <= MOST_FOR_A_SAVE

    newest = officer.get(f"{PAGE}changes/?since=0").json()["newest"]
    with CaptureQueriesContext(connection) as found:
        officer.get(f"{PAGE}changes/?since={newest}")
    assert len(found) <= MOST_FOR_A_LOOK


MOST_FOR_A_SAVE = 29
MOST_FOR_A_LOOK = 10


def stored_text(name):
    with factories.secretariat():
        last = Edit.objects.filter(name=name).order_by("pk").last()
    return last.after if last else ""


def test_an_earlier_number_stands_beside_the_cell(signed_in):
    factories.accepted("KH-08", "committee", "2021-02", {PERSONS: 1700, FEMALES: 900})
    factories.drafted(*REPORT, {PERSONS: 800, FEMALES: 420})
    page = signed_in(KANDAL_OFFICER).get(PAGE).text

    cell = page.partition(f'id="c-{FEMALES}"')[2].partition("</td>")[0]
    assert '<span>Feb 900</span> <span class="share">52.5%</span>' in cell


def test_the_form_follows_a_change_in_the_catalogue(signed_in):
    factories.drafted(*REPORT, {})
    officer = signed_in(KANDAL_OFFICER)
    assert "Public Forums" in officer.get(PAGE).text
    with factories.secretariat():
        Option.objects.filter(table__code="direct_publicity", code="forums").update(
            title_en="Village meetings"
        )
    page = officer.get(PAGE).text
    assert "Village meetings" in page
    assert "Public Forums" not in page


def test_nobody_hands_over_what_is_not_explained(saves):
    saves(typed={PERSONS: "n/a"})
    with factories.acting(KANDAL_OFFICER) as officer:
        found = access_to_report(officer, unit="KH-08", period="2021-03", data_set="committee")
        with pytest.raises(Refused, match="is not available"):
            approval.prepare(by=officer, access=found)


def test_the_page_tells_its_modules_what_they_need(signed_in):
    factories.drafted(*REPORT, {})
    page = signed_in(KANDAL_OFFICER).get(PAGE).text
    text = page.partition('<script id="report-live" type="application/json">')[2]
    live = json.loads(text.partition("</script>")[0])

    assert live["save"] == f"{PAGE}save/"
    assert live["revision"] == 1
    assert live["mayEnter"] is True
