"""What an observer and the Permanent Vice-Chair get at every address of the portal. An address that
comes later is closed to an observer unless it is named here."""

from typing import Any

import pytest
from django.db import transaction

from provinces.tenancy import DatabaseRole, acting_as
from reporting.access import Refused
from reporting.core.queries.editions import newest_published
from reporting.editions.publishing.actions.observers import publish_to
from reporting.models import Consolidation, Edition, EditionDocument, Figure, RenderedFile
from tests.conftest import connected_to
from tests.factories import REVIEWER, SECRETARY_GENERAL, acting, secretariat, unit
from tests.portal.permission_portal import OBSERVER, portal_of_2020
from tests.portal.permission_table import PEOPLE, PORTAL, answer_of, rows_of

ROWS = rows_of(PORTAL, list(PEOPLE))
# One's own account and notices, for everybody who is signed in.
OWN = {
    "/healthz", "/language/setlang/", "/", "/acting-as/", "/notices/", "/notices/read/",
    "/notices/settings/", "/annual/", "/downloads/", "/evaluations/", "/tell-us/",
    "/search/", "/search/?q=kandal", "/search/proposals/?q=kandal",
}  # fmt: skip
# What is published to this observer: edition 1 of 2020, its pages, files and annex.
PUBLISHED = {
    "/annual/2020/", "/annual/2020/II.B.1.3/", "/annual/2020/discrepancies/",
    "/annual/2020/edition-1/", "/annual/2020/edition-1/II.B.1.3/",
    "/annual/2020/edition-1/discrepancies/", "/editions/2020/1/archive/",
    "/downloads/2020/annual-report.pdf", "/downloads/2020/figures.csv",
    "/downloads/2020/discrepancies.csv", "/editions/2020/1/compare/",
    "/editions/2020/1/files/", "/editions/2020/1/files/?unit=KH-08",
    "/editions/2020/1/files/canonical-figures.csv", "/editions/2020/1/files/report.pdf",
    "/editions/2020/1/files/discrepancies.csv", "/editions/2020/1/files/report.pdf/making/",
}  # fmt: skip
CLOSED = {"403", "404"}


@pytest.fixture(scope="module")
def portal(database_2020, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        connected_to(database_2020),
        portal_of_2020(tmp_path_factory.mktemp("var")) as made,
    ):
        made.sign_in("observer", OBSERVER)
        made.sign_in("vice", "gs.permanent-vice-chair")
        yield made


@pytest.fixture(autouse=True)
def undone(portal):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def opened(portal, person):
    """The addresses that are not closed to this person."""
    found = set()
    for row in ROWS:
        answer = portal.ask(person, row.method, row.address, row.body)
        if str(answer.status_code) not in CLOSED:
            found.add(row.address)
    return found


def given(**chosen):
    with acting(SECRETARY_GENERAL) as secretary:
        asked: dict[str, Any] = {"all_annual": False, "editions": (), **chosen}
        return publish_to(by=secretary, code="OBS-UN", **asked)


def test_an_observer_to_whom_nothing_is_published_reads_nothing(portal):
    assert opened(portal, "observer") == OWN
    assert "Nothing has been published to you yet" in portal.ask("observer", "GET", "/").text


def test_an_observer_reads_what_is_published_to_them_and_nothing_else(portal):
    given(all_annual=True)
    assert opened(portal, "observer") == OWN | PUBLISHED
    home = portal.ask("observer", "GET", "/").text
    assert "/annual/2020/edition-1/" in home and "report.pdf" in home
    for gone in ("/reports/", "/explore/", "/people/", "/calendar/", "/trace/"):
        assert f'href="{gone}' not in home
    section = portal.ask("observer", "GET", "/annual/2020/II.B.1.3/").text
    assert "/trace/" not in section


def test_what_is_taken_away_from_an_observer_is_gone(portal):
    with secretariat():
        edition = newest_published(202000)
    assert edition is not None
    assert given(editions=[edition.pk, 999_999]).editions == {edition.pk}
    assert answer_of(portal.ask("observer", "GET", "/annual/2020/")) == "ok"
    given()
    assert answer_of(portal.ask("observer", "GET", "/annual/2020/")) == "404"


def test_the_database_shows_an_observer_no_other_edition_whatever_the_code_asks(portal):
    models = (Edition, EditionDocument, RenderedFile, Consolidation, Figure)

    def seen():
        with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=unit("OBS-UN").pk):
            return [model.objects.exists() for model in models]

    assert seen() == [False] * 5
    given(all_annual=True)
    assert seen() == [True, True, seen()[2], True, True]
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=unit("KH-08").pk):
        assert Edition.objects.exists()  # the control: a unit reads what is published


def test_only_who_may_chooses_what_observers_read(portal):
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match="Only the Secretary General"):
        publish_to(by=reviewer, code="OBS-UN", all_annual=True, editions=())


def test_the_permanent_vice_chair_reads_as_a_leader_and_changes_only_what_is_hers(portal):
    reads, changes = set(), set()
    for row in ROWS:
        answer = answer_of(portal.ask("vice", row.method, row.address, row.body))
        if answer not in ("ok", "go"):
            continue
        if row.method == "GET":
            reads.add(row.address)
        elif row.answers["focal"] not in ("ok", "go"):  # else it is for everybody
            changes.add(row.address)
    assert {
        "/", "/annual/2018/", "/editions/2020/2/signatures/", "/discrepancies/2020/", "/committees/"
    } <= reads  # fmt: skip
    assert not {"/people/", "/labels/", "/review/", "/calendar/open/", "/observers/"} & reads
    assert changes == {
        "/editions/2020/2/comments/",
        "/editions/2020/2/comments/{comment}/answer/",
        "/editions/2020/2/files/report.pdf/making/",
        "/editions/{written}/figures/pieces/",
        "/evaluations/{evaluation}/document/",  # has its files written
    }
