"""Sign, accept, return, re-open through the web; what each page says before and after."""

import re
from http import HTTPStatus

import pytest

from reporting.models import Revision
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
FORUMS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}


def state():
    with factories.secretariat():
        newest = Revision.objects.filter(report__year=2021).latest("number")
        return newest.number, newest.state


def test_the_approver_is_told_what_is_signed(signed_in):
    factories.prepared(*REPORT, FORUMS)
    page = " ".join(signed_in(KANDAL_APPROVER).get(f"{PAGE}sign/").text.split())

    assert "sign for Kandal" in page
    assert "II.B.1.3 Direct Publicity" in page
    assert "Sign and submit</button>" in page
    assert "Prepared by Data officer, Kandal" in page
    assert "Give back to the officer" in page
    assert 'id="c-direct_publicity[forums].females"' in page  # the whole report stands there


def test_an_open_check_takes_the_button_away(signed_in):
    factories.drafted(*REPORT, {})
    approver = signed_in(KANDAL_APPROVER)
    approver.post(PAGE, {"direct_publicity[forums].persons": "800"})
    page = approver.get(f"{PAGE}prepare/").text
    assert "1 check is not answered yet" in page
    assert "Who signs: Approver, Kandal." in page
    assert "Hand over for the signature</button>" not in page

    answer = approver.post(f"{PAGE}prepare/", {"left": "leave"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "females are not given" in answer.text
    assert state() == (1, "draft")


def test_signing_twice(signed_in):
    factories.prepared(*REPORT, FORUMS)
    approver = signed_in(KANDAL_APPROVER)

    assert approver.post(f"{PAGE}sign/", {"left": "leave"}).status_code == HTTPStatus.FOUND
    again = approver.post(f"{PAGE}sign/", {"left": "leave"})
    assert again.status_code == HTTPStatus.CONFLICT
    assert "waits for the Secretariat" in again.text
    assert "by Approver, Kandal" in again.text
    assert "Load the report again" in again.text
    assert state() == (1, "submitted")


def test_what_was_handed_over_anew_is_read_before_it_is_signed(signed_in):
    """The approver's page is older than what the officer changed meanwhile."""
    factories.prepared(*REPORT, FORUMS)
    approver, officer = signed_in(KANDAL_APPROVER), signed_in(KANDAL_OFFICER)
    [seen] = set(re.findall(r'name="seen" value="([^"]+)"', approver.get(f"{PAGE}sign/").text))
    officer.post(f"{PAGE}take-back/", {"comment": "A district is missing."})
    factories.prepared(*REPORT, {"direct_publicity[forums].females": 430})

    answer = approver.post(f"{PAGE}sign/", {"seen": seen, "left": "leave"})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "has changed since you opened the page" in answer.text
    assert state() == (1, "prepared")


def test_accepting_what_was_just_returned(signed_in):
    factories.submitted(*REPORT, FORUMS)
    reviewer = signed_in(REVIEWER)
    reviewer.post(f"{PAGE}return/", {"comment": "Females?"})
    answer = reviewer.post(f"{PAGE}accept/")

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Returned on" in answer.text
    assert "Females?" in answer.text
    assert f'href="{PAGE}review/"' in answer.text
    assert state() == (1, "returned")


def test_editing_what_was_just_signed(signed_in):
    factories.submitted(*REPORT, FORUMS)
    answer = signed_in(KANDAL_OFFICER).post(PAGE, {"direct_publicity[forums].females": "1"})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Signed on" in answer.text


def test_the_approver_gives_it_back_with_a_word(signed_in):
    factories.prepared(*REPORT, FORUMS)
    signed_in(KANDAL_APPROVER).post(f"{PAGE}take-back/", {"comment": "Look at the forums."})

    assert state() == (1, "draft")
    assert "Look at the forums." in signed_in(KANDAL_OFFICER).get(PAGE).text


def test_who_prepared_it_alone_is_told_so(signed_in):
    factories.drafted(*REPORT, FORUMS)
    approver = signed_in(KANDAL_APPROVER)
    approver.post(f"{PAGE}prepare/", {"left": "leave"})
    assert "You prepared this report yourself" in approver.get(f"{PAGE}sign/").text
    approver.post(f"{PAGE}sign/", {"left": "leave"})

    page = signed_in(REVIEWER).get(f"{PAGE}review/").text
    assert "The same person prepared and signed it." in page


@pytest.mark.parametrize("step", ["return", "reopen"])
def test_a_reason_is_asked_for(signed_in, step):
    made = {"return": factories.submitted, "reopen": factories.accepted}[step]
    made(*REPORT, FORUMS)
    before = state()
    page = signed_in(REVIEWER).post(f"{PAGE}{step}/", {"comment": "   "})

    assert page.status_code == HTTPStatus.OK
    assert "Write the reason: the unit reads it." in page.text
    assert state() == before


def test_a_return_is_read_mended_and_signed_again(signed_in):
    factories.submitted(*REPORT, FORUMS)
    officer, approver, reviewer = map(signed_in, (KANDAL_OFFICER, KANDAL_APPROVER, REVIEWER))
    reviewer.post(f"{PAGE}return/", {"comment": "Are there really 420 females?"})
    page = officer.get(PAGE).text
    assert "Are there really 420 females?" in page
    assert "Begin the next revision" in page

    begun = officer.post(f"{PAGE}next/", follow=True).text
    assert "Revision 2" in begun
    assert "Are there really 420 females?" in begun
    officer.post(PAGE, {"direct_publicity[forums].females": "402"})
    officer.post(f"{PAGE}prepare/", {"left": "leave"})
    approver.post(f"{PAGE}sign/", {"left": "leave"})
    reviewer.post(f"{PAGE}accept/", {"comment": "Thank you."})

    assert state() == (2, "accepted")
    first = reviewer.get(f"{PAGE}?revision=1").text
    assert "This is an earlier revision" in first
    assert ">420<" in first
    history = reviewer.get(PAGE).text
    assert history.index("Thank you.") < history.index("Are there really 420 females?")


def test_a_reopened_report_goes_on(signed_in):
    factories.accepted(*REPORT, FORUMS)
    signed_in(REVIEWER).post(f"{PAGE}reopen/", {"comment": "A district was forgotten."})
    officer = signed_in(KANDAL_OFFICER)
    assert "A district was forgotten." in officer.get(PAGE).text

    officer.post(f"{PAGE}next/")
    assert state() == (2, "draft")


def test_a_revision_is_begun_only_after_a_return(signed_in):
    factories.accepted(*REPORT, FORUMS)
    answer = signed_in(KANDAL_OFFICER).post(f"{PAGE}next/")

    assert answer.status_code == HTTPStatus.CONFLICT
    assert state() == (1, "accepted")


def test_each_step_is_asked_for_by_post(signed_in):
    factories.submitted(*REPORT, FORUMS)
    signed_in(REVIEWER).get(f"{PAGE}accept/?comment=yes")

    assert state() == (1, "submitted")


def said():
    """Table -> why there is nothing."""
    with factories.secretariat():
        statements = Revision.objects.get(report__period_key=202103).statements
        return dict(statements.values_list("table__code", "reason"))


def nothing(client, **more):
    """What the page sends that says nothing of what is left."""
    page = client.get(f"{PAGE}prepare/").text
    tables = next(iter(re.findall(r'name="left_tables" value="([^"]+)"', page)), "")
    return {"left": "nothing", "left_tables": tables, **more}


def test_tables_without_an_answer_are_asked_about_before_the_report_is_handed_over(signed_in):
    factories.drafted(*REPORT, FORUMS)
    officer = signed_in(KANDAL_OFFICER)

    page = " ".join(officer.get(f"{PAGE}prepare/").text.split())
    assert "0 of 24 sections answered" not in page  # one table was all of its section
    assert "1 of 24 sections answered" in page
    assert "tables are not answered. What is to become of them?" in page

    answer = officer.post(f"{PAGE}prepare/")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say what is to become of the tables that are not answered." in answer.text
    assert state() == (1, "draft")

    answer = officer.post(f"{PAGE}prepare/", nothing(officer))
    assert answer.status_code == HTTPStatus.FOUND
    assert state() == (1, "prepared")
    assert len(said()) > 40 and set(said().values()) == {""}
    assert "What is to become" not in signed_in(KANDAL_APPROVER).get(f"{PAGE}sign/").text


def test_where_the_unit_reported_before_the_hand_over_asks_for_the_reason(signed_in):
    factories.accepted("KH-08", "committee", "2021-02", FORUMS)
    factories.drafted(*REPORT, {})
    officer = signed_in(KANDAL_OFFICER)

    answer = officer.post(f"{PAGE}prepare/", nothing(officer))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said() == {}

    reason = "The forums begin again in May."
    officer.post(f"{PAGE}prepare/", nothing(officer, nothing_reason=reason))
    assert said()["direct_publicity"] == reason
    assert list(said().values()).count(reason) == 1


def test_who_signs_is_asked_too_and_cannot_say_nothing_for_the_officer(signed_in):
    factories.prepared(*REPORT, FORUMS)
    approver = signed_in(KANDAL_APPROVER)

    for answer in ({}, {"left": "nothing"}):
        refused = approver.post(f"{PAGE}sign/", answer)
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert state() == (1, "prepared")
    approver.post(f"{PAGE}sign/", {"left": "leave"})
    assert state() == (1, "submitted")
    assert said() == {}


def test_a_refused_hand_over_says_nothing_of_the_tables(signed_in):
    factories.drafted(*REPORT, {})
    officer = signed_in(KANDAL_OFFICER)
    pressed = nothing(officer)
    officer.post(PAGE, {"direct_publicity[forums].persons": "800"})  # asks for the females
    pressed["left_tables"] = pressed["left_tables"].replace("direct_publicity ", "")

    answer = officer.post(f"{PAGE}prepare/", pressed)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "females are not given" in answer.text
    assert (state(), said()) == ((1, "draft"), {})


def test_a_table_emptied_since_the_page_was_opened_is_not_said_to_have_nothing(signed_in):
    factories.drafted(*REPORT, FORUMS)
    officer = signed_in(KANDAL_OFFICER)
    pressed = nothing(officer)
    signed_in(KANDAL_APPROVER).post(PAGE, dict.fromkeys(FORUMS, ""))

    answer = officer.post(f"{PAGE}prepare/", pressed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Other tables are without an answer than when you opened the page." in answer.text
    assert (state(), said()) == ((1, "draft"), {})

    assert officer.post(f"{PAGE}prepare/", nothing(officer)).status_code == HTTPStatus.FOUND
    assert "direct_publicity" in said()


def test_what_a_colleague_said_meanwhile_stays(signed_in):
    factories.drafted(*REPORT, FORUMS)
    officer = signed_in(KANDAL_OFFICER)
    pressed = nothing(officer)
    told = {"nothing:child_labour": "on", "reason:child_labour": "No inspection took place."}
    signed_in(KANDAL_APPROVER).post(PAGE, told)

    officer.post(f"{PAGE}prepare/", pressed)
    assert (state(), said()) == ((1, "draft"), {"child_labour": "No inspection took place."})
    officer.post(f"{PAGE}prepare/", nothing(officer))
    assert said()["child_labour"] == "No inspection took place."
    assert state() == (1, "prepared")
