from collections.abc import Callable

import pytest
from django.test import Client

from provinces.models import User
from provinces.roles import Role
from reporting.models import Consolidation
from tests import editions
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    secretariat,
)

BY_ROLE = {
    Role.DATA_OFFICER: KANDAL_OFFICER,
    Role.APPROVER: KANDAL_APPROVER,
    Role.FOCAL_POINT: KANDAL_VIEWER,
    Role.REVIEWER: REVIEWER,
    Role.GROUP_LEAD: "wg-just.lead",
    Role.CONSOLIDATOR: CONSOLIDATOR,
    Role.SECRETARY_GENERAL: SECRETARY_GENERAL,
    Role.ADMINISTRATOR: "gs.administrator",
}

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def signed_in(year_2020: None) -> Callable[[str], Client]:
    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(username=username),
            "allauth.account.auth_backends.AuthenticationBackend",
        )
        return client

    return sign_in


@pytest.fixture
def edition(year_2020: None) -> Consolidation:
    """The figures of 2020, whose edition is in work."""
    editions.begun()
    with secretariat():
        return Consolidation.objects.get(year=2020)


@pytest.fixture
def published(edition: Consolidation) -> Consolidation:
    editions.published()
    with secretariat():
        edition.refresh_from_db()
    return edition
