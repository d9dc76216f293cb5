import pytest
from django.urls import reverse

from provinces.models import Membership, User
from provinces.roles import Role
from provinces.tenancy import DatabaseRole, acting_as
from tests.provinces.conftest import person


def sign_in(client, login, password="a long password"):
    return client.post(reverse("account_login"), {"login": login, "password": password})


@pytest.mark.parametrize("login", ["kandal.officer", "kandal.officer@example.org"])
def test_by_username_or_by_address(cast, client, login):
    response = sign_in(client, login)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.officer.pk)


def test_nobody_signs_up(db, client):
    client.post(
        reverse("account_signup"),
        {"username": "me", "password1": "a long password", "password2": "a long password"},
    )

    assert not User.objects.filter(username="me").exists()


def test_a_person_changes_the_own_password(cast, client):
    sign_in(client, "kandal.officer")
    new = "quite another one"
    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": "a long password", "password1": new, "password2": new},
    )

    assert response.status_code == 302
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(new)


@pytest.fixture
def administrator(cast):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        user = person("gs.admin", cast.secretariat, Role.ADMINISTRATOR)
        User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


def test_the_administrator_mends_a_name(cast, client, administrator):
    client.force_login(administrator)
    page = reverse("admin:provinces_organisationunit_change", args=[cast.takeo.pk])
    assert client.get(page).status_code == 200

    response = client.post(
        page,
        {
            "kind": "province",
            "parent": cast.nation.pk,
            "position": 1,
            "short_name": "TKO",
            "tile_row": 4,
            "tile_col": 3,
            "names-TOTAL_FORMS": 1,
            "names-INITIAL_FORMS": 0,
            "names-0-en": "Takeo",
            "names-0-valid_from": 2014,
            "aliases-TOTAL_FORMS": 1,
            "aliases-INITIAL_FORMS": 0,
            "aliases-0-spelling": "Takéo",
        },
    )

    assert response.status_code == 302
    assert cast.takeo.names.get().en == "Takeo"
    assert cast.takeo.aliases.get().folded == "takeo"


@pytest.mark.parametrize("page", ["add", "changelist"])
@pytest.mark.parametrize("model", ["user", "organisationunit"])
def test_the_administrator_opens_every_page(cast, client, administrator, model, page):
    client.force_login(administrator)

    assert client.get(reverse(f"admin:provinces_{model}_{page}")).status_code == 200


def test_the_administrator_adds_a_person(cast, client, administrator):
    client.force_login(administrator)
    password = "a long enough one"
    response = client.post(
        reverse("admin:provinces_user_add"),
        {
            "username": "takeo.officer",
            "usable_password": "true",
            "password1": password,
            "password2": password,
            "memberships-TOTAL_FORMS": 1,
            "memberships-INITIAL_FORMS": 0,
            "memberships-0-organisation_unit": cast.takeo.pk,
            "memberships-0-role": Role.DATA_OFFICER,
        },
    )

    assert response.status_code == 302
    assert Membership.objects.get(user__username="takeo.officer").organisation_unit == cast.takeo


def test_staff_without_the_role_mend_nothing(cast, client):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        User.objects.filter(pk=cast.reviewer.pk).update(is_staff=True)
    client.force_login(cast.reviewer)

    assert client.get(reverse("admin:provinces_user_changelist")).status_code == 403
