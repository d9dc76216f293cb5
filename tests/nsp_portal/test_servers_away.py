"""The site while Redis is down, while it hangs, and while PostgreSQL is away: real servers."""

import re
import time
from contextlib import contextmanager
from http import HTTPStatus

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation

from nsp_portal import cache as patient
from nsp_portal.celery import app
from nsp_portal.services.postgres import free_port
from provinces.models import User
from provinces.troubles import Trouble, in_words
from tests.conftest import connected_to
from tests.factories import KANDAL_OFFICER
from tests.portal.permission_portal import portal_of_2020
from tests.portal.permission_table import PEOPLE, PORTAL, STATES, rows_of
from tests.redis_server import redis_server

ROWS = rows_of(PORTAL, list(PEOPLE))
LONGEST = 8.0  # seconds; some of them set a PDF on a busy machine
OPEN = ("ok", "go")


@pytest.fixture(scope="module")
def server():
    with redis_server() as made:
        yield made


@pytest.fixture(scope="module")
def portal(database_2020, django_db_blocker, tmp_path_factory, server):
    used = {"default": {"BACKEND": "nsp_portal.cache.PatientCache", "LOCATION": server.url}}
    with (
        django_db_blocker.unblock(),
        connected_to(database_2020),
        override_settings(CACHES=used, REDIS_URL=server.url),
        portal_of_2020(tmp_path_factory.mktemp("var")) as made,
    ):
        yield made


@pytest.fixture
def broken_lines(monkeypatch):
    """How often somebody waited for Redis in vain."""
    found: list[float] = []
    broke = patient.ServerAvailability.broke

    def counted(line, error):
        found.append(time.monotonic())
        broke(line, error)

    monkeypatch.setattr(patient.ServerAvailability, "broke", counted)
    return found


@contextmanager
def away(server, how):
    """The server is down or hangs for the length of the block."""
    cache.get("while-it-is-there")
    server.stop() if how == "down" else server.hang()
    try:
        yield
    finally:
        server.start() if how == "down" else server.go_on()
        met_anew()


def met_anew():
    used = caches["default"]
    assert isinstance(used, patient.PatientCache)
    used.line.rests_until = 0.0


def first_who_may(row):
    return next((who for who in ("officer", *PEOPLE) if row.answers[who] in OPEN), None)


def test_every_page_works_without_redis(portal, server, monkeypatch, broken_lines):
    """By somebody who may, each address with each of its methods; jobs are asked for too. Each
    request meets the server anew, and waits for it no more than once."""
    monkeypatch.setattr(app.conf, "broker_url", server.url)
    asked, wrong = [], []

    def ask(row):
        met_anew()
        broken_lines.clear()
        began = time.monotonic()
        status = portal.ask(first_who_may(row), row.method, row.address, row.body).status_code
        seconds = time.monotonic() - began
        waits = len(broken_lines)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or waits > 1 or seconds > LONGEST:
            wrong.append(f"{row}: {status}, {waits} waits, {seconds:.1f} s")
        return waits or row.method == "POST"

    with away(server, "hung"):
        asked = [row for row in ROWS if first_who_may(row) and ask(row)]
    with away(server, "down"):
        for row in asked:
            ask(row)
    assert len(asked) > 50
    assert wrong == []


@pytest.mark.parametrize("how", ["down", "hung"])
def test_one_signs_in_without_redis(portal, server, broken_lines, how):
    user = User.objects.get(username=KANDAL_OFFICER)
    user.set_password("a-long-password")
    user.save()
    sent = {"login": KANDAL_OFFICER, "password": "a-long-password"}
    with away(server, how):
        began = time.monotonic()
        wrong = Client().post("/accounts/login/", {**sent, "password": "another"})
        right = Client().post("/accounts/login/", sent)
    assert (wrong.status_code, right.status_code, right["Location"]) == (200, 302, "/")
    assert time.monotonic() - began < LONGEST
    assert len(broken_lines) <= 1


def test_wrong_passwords_are_counted_without_redis(portal, server):
    """In the memory of the process: who guesses is stopped there too."""
    with away(server, "down"):
        cache.clear()
        guessed = [
            Client().post("/accounts/login/", {"login": "takeo.officer", "password": str(number)})
            for number in range(60)
        ]
        cache.clear()
    wrong, stopped = (token_aside(one.text) for one in (guessed[0], guessed[-1]))
    assert guessed[0].status_code == HTTPStatus.OK
    assert stopped != wrong == token_aside(guessed[1].text)


def token_aside(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_health_says_what_is_up(portal, server):
    assert Client().get("/healthz").text == "ok\ndatabase: up\nredis: up\n"
    with away(server, "hung"):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\ndatabase: up\nredis: away\n")


# PostgreSQL ---------------------------------------------------------------------------------------


@pytest.fixture
def without_database(portal):
    """Nobody listens where the database was; the portal of 2020 is there again afterwards."""
    kept = connection.connection, connection.settings_dict.copy(), connection.in_atomic_block
    saved = connection.savepoint_ids, connection.atomic_blocks, connection.autocommit
    connection.connection, connection.in_atomic_block = None, False
    connection.savepoint_ids, connection.atomic_blocks = [], []
    connection.settings_dict["PORT"] = str(free_port())
    yield
    connection.connection, settings, connection.in_atomic_block = kept
    connection.settings_dict.update(settings)
    connection.savepoint_ids, connection.atomic_blocks, connection.autocommit = saved


@pytest.fixture
def reader(portal):
    client = Client(raise_request_exception=False)
    client.cookies["nsp_session"] = portal.sessions["officer"]
    return client


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_postgresql_a_page_says_so_and_when_to_come_back(
    reader, without_database, method, language
):
    address = f"/reports/{STATES['draft']}/"
    typed = {"comment": "How many of them?", "password": "not to be shown"}
    answer = getattr(reader, method)(address, typed, headers={"accept-language": language})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert f'<html lang="{language}">' in answer.text
    with translation.override(language):
        assert in_words(Trouble.DATABASE) in answer.text
    assert ("How many of them?</textarea>" in answer.text) == (method == "post")
    assert "not to be shown" not in answer.text
    assert not re.search(r"Error|psycopg|127\.0\.0\.1", answer.text)


def test_without_postgresql_the_page_that_saves_itself_is_told_to_try_again(
    reader, without_database
):
    address = f"/reports/{STATES['draft']}/save/"
    answer = reader.post(address, {"inputs": {}}, "application/json")
    assert answer.status_code == 503


def test_health_is_a_503_without_postgresql(without_database):
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.text.splitlines()[:2] == ["not ok", "database: away"]


def test_a_mistake_of_ours_is_no_503(portal, monkeypatch):
    def wrong(*_arguments, **_more):
        raise ValueError("of the programmers")

    monkeypatch.setattr("reporting.consolidation.views.runs", wrong)
    client = Client(raise_request_exception=False)
    client.cookies["nsp_session"] = portal.sessions["consol"]
    answer = client.get("/consolidations/")
    assert answer.status_code == 500
    assert "of the programmers" not in answer.text


def test_a_full_disk_is_said_in_words(portal, monkeypatch):
    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reporting.consolidation.views.runs", full)
    client = Client(raise_request_exception=False)
    client.cookies["nsp_session"] = portal.sessions["consol"]
    answer = client.get("/consolidations/")
    assert answer.status_code == 503
    assert "The disk of the server is full" in answer.text
    assert "No space left" not in answer.text
