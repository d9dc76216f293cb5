"""Units that merged or split, invented: a year is compared with the right one before it, and no
other number changes."""

from decimal import Decimal

import pytest

from provinces.models import OrganisationUnit, UnitSuccession
from provinces.successions import years_before
from reporting.access import Refused
from reporting.calendar.queries.owed_reports import owed
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.proofs import prove
from reporting.entry.access import access_to_report
from reporting.entry.page.queries.stored_values import values_before, values_beside
from reporting.kernel.tables import CellKey
from reporting.models import AuditEvent, Consolidation
from reporting.people.actions import units as actions
from tests import factories
from tests.calendars import opened_year
from tests.factories import REVIEWER, acting, secretariat, unit

pytestmark = pytest.mark.usefixtures("year_2020")
CELL = "direct_publicity[forums].persons"
FORUMS = CellKey("forums", "persons")
ADMINISTRATOR = "gs.administrator"


def succeed(before, now, *, goes_on=False, year=2021):
    with acting(ADMINISTRATOR) as administrator:
        return actions.succeed(
            by=administrator,
            predecessor=unit(before),
            successor=unit(now),
            from_year=year,
            goes_on=goes_on,
        )


def figures_of(run):
    with secretariat():
        return FigureBook(Consolidation.objects.get(pk=run.pk))


def year_of(code, period, persons):
    factories.accepted(code, "committee", period, {CELL: persons})


def beside(code, period):
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit=code, data_set="committee", period=period)
        assert values_before(found.report) == values_beside(found.report).previous
        return values_beside(found.report)


def test_a_merged_unit_is_compared_with_the_sum_of_those_before():
    """Takeo joins Kandal, which goes on under its name."""
    year_of("KH-08", "2021-03", 900)
    alone = figures_of(factories.added_up(2021))
    kandal, takeo = (alone.value(CELL, unit=code, period_key=202000) for code in ("KH-08", "KH-21"))
    assert kandal and takeo
    succeed("KH-21", "KH-08")
    book = figures_of(factories.added_up(2021))
    assert book.value(CELL, unit="KH-08", period_key=202000) == kandal + takeo
    assert book.get(CELL, unit="KH-21", period_key=202000) is None
    for kind in ("", "province"):
        nation = [one.value(CELL, kind=kind, period_key=202000) for one in (alone, book)]
        assert nation[0] == nation[1]
    assert book.value(CELL, unit="KH-08") == 900
    with secretariat():
        run = Consolidation.objects.latest("pk")
        [proof] = prove(run, [f"{CELL}@KH-08:2020"])
        assert proof.adds_up
        assert proof.value == kandal + takeo


def test_a_review_shows_the_sum_of_both_and_says_so():
    year_of("KH-08", "2021-03", 100)
    year_of("KH-21", "2021-03", 23)
    year_of("KH-08", "2022-03", 150)
    assert beside("KH-08", "2022-03").of_others == ""
    succeed("KH-21", "KH-08", year=2022)
    found = beside("KH-08", "2022-03")
    assert found.last_year["direct_publicity"][FORUMS].number == Decimal(123)
    assert found.of_others == (
        "Kandal reports since 2022 what Kandal, Takeo did: 2021 is the sum of theirs."
    )


def test_a_sum_of_which_a_part_is_missing_is_not_shown():
    year_of("KH-08", "2021-03", 100)
    year_of("KH-08", "2022-03", 150)
    succeed("KH-21", "KH-08", year=2022)
    found = beside("KH-08", "2022-03")
    assert found.last_year == {}
    assert "Not all of them have an accepted report" in found.of_others


def test_of_a_split_unit_no_share_is_invented():
    """Kandal ends; Takeo and Kampot report what it did."""
    year_of("KH-08", "2021-03", 100)
    year_of("KH-21", "2021-03", 23)
    year_of("KH-21", "2022-03", 80)
    for code in ("KH-21", "KH-07"):
        succeed("KH-08", code, year=2022)
    found = beside("KH-21", "2022-03")
    assert found.last_year == {}
    assert "nobody knows whose share of 2021 is whose" in found.of_others
    with secretariat():
        group = years_before(2022)[unit("KH-08").pk]
        assert {one.code for one in group.now} == {"KH-21", "KH-07"}
        assert not group.is_one
    book = figures_of(factories.added_up(2022))
    kept = [book.value(CELL, unit=code, period_key=202100) for code in ("KH-08", "KH-21")]
    assert kept == [100, 23]


def test_an_ended_unit_is_asked_for_no_report_and_counts_as_expected_no_more():
    opened_year(2022, "2022-04-07")
    year_of("KH-08", "2022-01", 9)
    with secretariat():
        before = len({report.unit.code for report in owed([2022])})
    expected = figures_of(factories.added_up(2022)).get(CELL, kind="province").expected
    succeed("KH-21", "KH-08", year=2022)
    with secretariat():
        asked = {report.unit.code for report in owed([2022])}
    assert (len(asked), "KH-21" in asked) == (before - 1, False)
    now = figures_of(factories.added_up(2022)).get(CELL, kind="province").expected
    assert now == expected - 1
    with pytest.raises(Refused, match="does not report for 2022"):
        year_of("KH-21", "2022-02", 9)


def test_the_year_of_the_predecessors_itself_stays_to_the_digit():
    before = factories.added_up(2020)
    succeed("KH-21", "KH-08")
    after = factories.added_up(2020)
    assert before.digest == after.digest != ""


def test_a_succession_is_entered_on_the_page_audited_and_taken_back(signed_in):
    client = signed_in(ADMINISTRATOR)
    given = {"what": "succeed", "successor": "KH-08", "from_year": "2022"}
    client.post("/units/KH-21/", given)
    with secretariat():
        made = UnitSuccession.objects.get()
        assert (made.predecessor.valid_to, made.from_year) == (2021, 2022)
        assert AuditEvent.objects.filter(action="unit.succeeded").count() == 1
    page = client.get("/units/KH-21/").text
    assert "It reports up to 2021" in page
    assert "This succession is there already." in client.post("/units/KH-21/", given).text
    back = {"what": "succeed", "successor": "KH-21", "from_year": "2023"}
    assert "came before this unit already" in client.post("/units/KH-08/", back).text
    client.post("/units/KH-08/", {"what": "undo", "succession": str(made.pk)})
    with secretariat():
        assert not UnitSuccession.objects.exists()
        assert OrganisationUnit.objects.get(code="KH-21").valid_to is None
