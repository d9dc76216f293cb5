"""A province that asks its districts, and the reports of the districts: entered by the people of
the province, who stand in for a place without accounts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.entry.access import ReportAccess, access_to_report
from reporting.entry.page.actions import drafts, revisions
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.kernel.periods import Period
from reporting.kernel.tables import Value
from reporting.models import AskedPlaces, Revision
from reporting.places.actions import ask
from reporting.review.actions import approval
from strategies.models import DataSet
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    Numbers,
    acting,
    actor,
    address,
    answered,
    unit,
)

DISTRICTS = ("KH-0801", "KH-0802", "KH-0803")
TABLES = ("direct_publicity",)


def asked(
    year: int = 2021,
    level: str = "district",
    often: str = "month",
    tables: tuple[str, ...] = TABLES,
) -> AskedPlaces:
    with acting(KANDAL_APPROVER) as approver:
        return ask(by=approver, year=year, level=level, period_kind=often, tables=tables)


@contextmanager
def standing_in(username: str, code: str) -> Iterator[Actor]:
    person = actor(username)
    place = unit(code)
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=place.pk, user_id=person.user.pk):
        yield replace(person, unit=place)


def signed(
    code: str,
    period: str,
    numbers: Numbers,
    form: str = "district",
    people: tuple[str, str] = (KANDAL_OFFICER, KANDAL_APPROVER),
) -> Revision:
    """`people`: who enters and who signs."""
    with standing_in(people[0], code) as officer:
        opened = revisions.begin(
            by=officer,
            unit=officer.unit,
            data_set=DataSet.objects.get(code=form),
            period=Period.parse(period),
        )
        drafts.save_values(by=officer, access=opened, values=_values(numbers))
        answered(officer, opened)
        approval.prepare(by=officer, access=access_of(officer, code, period, form))
    with standing_in(people[1], code) as signer:
        approval.submit(by=signer, access=access_of(signer, code, period, form))
    return opened.revision


def accepted(code: str, period: str, numbers: Numbers, form: str = "district") -> Revision:
    revision = signed(code, period, numbers, form)
    with acting(KANDAL_APPROVER) as approver:
        approval.accept(by=approver, access=access_of(approver, code, period, form))
    return revision


def access_of(who: Actor, code: str, period: str, form: str = "district") -> ReportAccess:
    return access_to_report(who, unit=code, period=period, data_set=form)


def _values(numbers: Numbers) -> Mapping[CellAddress, Value | None]:
    return {
        address(cell): Value(None if number is None else Decimal(number), number is None)
        for cell, number in numbers.items()
    }
