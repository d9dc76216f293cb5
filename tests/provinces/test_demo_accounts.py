from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from provinces import people
from provinces.models import Membership, UnitKind, User
from provinces.queries import units_of_kinds
from provinces.roles import Role


@pytest.fixture
def var(settings, tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    var: Path = tmp_path / "var"
    settings.VAR_DIR = var
    return var


def demo_accounts(**options) -> str:
    said = StringIO()
    call_command("demo_accounts", stdout=said, **options)
    return said.getvalue()


def test_real_portals_are_left_alone(var):
    with pytest.raises(CommandError, match="add --yes"):
        demo_accounts()

    assert not var.exists()


def test_every_reporter_has_its_people(cast, var):
    demo_accounts(yes=True)

    for unit in units_of_kinds(UnitKind.PROVINCE, UnitKind.SECRETARIAT):
        assert people.holder(unit, Role.DATA_OFFICER).is_active
        assert people.holder(unit, Role.APPROVER) != people.holder(unit, Role.DATA_OFFICER)
        assert people.holder(unit, Role.FOCAL_POINT)
    assert people.reviewer() and people.consolidator() and people.secretary_general()
    assert people.at_secretariat(Role.ADMINISTRATOR).is_staff
    for membership in Membership.objects.select_related("organisation_unit"):
        membership.clean()


def test_again_changes_nothing_and_keeps_the_password(cast, var):
    demo_accounts(yes=True)
    count = User.objects.count()
    secret = var / "secrets-demo"
    password = secret.read_text().strip()

    said = demo_accounts(yes=True)

    assert "(0 new)" in said and password in said
    assert User.objects.count() == count
    assert secret.stat().st_mode & 0o777 == 0o600
    assert people.reviewer().check_password("a long password")  # a real person's is not touched
    assert people.holder(cast.takeo, Role.APPROVER).check_password(password)


def test_a_given_password_wins(cast, var, monkeypatch):
    demo_accounts(yes=True)
    monkeypatch.setenv("DEMO_PASSWORD", "given by hand")
    demo_accounts(yes=True)

    assert people.holder(cast.takeo, Role.APPROVER).check_password("given by hand")
