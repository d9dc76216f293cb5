"""The tests' own ground: a real login role, and copies for tests that commit."""

import subprocess
import sys
import urllib.request

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


@pytest.mark.django_db
def test_tests_run_as_the_login_role_that_owns_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolinherit,"
            " (SELECT count(*) FROM pg_class WHERE relowner = r.oid)"
            " FROM pg_roles r WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("nsp_app", False, False, False, 0)


def save_session() -> None:
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=timezone.now())


@pytest.mark.parametrize("again", [1, 2])
def test_what_a_clone_commits_is_gone_with_it(cloned_database, again):
    assert not Session.objects.exists()
    save_session()


def test_a_process_sees_what_the_test_committed(cloned_environment):
    save_session()
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c",
         "from django.contrib.sessions.models import Session; print(Session.objects.count())"],
        env=cloned_environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stdout.strip() == "1"


def test_the_live_site_answers_from_the_clone(live_site):
    with urllib.request.urlopen(f"{live_site}/healthz") as answer:
        assert answer.read().splitlines()[0] == b"ok"
