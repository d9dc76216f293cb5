from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.core.checks import Tags, run_checks

from provinces.tenancy import checks


def connections_as(role):
    cursor = SimpleNamespace(execute=lambda sql: None, fetchone=lambda: role)
    return {"default": SimpleNamespace(vendor="postgresql", cursor=lambda: nullcontext(cursor))}


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (("postgres", True, True), "is a superuser"),
        (("backup", False, True), "is allowed to bypass"),
    ],
)
def test_a_connection_above_the_policies_is_refused_in_plain_words(monkeypatch, role, why):
    monkeypatch.setattr(checks, "connections", connections_as(role))

    [problem] = checks.login_role_is_bound_by_policies(databases=["default"])

    assert problem.id == "provinces.E001"
    assert problem.msg.startswith(f"The database role '{role[0]}' {why}")


@pytest.mark.django_db
def test_the_tests_own_connection_passes():
    assert run_checks(tags=[Tags.database], databases=["default"]) == []
