"""Every address of the portal, for everybody: what they get and, where they do not, why not."""

import re
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, resolve

from provinces.roles import ROLES, Role
from tests.conftest import connected_to
from tests.html_rules import faults
from tests.portal.permission_portal import NO_UNIT, portal_of_2020, routes
from tests.portal.permission_table import (
    ACCOUNTS,
    ADMINISTRATION,
    PEOPLE,
    PORTAL,
    STATES,
    answer_of,
    rows_of,
)

ROWS = rows_of(PORTAL, list(PEOPLE))
ACCOUNT_ROWS = rows_of(ACCOUNTS, ["nobody", "signed-in"])
ADMIN_ROUTES = [route for route in routes() if route.startswith("admin/")]
SAMPLES = {
    **STATES, "edition": 1, "job": 1, "extension": 1, "request": 1, "notice": 1, "person": 1,
    "thread": 1, "passage": 1, "sign_off": 1, "comment": 1, "forums": "", "mark": "a1",
    "written": "2020/1", "sentence": 1, "scan": 1, "signed_scan": 1, "special": 1, "closed": 1,
    "promise": 1, "feedback": 1, "confidential": 2, "drafted": 1,
    "planned": 1, "held": 1, "decision": 1, "minutes": 1, "evaluation": 1, "evaluated": 1,
}  # fmt: skip
EYES = ("officer", "approver", "reviewer", "sec-gen", "admin", "consol", "lead", "focal")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def portal(database_2020, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        connected_to(database_2020),
        portal_of_2020(tmp_path_factory.mktemp("var")) as made,
    ):
        yield made


def route_of(address):
    return resolve(address.format(**SAMPLES).partition("?")[0]).route


def without_a_row(every):
    tabled = {route_of(row.address) for row in (*ROWS, *ACCOUNT_ROWS)}
    return sorted(set(every) - tabled - set(ADMIN_ROUTES))


def test_no_address_escapes_the_tables():
    assert without_a_row(routes()) == []


def test_an_address_without_a_row_is_named():
    """The control."""
    more = SimpleNamespace(
        url_patterns=[path("healthz", HttpResponse), path("reports/all.zip", HttpResponse)]
    )
    assert without_a_row(routes(more)) == ["reports/all.zip"]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_gets_what(portal, row):
    answers = {person: portal.ask(person, row.method, row.address, row.body) for person in PEOPLE}
    assert {person: answer_of(answer) for person, answer in answers.items()} == row.answers
    leaves_nothing_behind(answers.values())
    is_valid_html([answers[person] for person in EYES])


def leaves_nothing_behind(answers):
    """Nothing of it stays on a shared computer, and the page may use nothing of it."""
    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        for power in ("camera", "microphone", "geolocation", "usb", "payment"):
            assert f"{power}=()" in answer["Permissions-Policy"]


def is_valid_html(answers):
    """Of the first one that is a page, or a part of one."""
    for answer in answers:
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            assert faults(answer.text) == []
            return


@pytest.mark.parametrize("row", ACCOUNT_ROWS, ids=str)
def test_ones_own_account(portal, row):
    answers = {
        column: portal.ask(person, row.method, row.address)
        for column, person in (("nobody", "nobody"), ("signed-in", "officer"))
    }
    assert {column: answer_of(answer) for column, answer in answers.items()} == row.answers
    leaves_nothing_behind(answers.values())
    is_valid_html(answers.values())


# The administration: by its patterns, each asked for a real row.


def rule_of(method, route):
    """Who may ask this, by the first line that fits."""
    heading, *lines = filter(None, map(str.split, ADMINISTRATION.splitlines()))
    return next(
        dict(zip(heading, answers, strict=True))
        for methods, pattern, *answers in lines
        if methods in ("any", method) and re.match(pattern, route)
    )


def address_of(route):
    address = route.replace("<path:content_type_id>/<path:object_id>", "1/1")
    address = re.sub(r"(\w+)/<(path:object_id|id)>", r"\1/{\1}", address)
    address = re.sub(r"\^?\(\?P<app_label>.*?\)/\$", "reporting/", address)
    return "/" + re.sub(r"\(\?P<url>.*", "nowhere/", address)


@pytest.mark.parametrize("route", ADMIN_ROUTES)
def test_who_administers_what(portal, route):
    address = address_of(route)
    for method in ("GET", "POST"):
        assert answer_of(portal.ask("nobody", method, address)) == "in"
        rule = rule_of(method, route)
        got = {person: answer_of(portal.ask(person, method, address)) for person in rule}
        opened = {"ok": "yes", "go": "yes", "404": "yes", "405": "yes"}
        assert {person: opened.get(one, one) for person, one in got.items()} == rule, method


# What holds of all addresses.


@pytest.mark.parametrize("address", dict.fromkeys(row.address for row in ROWS))
def test_a_method_without_a_row_is_not_allowed(portal, address):
    if address == "/language/setlang/":
        return  # Django's own: whatever the method, it sends back to where one was
    of_this_route = {row.method for row in ROWS if route_of(row.address) == route_of(address)}
    for method in set(METHODS) - of_this_route:
        for person in ("nobody", "approver", "sec-gen"):
            assert portal.ask(person, method, address).status_code == 405, (method, person)


def test_nothing_is_posted_without_the_token_of_a_form(portal):
    """Each POST by somebody who may: only the token is wanting."""
    portal.clients["forger"] = Client(enforce_csrf_checks=True)
    for row in ROWS:
        may = [person for person, answer in row.answers.items() if answer == "go"]
        if row.method == "POST" and may:
            portal.sessions["forger"] = portal.sessions.get(may[-1], "")
            response = portal.ask("forger", "POST", row.address, row.body)
            assert response.status_code == 403, row
            assert "CSRF" in response.text or "form" in response.text, row


def test_who_belongs_to_no_unit_is_told_whom_to_ask(portal):
    portal.sign_in("no unit", NO_UNIT)
    for row in ROWS:
        if row.answers["nobody"] == "in":
            response = portal.ask("no unit", row.method, row.address, row.body)
            assert response.status_code == 403, row
            assert "Ask the administrator" in response.text, row


def test_a_stranger_cannot_tell_what_is_there(portal):
    """Another unit's report and one that nobody has begun look the same."""
    there, nowhere = (
        portal.ask("takeo", "GET", f"/reports/KH-08/committee/{period}/").text
        for period in ("2021-03", "2021-12")
    )
    assert nonces_aside(there).replace("2021-03", "2021-12") == nonces_aside(nowhere)


def nonces_aside(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_nobody_acts_as_somebody_else(portal):
    theirs = {"membership": str(portal.memberships["sec-gen"])}
    assert portal.ask("officer", "POST", "/acting-as/?", theirs).status_code == 404


def test_the_table_has_teeth(portal, monkeypatch):
    """The control: a focal point that may sign is found out."""
    [row] = [row for row in ROWS if str(row) == "GET /reports/{prepared}/sign/"]
    monkeypatch.setitem(ROLES, Role.FOCAL_POINT, ROLES[Role.APPROVER])
    assert answer_of(portal.ask("focal", row.method, row.address)) == "ok" != row.answers["focal"]


def test_static_files_are_kept(portal):
    """Unlike pages, they are nobody's."""
    assert "no-store" not in Client().get("/static/favicon.svg").get("Cache-Control", "")
