from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from provinces.management.commands import create_administrator
from provinces.models import Membership, User
from provinces.roles import Role

USERNAME, ADDRESS = "chan.dara", "chan.dara@example.org"


def create(*arguments, **options) -> str:
    said = StringIO()
    call_command("create_administrator", *arguments, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def terminal(monkeypatch):
    """Somebody at a terminal who answers with these, one after the other."""

    def answers(*texts):
        given = iter(texts)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda question: next(given))
        monkeypatch.setattr(create_administrator, "getpass", lambda question: next(given))

    return answers


def test_with_the_printed_password_they_open_the_people(cast, client):
    said = create(USERNAME, email=ADDRESS, name="Chan Dara", generate_password=True)
    password = said.split()[-1]

    client.post(reverse("account_login"), {"login": USERNAME, "password": password})

    assert client.get(reverse("admin:provinces_user_add")).status_code == 200


def test_it_is_a_membership_at_the_secretariat_and_no_flag(cast):
    create(USERNAME, email=ADDRESS, generate_password=True)

    membership = Membership.objects.get(user__username=USERNAME)
    assert (membership.organisation_unit, membership.role) == (cast.secretariat, Role.ADMINISTRATOR)
    assert not (membership.user.is_staff or membership.user.is_superuser)


def test_at_a_terminal_everything_is_asked_for(cast, terminal):
    terminal(USERNAME, ADDRESS, "a long password", "a long password")

    assert "password" not in create()
    assert User.objects.get(email=ADDRESS).check_password("a long password")


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (["a long password", "another password"], "differ"),
        (["short", "short"], "too short"),
        (["chan.dara1", "chan.dara1"], "too similar"),
    ],
)
def test_a_bad_password_makes_nobody(cast, terminal, answers, reason):
    terminal(*answers)

    with pytest.raises(CommandError, match=reason):
        create(USERNAME, email=ADDRESS)
    assert not User.objects.filter(username=USERNAME).exists()


@pytest.mark.parametrize(
    ("username", "email", "reason"),
    [
        ("Kandal.Officer", ADDRESS, "already"),
        (USERNAME, "KANDAL.OFFICER@example.org", "already"),
        ("chan dara", ADDRESS, "valid username"),
        (USERNAME, "nowhere", "valid email"),
    ],
)
def test_a_name_that_cannot_be_is_refused(cast, username, email, reason):
    with pytest.raises(CommandError, match=reason):
        create(username, email=email, generate_password=True)


def test_without_a_terminal_it_says_what_to_add(cast, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    with pytest.raises(CommandError, match="--email"):
        create(USERNAME)
    with pytest.raises(CommandError, match="--generate-password"):
        create(USERNAME, email=ADDRESS)


def test_without_units_it_says_what_to_load(db):
    with pytest.raises(CommandError, match="load_organisations"):
        create(USERNAME, email=ADDRESS, generate_password=True)
