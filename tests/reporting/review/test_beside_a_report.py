"""What stands beside a report: the peers' medians, what changed, whose sections they are."""

from decimal import Decimal

import pytest

from reporting.access import groups_of, led_sections
from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.actions.draft_changes import EntryText
from reporting.entry.page.queries.revision_changes import changes_since
from reporting.kernel.tables import Value
from reporting.models import Edit
from reporting.review.actions import approval
from reporting.review.queries.inbox import next_waiting, waiting
from reporting.review.queries.led_sections import LedReportCriteria, overview
from reporting.review.queries.reviewed_report import peers_of, reading_of
from reporting.review.rules.marks import Median
from tests import factories
from tests.factories import KANDAL_OFFICER, REVIEWER

pytestmark = pytest.mark.usefixtures("year_2020")

PLACE = ("committee", "2021-03")
PERSONS, FEMALES = (f"direct_publicity[forums].{one}" for one in ("persons", "females"))
CAST = {"KH-21": (100, 40), "KH-20": (300, 150), "KH-02": (800, 600)}


def forums(persons, females):
    return {PERSONS: persons, FEMALES: females}


def test_the_peers_are_those_of_the_kind_that_have_reported():
    own = factories.submitted("KH-08", *PLACE, forums(9000, 1))
    for made, (code, numbers) in zip(
        (factories.accepted, factories.submitted, factories.accepted), CAST.items(), strict=True
    ):
        made(code, *PLACE, forums(*numbers))
    factories.drafted("KH-01", *PLACE, forums(7000, 1))  # not signed: no peer
    factories.submitted("KH-03", "committee", "2021-04", forums(7000, 1))  # another period
    factories.submitted("MOSVY", "ministry", "2021-03", forums(7000, 1))  # another form

    with factories.acting(REVIEWER):
        peers = peers_of(own.report)
    assert peers.count == 3
    assert peers.values[PERSONS] == Median(Decimal(300), 3)
    assert peers.shares[FEMALES] == Median(Decimal(50), 3)
    assert peers.values["direct_publicity.persons"] == Median(Decimal(300), 3)  # the total
    assert "direct_publicity[publicity].persons" not in peers.values


def test_the_newest_signed_revision_of_a_peer_counts_once():
    own = factories.submitted("KH-08", *PLACE, forums(9000, 1))
    factories.accepted("KH-21", *PLACE, forums(100, 40))
    factories.reopened("KH-21", *PLACE)
    factories.submitted("KH-21", *PLACE, forums(140, 70))

    with factories.acting(REVIEWER):
        assert peers_of(own.report).values[PERSONS] == Median(Decimal(140), 1)


def test_nobody_has_reported_yet():
    own = factories.submitted("KH-08", *PLACE, forums(9000, 1))
    with factories.acting(REVIEWER):
        assert (peers_of(own.report).count, peers_of(own.report).values) == (0, {})


def test_a_unit_sees_no_peers():
    own = factories.submitted("KH-08", *PLACE, forums(9000, 1))
    factories.accepted("KH-21", *PLACE, forums(100, 40))
    with factories.acting(KANDAL_OFFICER):
        assert peers_of(own.report).count == 0


def mended():
    """Kandal's second revision: a number changed by hand, a row out, another in, a statement."""
    first = factories.submitted("KH-08", *PLACE, forums(800, 420) | {"materials{r1}.copies": 5000})
    with factories.acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit="KH-08", data_set="committee", period="2021-03")
        approval.send_back(by=reviewer, access=found, comment="Sure?")
    with factories.acting(KANDAL_OFFICER):
        officer, opened = factories.begin("KH-08", *PLACE)
        opened.revision.entries.all().delete()
        drafts.save_entries(
            by=officer, access=opened, entries={("materials", "r2"): EntryText(0, title="Posters")}
        )
        drafts.save_values(
            by=officer, access=opened, values={factories.address(FEMALES): Value(Decimal(402))}
        )
        drafts.say_nothing_to_report(
            by=officer, access=opened, reasons={"child_labour": "No inspection."}
        )
        Edit.objects.create(
            revision=opened.revision, organisation_unit=officer.unit, name=FEMALES,
            before="420", after="402", by=officer.user,
        )  # fmt: skip
        return first, opened.revision


def test_what_changed_since_the_last_submission():
    first, second = mended()
    with factories.acting(REVIEWER):
        assert changes_since(first) == []
        changes = {one.name: (one.before, one.after, one.by) for one in changes_since(second)}
        tables = {one.table for one in changes_since(second)}
    assert changes == {
        FEMALES: ("420", "402", "Data officer, Kandal"),
        "materials.copies{r1}": ("5,000", "", ""),
        "materials{r1}:title": ("r1", "", ""),
        "materials{r2}:title": ("", "Posters", ""),
        "nothing:child_labour": ("", "No inspection.", ""),
    }
    assert tables == {"direct_publicity", "materials", "child_labour"}


def test_a_section_belongs_to_the_groups_of_the_nearest_one_above():
    named = {"II.B": ("WG-PREV",), "II.B.2": ("WG-MIGR",)}
    assert groups_of("II.B.1.3", named) == ("WG-PREV",)
    assert groups_of("II.B.2.3", named) == ("WG-MIGR",)
    assert groups_of("II.B", named) == ("WG-PREV",)
    assert groups_of("II.BX", named) == groups_of("III", named) == ()


def test_a_lead_reads_the_groups_sections_alone():
    revision = factories.submitted(
        "KH-08", *PLACE, forums(800, 420) | {"training.courses": 3, "training.females": 2}
    )
    with factories.acting("wg-prev.lead"):
        reading = reading_of(revision, group="WG-PREV")
        sections = [one.code for one in led_sections("WG-PREV")]
    assert "II.B.1.3" in sections
    assert {table.section.code for table in reading.content.tables} <= set(sections)
    assert "training" not in {table.code for table in reading.content.tables}
    assert all(check.finding.table != "training" for check in reading.content.checks)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_the_same_number_of_queries(count, django_assert_num_queries):
    numbers = {f"materials{{row{n}}}.copies": n for n in range(count)}
    revision = factories.submitted("KH-08", *PLACE, numbers | forums(800, 420))
    for code, peer in list(CAST.items())[:count]:
        factories.submitted(code, *PLACE, forums(*peer))
    with factories.acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit="KH-08", data_set="committee", period="2021-03")
        assert found.revision.pk == revision.pk
        with django_assert_num_queries(READING):
            reading_of(found.revision)


READING = 9


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_and_a_leads_overview(count, django_assert_num_queries):
    made = [
        factories.submitted(code, *PLACE, forums(*numbers))
        for code, numbers in list(CAST.items())[:count]
    ]
    with factories.acting(REVIEWER) as reviewer:
        with django_assert_num_queries(3):
            rows = waiting(reviewer, "en")
        assert [found.revision for found in rows] == made
        assert next_waiting(reviewer, made[-1], "en") == (rows[0] if count > 1 else None)
    with factories.acting("wg-prev.lead"):
        sections = led_sections("WG-PREV")
        with django_assert_num_queries(4):
            periods, lines = overview(sections, LedReportCriteria(kind="province", year=2021), "en")
    assert [period.code for period in periods] == ["202103"]
    assert len(lines) == count
