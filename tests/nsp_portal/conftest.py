import os
import tempfile
from pathlib import Path

import pytest

GIVEN = {
    "ADMIN_DATABASE_URL",
    "APP_DATABASE_PASSWORD",
    "DATABASE_OWNER_URL",
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "PLAIN_HTTP",
    "REDIS_URL",
    "SECRET_KEY",
    "VAR_DIR",
}


@pytest.fixture(scope="session")
def bare_environment():
    """As on a machine that was told nothing about servers and secrets."""
    return {name: value for name, value in os.environ.items() if name not in GIVEN}


@pytest.fixture(scope="module")
def var():
    """A folder for servers. Not pytest's own: that one is closed to PostgreSQL's account again
    and again, by each run of tests that starts."""
    with tempfile.TemporaryDirectory(prefix="nsp-") as folder:
        yield Path(folder)
