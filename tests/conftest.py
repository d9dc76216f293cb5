"""Real PostgreSQL, asked as the real login role.

The owner migrates a template database once; the tests' database is a copy of it, and the portal's
connection is `nsp_app`'s, who owns nothing. Ordinary tests roll back. `nsp_app` cannot TRUNCATE,
so a test that commits (a live server, a worker, two connections) asks for `cloned_database`, a
fresh copy of its own, and never for `transactional_db`.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.utils import translation
from psycopg2.sql import SQL, Identifier
from pytest_django.live_server_helper import LiveServer

from nsp_portal.services.roles import with_login
from tests.programs import program, pytest_terminal_summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["pytest_terminal_summary"]  # a hook

OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
PREFIX = "test_nsp_"
NAME = f"{PREFIX}{os.getpid()}"
TEMPLATE = f"{NAME}_template"
_numbers = count(1)


def ask_owner(statement: str, *names: str) -> list[tuple[Any, ...]]:
    """As the owner, outside of any test database."""
    with closing(psycopg2.connect(OWNER_URL)) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            cursor.execute(SQL(statement).format(*map(Identifier, names)))
            return cursor.fetchall() if cursor.description else []


def leave_room_below_keys() -> None:
    """New rows get keys as they are after years: of five digits and more, which a page must not
    group ("12,345" in an address leads nowhere), and no two tables' keys are alike."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, 10000 * row_number() OVER (ORDER BY sequence)) FROM ("
            "  SELECT format('%I.%I', schemaname, sequencename)::regclass AS sequence"
            "  FROM pg_sequences WHERE schemaname = 'public') AS sequences"
        )


def copy_template(name: str, template: str = TEMPLATE) -> str:
    ask_owner("CREATE DATABASE {} TEMPLATE {}", name, template)
    return name


def drop(name: str) -> None:
    """Server threads and worker processes may still be connected: only `nsp_app` may end them."""
    with connected_to(name), suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
            [name],
        )
    ask_owner("DROP DATABASE IF EXISTS {}", name)


@contextmanager
def connected_to(name: str, **login: str) -> Iterator[None]:
    """The default connection, turned to another database (and perhaps another login)."""
    settings = connection.settings_dict
    before = settings.copy()
    connections.close_all()
    settings.update(login, NAME=name)
    try:
        yield
    finally:
        connections.close_all()
        settings.update(before)


def drop_abandoned() -> None:
    """Those of test runs on this machine that were killed: their number is their process."""
    for (name,) in ask_owner("SELECT datname FROM pg_database WHERE datname LIKE 'test_nsp_%'"):
        try:
            os.kill(int(name.removeprefix(PREFIX).split("_")[0]), 0)
        except ProcessLookupError:
            drop(name)


@pytest.fixture(autouse=True)
def language_of_the_settings() -> Iterator[None]:
    """A page that was asked for leaves its language in the thread."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    if not OWNER_URL:
        pytest.exit("Start the tests with “make test”: they need PostgreSQL.", returncode=4)
    owner = psycopg2.extensions.parse_dsn(OWNER_URL)
    with django_db_blocker.unblock():
        drop_abandoned()
    ask_owner("CREATE DATABASE {}", TEMPLATE)
    try:
        with (
            django_db_blocker.unblock(),
            connected_to(TEMPLATE, USER=owner["user"], PASSWORD=owner["password"]),
        ):
            call_command("prepare", verbosity=0)
            leave_room_below_keys()
        with connected_to(copy_template(NAME)):
            yield
    finally:
        with django_db_blocker.unblock():
            drop(NAME)
            drop(TEMPLATE)


@pytest.fixture
def cloned_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own for a test that commits; gives its name."""
    name = copy_template(f"{NAME}_{next(_numbers)}")
    try:
        with django_db_blocker.unblock(), connected_to(name):
            yield name
    finally:
        with django_db_blocker.unblock():
            drop(name)


@pytest.fixture
def live_site(cloned_database: str) -> Iterator[str]:
    """The portal's address, served by a thread out of a database of its own.

    pytest-django's `live_server` would ask for `transactional_db`, which truncates.
    """
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def cloned_environment(cloned_database: str) -> dict[str, str]:
    """For processes (a worker, a command) that shall use the same database as the test."""
    return environment_of(cloned_database)


def environment_of(name: str) -> dict[str, str]:
    """For processes that shall use the database `name`."""
    app = connection.settings_dict
    url = with_login(OWNER_URL, app["USER"], app["PASSWORD"], name)
    settings = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "nsp_portal.settings",
        "FIRST_LANGUAGE": "en",
    }
    return os.environ | settings


@pytest.fixture(scope="session")
def database_2020(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the reports of 2020, consolidated; nobody writes to it."""
    from tests.year_2020 import load_2020  # Django is set up by now

    name = copy_template(f"{NAME}_2020")
    try:
        with django_db_blocker.unblock(), connected_to(name):
            load_2020()
        yield name
    finally:
        with django_db_blocker.unblock():
            drop(name)


@pytest.fixture
def year_2020(database_2020: str, django_db_blocker: Any) -> Iterator[None]:
    """The default connection stands in the database of 2020; what the test does is rolled back."""
    with django_db_blocker.unblock(), connected_to(database_2020), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cloned_2020(database_2020: str, django_db_blocker: Any) -> Iterator[str]:
    """A copy of the database of 2020 for a test that commits; gives its name."""
    name = copy_template(f"{NAME}_{next(_numbers)}", database_2020)
    try:
        with django_db_blocker.unblock(), connected_to(name):
            yield name
    finally:
        with django_db_blocker.unblock():
            drop(name)


def migrate(database: str, to: str, app: str = "reporting") -> None:
    """The portal's own tables, forth or back, as their owner."""
    owner = psycopg2.extensions.parse_dsn(OWNER_URL)
    with connected_to(database, USER=owner["user"], PASSWORD=owner["password"]):
        call_command("migrate", app, to, verbosity=0)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium, driven by Playwright; a test gets its own page from `page`."""
    browser_program = program("chromium")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in our thread, which Django takes for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=browser_program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: "Browser", live_site: str) -> Iterator["Page"]:
    """A laptop's page; addresses begin at the live site: `page.goto("/")`. Nothing that the page
    says on its console as an error, a refused style or script for one, goes unnoticed."""
    context = chromium.new_context(base_url=live_site, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
