"""Whose report is in which state, who asks: one row an answer, the addresses from the resolver."""

from http import HTTPStatus

import pytest
from django.urls import get_resolver, reverse

from reporting.access import Refused
from reporting.entry.access import access_to_report
from reporting.models import Revision
from reporting.review.actions import approval
from tests import factories
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
)

REPORT = ("KH-08", "committee", "2021-03")
FORUMS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}
CAST = {
    "officer": KANDAL_OFFICER,
    "approver": KANDAL_APPROVER,
    "viewer": KANDAL_VIEWER,
    "stranger": TAKEO_OFFICER,
    "reviewer": REVIEWER,
    "lead": "wg-just.lead",
    "sec-gen": SECRETARY_GENERAL,
}
YES, NO, NONE = HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND
LATE, AWAY = HTTPStatus.CONFLICT, HTTPStatus.FOUND

# fmt: off
#                         state         officer approver viewer stranger reviewer lead  sec-gen
OPENS = [
    ("report",            "draft",     (YES,    YES,     YES,   NONE,    YES,     AWAY, YES)),
    ("report",            "submitted", (YES,    YES,     YES,   NONE,    YES,     AWAY, YES)),
    ("report",            "accepted",  (YES,    YES,     YES,   NONE,    YES,     AWAY, YES)),
    ("report_prepare",    "draft",     (YES,    YES,     NO,    NONE,    NO,      NO,   NO)),
    ("report_prepare",    "submitted", (LATE,   LATE,    NO,    NONE,    NO,      NO,   NO)),
    ("report_take_back",  "draft",     (LATE,   LATE,    NO,    NONE,    NO,      NO,   NO)),
    ("report_take_back",  "prepared",  (YES,    YES,     NO,    NONE,    NO,      NO,   NO)),
    ("report_sign",       "draft",     (NO,     LATE,    NO,    NONE,    NO,      NO,   NO)),
    ("report_sign",       "prepared",  (NO,     YES,     NO,    NONE,    NO,      NO,   NO)),
    ("report_sign",       "submitted", (NO,     LATE,    NO,    NONE,    NO,      NO,   NO)),
    ("report_accept",     "draft",     (NO,     NO,      NO,    NONE,    LATE,    NO,   NO)),
    ("report_accept",     "submitted", (NO,     NO,      NO,    NONE,    YES,     NO,   NO)),
    ("report_accept",     "accepted",  (NO,     NO,      NO,    NONE,    LATE,    NO,   NO)),
    ("report_return",     "submitted", (NO,     NO,      NO,    NONE,    YES,     NO,   NO)),
    ("report_return",     "accepted",  (NO,     NO,      NO,    NONE,    LATE,    NO,   NO)),
    ("report_reopen",     "submitted", (NO,     NO,      NO,    NONE,    LATE,    NO,   LATE)),
    ("report_reopen",     "accepted",  (NO,     NO,      NO,    NONE,    YES,     NO,   YES)),
]
# fmt: on
ELSEWHERE = {"reports", "report_begin", "report_next"}  # below
ELSEWHERE |= {"report_save", "report_changes"}  # tests/reporting/entry/test_autosave.py
# tests/reporting/entry/test_workbook_upload.py
ELSEWHERE |= {
    "report_workbook", "report_upload", "report_upload_store", "report_workbook_marked",
    "report_upload_waiting",
}  # fmt: skip
MADE = {
    "draft": factories.drafted,
    "prepared": factories.prepared,
    "submitted": factories.submitted,
    "accepted": factories.accepted,
}


def test_each_page_has_its_row():
    names = {
        name
        for name in get_resolver("reporting.urls").reverse_dict
        if isinstance(name, str) and name.startswith("report")
    }
    assert names == {name for name, _state, _answers in OPENS} | ELSEWHERE


@pytest.mark.parametrize(("name", "state", "answers"), OPENS)
def test_who_opens_what(name, state, answers, signed_in):
    MADE[state](*REPORT, FORUMS)
    url = reverse(f"reporting:{name}", args=REPORT)

    for person, expected in zip(CAST, answers, strict=True):
        assert signed_in(CAST[person]).get(url).status_code == expected, person


@pytest.mark.parametrize(
    ("person", "expected"), [("officer", YES), ("viewer", NO), ("reviewer", NO), ("lead", NO)]
)
def test_who_begins_a_report(person, expected, signed_in):
    assert signed_in(CAST[person]).get("/reports/new/").status_code == expected


@pytest.mark.parametrize("person", CAST)
def test_everybody_has_a_list(person, signed_in):
    assert signed_in(CAST[person]).get("/reports/").status_code == YES


def test_whoever_is_not_signed_in_is_asked_to(client, year_2020):
    for url in ("/reports/", "/reports/new/", "/reports/KH-08/committee/2020/"):
        response = client.get(url)
        assert response["Location"].startswith(f"{reverse('account_login')}?next=/reports/")


@pytest.mark.parametrize("person", ["viewer", "stranger", "reviewer"])
def test_nobody_else_writes(person, signed_in):
    factories.drafted(*REPORT, FORUMS)
    answer = signed_in(CAST[person]).post(
        "/reports/KH-08/committee/2021-03/", {"direct_publicity[forums].females": "1"}
    )

    assert answer.status_code == (NONE if person == "stranger" else NO)
    with factories.secretariat():
        kept = Revision.objects.get(report__year=2021).values
        assert kept.get(cell__code="direct_publicity[forums].females").value == 420


def test_what_was_signed_meanwhile_is_not_saved(signed_in):
    factories.submitted(*REPORT, FORUMS)
    answer = signed_in(KANDAL_OFFICER).post(
        "/reports/KH-08/committee/2021-03/", {"direct_publicity[forums].females": "1"}
    )

    assert answer.status_code == LATE
    assert "Load the report again" in answer.text


def test_an_address_that_is_none(signed_in):
    client = signed_in(KANDAL_OFFICER)
    for place in ("KH-08/committee/2021-13", "KH-08/ministry/2020", "XX/committee/2020"):
        assert client.get(f"/reports/{place}/").status_code == NONE


def test_the_second_of_two_clicks_is_refused_with_a_way_back(signed_in):
    factories.submitted(*REPORT, FORUMS)
    reviewer = signed_in(REVIEWER)
    url = "/reports/KH-08/committee/2021-03/"

    assert reviewer.post(f"{url}return/", {"comment": "Females?"}).status_code == HTTPStatus.FOUND
    late = reviewer.post(f"{url}accept/", {"comment": ""})
    assert late.status_code == LATE
    assert "This was not done" in late.text
    assert f'href="{url}review/"' in late.text


def test_a_refusal_is_rolled_back_to_nothing(year_2020):
    """The control of the matrix: the action refuses by itself, whatever the page showed."""
    factories.drafted(*REPORT, FORUMS)
    with factories.acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit="KH-08", period="2021-03", data_set="committee")
        with pytest.raises(Refused):
            approval.accept(by=reviewer, access=found)
