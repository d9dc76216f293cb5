import os
import subprocess
import sys

import pytest
from django.utils import translation
from django.utils.formats import localize

from nsp_portal.settings.environment import flag, mail_backend, words
from reporting.core.views.tags import number

SETTINGS = {"SECRET_KEY", "DEBUG", "PLAIN_HTTP", "ALLOWED_HOSTS"}


@pytest.fixture
def settings_say():
    def ask(expression, *, expect=0, **environment):
        clean = {k: v for k, v in os.environ.items() if k not in SETTINGS}
        done = subprocess.run(
            [sys.executable, "-c", f"import nsp_portal.settings as s; print(({expression}))"],
            env=clean | environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == expect, done.stderr
        return done.stdout.strip() if expect == 0 else done.stderr.strip().splitlines()[-1]

    return ask


def test_without_a_secret_key_it_refuses_and_says_so(settings_say):
    told = settings_say("s", expect=1)
    assert told.startswith("django.core.exceptions.ImproperlyConfigured: SECRET_KEY is not set")


def test_safe_by_default(settings_say):
    safe = "s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT"
    assert settings_say(safe, SECRET_KEY="x") == "(False, True, True, True)"


@pytest.mark.parametrize("environment", [{"DEBUG": "1"}, {"SECRET_KEY": "x", "PLAIN_HTTP": "1"}])
def test_ones_own_machine_needs_no_tls(settings_say, environment):
    assert settings_say("s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS", **environment) == (
        "(False, 0)"
    )


def test_a_flag_is_1_or_0():
    assert flag("X", {"X": "1"})
    assert not flag("X", {"X": "off"})
    assert not flag("X", {})
    with pytest.raises(Exception, match="X must be 1 or 0, not “maybe”"):
        flag("X", {"X": "maybe"})


def test_words_are_parted_by_commas():
    assert words("X", "", {"X": "a.gov.kh, b.gov.kh,"}) == ["a.gov.kh", "b.gov.kh"]


@pytest.mark.parametrize("language", ["en", "km"])
def test_thousands_are_grouped_in_both_languages_where_it_is_asked_for(language):
    with translation.override(language):
        assert number(33976) == "33,976"
        assert localize(33976) == "33976"  # a key, the number of a commitment
        assert localize(0.5) == "0.5"


@pytest.mark.parametrize(
    ("has_host", "folder", "debug", "way"),
    [
        (True, "var/mail", True, "smtp"),
        (False, "var/mail", True, "filebased"),
        (False, "", True, "console"),
        (False, "", False, "smtp"),
    ],
)
def test_a_mail_server_that_is_named_is_used_in_any_case(has_host, folder, debug, way):
    assert mail_backend(has_host=has_host, folder=folder, debug=debug) == way
