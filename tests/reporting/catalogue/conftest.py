"""A small cast and a small catalogue: public forums, counted by kind, filled by provinces."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.forms import BooleanField, ModelMultipleChoiceField, MultipleChoiceField
from django.test import Client

from provinces.models import Membership, OrganisationUnit, UnitKind, User
from provinces.roles import Role
from provinces.tenancy import DatabaseRole, acting_as
from reporting.access import Actor
from reporting.catalogue.actions.publishing import publish
from reporting.catalogue.actions.rebuilding import rebuild_cells
from reporting.catalogue.queries.drafts import draft_tables
from reporting.models import DataValue, Report, Revision
from strategies.models import Cell, DataSet, Element, Option, Section, Table, TableDataSet


def as_secretariat():
    return acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None)


@dataclass(frozen=True)
class Cast:
    secretariat: OrganisationUnit
    kandal: OrganisationUnit
    administrator: User
    consolidator: User
    officer: User


def person(username: str, unit: OrganisationUnit, role: Role, **flags: bool) -> User:
    user = User.objects.create_user(username, f"{username}@example.org", "a long password", **flags)
    Membership.objects.create(user=user, organisation_unit=unit, role=role)
    return user


@pytest.fixture
def cast(db: None) -> Cast:
    with as_secretariat():
        nation = OrganisationUnit.objects.create(code="NCCT", kind=UnitKind.NATION)
        secretariat, kandal = (
            OrganisationUnit.objects.create(code=code, kind=kind, parent=nation)
            for code, kind in [("GS", UnitKind.SECRETARIAT), ("KH-08", UnitKind.PROVINCE)]
        )
        return Cast(
            secretariat,
            kandal,
            person("gs.administrator", secretariat, Role.ADMINISTRATOR),
            person("gs.consolidator", secretariat, Role.CONSOLIDATOR),
            # The flags of Django's own permissions mean nothing here.
            person("kandal.officer", kandal, Role.DATA_OFFICER, is_staff=True, is_superuser=True),
        )


@pytest.fixture
def administrator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def forums(cast: Cast) -> Table:
    with as_secretariat():
        data_set = DataSet.objects.create(
            code="committee", title_en="Committee", kinds=["province"], period_kinds=["year"]
        )
        section = Section.objects.create(code="II.B", title_en="Awareness", level=2, position=1)
        table = make_table(section, "forums")
        TableDataSet.objects.create(table=table, data_set=data_set)
        rebuild_cells()
    return table


def make_table(section: Section, code: str) -> Table:
    table = Table.objects.create(
        code=code, title_en=f"Public {code}", section=section, kind="fixed", layout="rows",
        totals=True, position=1,
    )  # fmt: skip
    persons = element(table, "persons", 0)
    element(table, "females", 1, part_of=persons)
    for position, one in enumerate(["schools", "villages"]):
        Option.objects.create(table=table, code=one, title_en=one, position=position)
    return table


def element(table: Table, code: str, position: int, **more: Any) -> Element:
    more = {"title_en": code, "unit_of_count": "person", **more}
    return Element.objects.create(table=table, code=code, position=position, **more)


def published(person: User, table: str) -> None:
    """All drafts of the table, with the Khmer that they wait for."""
    with acting(person) as by:
        for model in (Table, Element, Option):
            model.everything.filter(is_draft=True, title_km="").update(title_km="សាកល្បង")
        found = draft_tables(table)
        keys = [looked.draft.key for one in found for looked in one.drafts]
        publish(by=by, table=table, keys=keys)


@contextmanager
def acting(person: User) -> Iterator[Actor]:
    with as_secretariat():
        by = actor(person)
    with acting_as(role=by.database_role, organisation_unit_id=by.unit.pk, user_id=by.user.pk):
        yield by


def actor(person: User) -> Actor:
    held = Membership.objects.filter(user=person).select_related("organisation_unit").get()
    return Actor.at(person, held.organisation_unit, [held.role])


@pytest.fixture
def reported(cast: Cast, forums: Table) -> Table:
    """Kandal has said for 2020 how many females came to forums in schools."""
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=cast.kandal.pk):
        report = Report.objects.create(
            organisation_unit=cast.kandal,
            data_set=DataSet.objects.get(),
            period_key=20200,
            year=2020,
        )
        revision = Revision.objects.create(
            report=report, organisation_unit=cast.kandal, created_by=cast.officer
        )
        DataValue.objects.create(
            revision=revision,
            organisation_unit=cast.kandal,
            cell=Cell.objects.get(code="forums[schools].females"),
            period_key=20200,
            value=812,
        )
    return forums


def posted(page: Any) -> dict[str, Any]:
    """What the forms of an admin page would send back unchanged."""
    context = page.context
    forms = [context["adminform"].form]
    data: dict[str, Any] = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(bound.field, BooleanField):
                value = "on" if value else None
            elif not isinstance(bound.field, MultipleChoiceField | ModelMultipleChoiceField):
                value = bound.field.prepare_value(value)
            if value is not None:
                data[bound.html_name] = value
    return data
