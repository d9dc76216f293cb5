import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from tests.conftest import connected_to, copy_template, drop
from tests.portal.permission_portal import MANY, Portal
from tests.portal.permission_table import PEOPLE
from tests.site import data
from tests.site.states import build
from tests.site.unresolved import noting


@pytest.fixture(scope="session")
def site_database(database_2020: str, django_db_blocker: Any) -> Iterator[str]:
    """The database of the walked site; what the walk does is undone, address by address."""
    name = copy_template(f"test_nsp_{os.getpid()}_site", database_2020)
    try:
        with django_db_blocker.unblock(), connected_to(name):
            build()
        yield name
    finally:
        with django_db_blocker.unblock():
            drop(name)


@pytest.fixture(scope="module")
def portal(
    site_database: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """With everybody signed in; what a view raises is an answer of 500."""
    middleware = [*settings.MIDDLEWARE, "tests.site.noting.Noting"]
    folder = Path(tmp_path_factory.mktemp("var"))
    with (
        django_db_blocker.unblock(),
        connected_to(site_database),
        override_settings(MIDDLEWARE=middleware, VAR_DIR=folder, **MANY),
        noting(),
    ):
        made = Portal({}, raises=False)
        for person, username in PEOPLE.items():
            made.sign_in(person, username)
        yield made


@pytest.fixture(scope="module")
def ids(portal: Portal) -> data.Data:
    return data.found()
