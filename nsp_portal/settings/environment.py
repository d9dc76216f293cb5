"""What the settings read from the environment, and the one sentence said when it is wrong."""

import os
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def flag(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    word = environ.get(name, "").strip().lower()
    if word not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not “{word}”.")
    return word in TRUE


def words(name: str, default: str, environ: Mapping[str, str] = os.environ) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]


def secret_key(*, debug: bool, environ: Mapping[str, str] = os.environ) -> str:
    key = environ.get("SECRET_KEY", "")
    if key:
        return key
    if debug:
        return "only-for-development-never-for-real-data"
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: set it to a long random text, "
        "or start the portal with “make demo”, which makes one."
    )


def mail_backend(*, has_host: bool, folder: str, debug: bool) -> str:
    """Which of Django's ways to send e-mails: a server that was named is used in any case."""
    if has_host or not (folder or debug):
        return "smtp"
    return "filebased" if folder else "console"
