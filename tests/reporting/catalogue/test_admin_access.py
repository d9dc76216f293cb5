import pytest
from django.contrib import admin
from django.urls import reverse

from provinces.tenancy import DatabaseRole, acting_as
from reporting.core.admin.site import Audited
from reporting.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_comes_to_the_portals_own_page(client):
    page = reverse("admin:strategies_table_changelist")

    for address in (page, reverse("admin:index")):
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"] == f"{reverse('account_login')}?next={address}"
    assert client.get(reverse("admin:login")).headers["Location"].startswith("/accounts/")


def test_a_stranger_is_told_why_even_with_djangos_own_flags(cast, client):
    client.force_login(cast.officer)

    for name in ("index", "login", "strategies_table_changelist", "reporting_job_changelist"):
        response = client.get(reverse(f"admin:{name}"))
        assert response.status_code == 403
        assert "administrators of the General Secretariat" in response.content.decode()


def test_the_administrator_needs_no_flag(cast, administrator):
    assert not cast.administrator.is_staff
    assert administrator.get(reverse("admin:index")).status_code == 200


def test_who_may_read_the_audit_trail_reads_nothing_else(cast, client):
    client.force_login(cast.consolidator)

    assert client.get(reverse("admin:reporting_auditevent_changelist")).status_code == 200
    for name in ("strategies_table", "provinces_user", "reporting_plannedactivity"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_every_page_that_writes_is_audited():
    assert all(isinstance(page, Audited) for page in admin.site._registry.values())


def test_nobody_administers_the_passwords_and_second_factors_of_others():
    apps = {model._meta.app_label for model in admin.site._registry}

    assert not apps & {"account", "mfa"}


def test_a_change_to_a_unit_leaves_an_audit_row(cast, administrator):
    page = reverse("admin:provinces_organisationunit_change", args=[cast.kandal.pk])
    response = administrator.post(
        page,
        {
            "kind": "province",
            "parent": cast.kandal.parent_id,
            "position": 3,
            "short_name": "Kandal",
            "names-TOTAL_FORMS": 0,
            "names-INITIAL_FORMS": 0,
            "aliases-TOTAL_FORMS": 0,
            "aliases-INITIAL_FORMS": 0,
        },
    )

    assert response.status_code == 302
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        event = AuditEvent.objects.get()
        assert (event.action, event.by) == ("admin.changed", cast.administrator)
        assert event.target == f"organisationunit:{cast.kandal.pk} KH-08"
        assert event.detail["values"]["short_name"] == ["", "Kandal"]


@pytest.mark.parametrize("name", ["auditevent", "job", "report"])
def test_records_are_read_only(administrator, name):
    assert administrator.get(reverse(f"admin:reporting_{name}_changelist")).status_code == 200
    assert administrator.get(reverse(f"admin:reporting_{name}_add")).status_code == 403
