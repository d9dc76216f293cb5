"""“Ask our districts”: what a province decides is what its places owe."""

from http import HTTPStatus

import pytest

from provinces.models import OrganisationUnit
from reporting.access import Refused
from reporting.calendar.queries.owed_reports import owed
from reporting.entry.page.queries.form_tables import form_tables
from reporting.models import AskedPlaces, AuditEvent, Report
from reporting.places.actions import ask, stop_asking
from strategies.models import DataSet
from tests.calendars import opened_year
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
)
from tests.places import asked, signed, standing_in

pytestmark = pytest.mark.usefixtures("year_2020")
FORUMS = {"direct_publicity[forums].persons": 80, "direct_publicity[forums].females": 42}
TWO = ("direct_publicity", "materials")


@pytest.fixture(autouse=True)
def _opened(year_2020) -> None:
    opened_year(2021, "2021-04-20")


def test_nobody_owes_before_a_province_asks_and_its_districts_do_then():
    with secretariat():
        assert not any(report.unit.is_locality for report in owed([2021]))
    asked(often="quarter")
    with secretariat():
        found = [report for report in owed([2021]) if report.unit.is_locality]
        districts = OrganisationUnit.objects.filter(kind="district", parent__code="KH-08")
        assert {report.unit for report in found} == set(districts)
        assert len(found) == 4 * districts.count()


def test_the_form_of_a_place_is_what_is_asked():
    asked(tables=TWO)
    with standing_in(KANDAL_OFFICER, "KH-0801") as officer:
        report = Report(
            organisation_unit=officer.unit,
            data_set=DataSet.objects.get(code="district"),
            year=2021,
            period_key=202103,
        )
        assert sorted(table.code for table in form_tables(report)) == sorted(TWO)


def test_the_decision_changes_until_something_signed_depends_on_it():
    asked(tables=TWO)
    asked(tables=TWO[:1])
    signed("KH-0801", "2021-03", FORUMS)
    with pytest.raises(Refused, match="signed already"):
        asked(tables=TWO)
    with pytest.raises(Refused, match="how often stays"):
        asked(often="quarter", tables=TWO[:1])
    with acting(KANDAL_APPROVER) as approver, pytest.raises(Refused, match="have begun 1 report"):
        stop_asking(by=approver, year=2021)
    with acting(KANDAL_APPROVER):
        events = AuditEvent.objects.filter(action="places.ask").order_by("pk")
        assert [event.detail["tables"] for event in events] == [list(TWO), list(TWO[:1])]


def test_what_ended_before_the_first_month_is_not_owed():
    with acting(KANDAL_APPROVER) as approver:
        ask(by=approver, year=2021, level="district", period_kind="month", tables=TWO,
            first_month=3)  # fmt: skip
    place = OrganisationUnit.objects.filter(code="KH-0801")
    with secretariat():
        found = [report.period.url for report in owed([2021], units=place)]
    assert found == [f"2021-{month:02}" for month in range(3, 13)]
    signed("KH-0801", "2021-03", FORUMS)
    with acting(KANDAL_APPROVER) as approver, pytest.raises(Refused, match="how often stays"):
        ask(by=approver, year=2021, level="district", period_kind="month", tables=TWO)


def test_its_places_and_the_secretariat_read_it_and_nobody_else():
    asked()
    with standing_in(KANDAL_OFFICER, "KH-080101"):
        assert AskedPlaces.objects.count() == 1
    with acting(REVIEWER):
        assert AskedPlaces.objects.count() == 1
    with acting(TAKEO_OFFICER):
        assert not AskedPlaces.objects.exists()


def test_the_page_asks_shows_the_form_and_refuses_an_officer(signed_in):
    approver = signed_in(KANDAL_APPROVER)
    page = approver.get("/places/", follow=True)
    assert "Nobody below you reports yet" in page.text
    assert page.text.count('name="tables"') > 10
    given = {"level": "district", "period_kind": "month", "first_month": 1, "tables": list(TWO)}
    assert signed_in(KANDAL_OFFICER).post("/places/2021/", given).status_code == (
        HTTPStatus.FORBIDDEN
    )
    assert "Tick at least one table" in approver.post("/places/2021/", given | {"tables": []}).text
    answer = approver.post("/places/2021/", given, follow=True)
    assert "Your places are asked" in answer.text
    told = " ".join(signed_in(REVIEWER).get("/places/2021/").text.split())
    assert "1 province asks its places" in told
    assert signed_in("mosvy.officer").get("/places/2021/").status_code == HTTPStatus.FORBIDDEN
