"""Failures are limited, not people: a ministry sits behind one address."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from provinces import attempts
from provinces.models import User
from provinces.roles import Role
from provinces.tenancy import DatabaseRole, acting_as
from tests.provinces.conftest import person

RIGHT, WRONG = "a long password", "a wrong password"
MINISTRY, ELSEWHERE, HOME = "10.1.1.1", "10.2.2.2", "10.3.3.3"
WAIT = "Too many attempts to sign in with this name have failed here."


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, name, password=RIGHT, address=MINISTRY):
    response = client.post(
        reverse("account_login"), {"login": name, "password": password}, REMOTE_ADDR=address
    )
    if response.status_code == 302:
        client.session.flush()
    return response


def fail(client, name, times, address=ELSEWHERE):
    return [sign_in(client, name, WRONG, address) for _time in range(times)]


def test_sixty_people_sign_in_within_a_minute_from_one_address(cast, client_of):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        names = [f"person.{at}" for at in range(60)]
        for name in names:
            person(name, cast.takeo, Role.DATA_OFFICER)

    assert {sign_in(client_of(), name).status_code for name in names} == {302}


@pytest.fixture
def client_of():
    from django.test import Client

    return Client


def test_five_failures_make_this_address_wait_with_this_name(cast, client):
    *_four, fifth = fail(client, "kandal.officer", 5)
    assert WAIT not in fifth.text

    sixth = sign_in(client, "kandal.officer", RIGHT, ELSEWHERE)
    assert sixth.status_code == 200
    assert f"{WAIT} Wait 1 minute, then try again" in sixth.text


def test_a_stranger_who_fails_does_not_lock_out_whose_name_it_is(cast, client, client_of):
    fail(client, "kandal.officer", 9)

    assert sign_in(client_of(), "kandal.officer", RIGHT, MINISTRY).status_code == 302


def test_a_colleague_at_the_strangers_address_is_let_in(cast, client, client_of):
    fail(client, "kandal.officer", 9, MINISTRY)
    for at in range(60):  # and many names more
        fail(client, f"nobody.{at}", 1, MINISTRY)

    assert sign_in(client_of(), "gs.reviewer", RIGHT, MINISTRY).status_code == 302


def test_an_address_that_fails_with_many_names_has_one_try_a_name(cast, client):
    for at in range(attempts.MANY_FROM_ADDRESS):
        fail(client, f"nobody.{at}", 1)

    first, second = fail(client, "kandal.officer", 2)
    assert (WAIT in first.text, WAIT in second.text) == (False, True)


def test_name_and_e_mail_address_count_together(cast, client):
    fail(client, "kandal.officer", 3)
    fail(client, "Kandal.Officer@example.org", 2)

    assert WAIT in sign_in(client, "kandal.officer", RIGHT, ELSEWHERE).text


def test_each_wait_is_longer_and_none_is_longer_than_a_quarter_of_an_hour(monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr(attempts, "time", lambda: now[0])
    stranger = attempts.Attempt("person 1", ELSEWHERE)
    waits = []
    for _time in range(11):
        stranger.failed()
        waits.append(stranger.seconds_to_wait())
        now[0] += waits[-1]
        assert stranger.seconds_to_wait() == 0
    assert waits == [0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900]


def test_a_name_tried_from_many_addresses_is_open_where_it_was_signed_in_before(
    cast, client, client_of
):
    at_home, on_a_new_computer, own = client_of(), client_of(), client_of()
    assert sign_in(at_home, "kandal.officer", RIGHT, HOME).status_code == 302
    assert sign_in(own, "kandal.officer", RIGHT, "10.4.4.4").status_code == 302
    for at in range(attempts.MANY_WITH_NAME):
        fail(client, "kandal.officer", 1, f"192.0.2.{at}")

    assert WAIT in sign_in(on_a_new_computer, "kandal.officer", RIGHT, "10.5.5.5").text
    assert sign_in(on_a_new_computer, "kandal.officer", RIGHT, HOME).status_code == 302
    assert sign_in(own, "kandal.officer", RIGHT, "10.6.6.6").status_code == 302


def test_whose_name_it_is_is_told_once(cast, client, client_of):
    fail(client, "kandal.officer", 5)
    own = client_of()
    own.post(
        reverse("account_login"),
        {"login": "kandal.officer", "password": RIGHT},
        REMOTE_ADDR=MINISTRY,
    )

    told = own.get(reverse("account_change_password")).text
    assert "5 attempts to sign in with your name have failed since" in told
    assert f"the last from the address {ELSEWHERE}" in told
    again = client_of()
    again.post(
        reverse("account_login"),
        {"login": "kandal.officer", "password": RIGHT},
        REMOTE_ADDR=MINISTRY,
    )
    assert "to sign in with your name" not in again.get(reverse("account_change_password")).text


def test_one_who_gets_it_right_after_a_slip_starts_anew(cast, client):
    fail(client, "kandal.officer", 4, MINISTRY)
    assert sign_in(client, "kandal.officer", RIGHT, MINISTRY).status_code == 302
    *_three, fourth = fail(client, "kandal.officer", 4, MINISTRY)

    assert WAIT not in fourth.text


def test_codes_of_the_second_factor_are_limited(settings):
    from allauth.account import app_settings

    assert app_settings.RATE_LIMITS["login_failed"] == "5/5m/key"


def test_who_asks_too_often_is_told_how_long_to_wait(cast, client):
    answers = [
        client.post(reverse("account_reset_password"), {"email": "kandal.officer@example.org"})
        for _time in range(4)
    ]

    assert [one.status_code for one in answers] == [302, 302, 302, 429]
    assert "Try again in 60 seconds." in answers[-1].text
    assert answers[-1]["Retry-After"] == "60"
    assert User.objects.filter(username="kandal.officer").exists()
