"""A longer report begins with what its accepted shorter ones say, and says why it differs."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.access import Refused
from reporting.entry.access import access_to_report
from reporting.entry.component_periods.actions.adoption import adopt
from reporting.entry.component_periods.queries.accepted_components import (
    PrefilledFrom,
    prefilled_from,
)
from reporting.entry.component_periods.queries.adoption import offers
from reporting.entry.page.actions import drafts, revisions
from reporting.entry.page.actions.draft_changes import Changes, EntryText, ProgressText
from reporting.entry.page.actions.page_saves import save_page, save_progress
from reporting.entry.page.queries.report_checks import findings, unanswered
from reporting.entry.page.queries.stored_values import values_of
from reporting.entry.page.rules.answers_that_hold import about
from reporting.kernel.periods import Period
from reporting.kernel.tables import Value
from reporting.models import ActivityProgress, AuditEvent, PlannedActivity, Revision
from reporting.review.actions import approval
from strategies.models import Activity, DataSet
from tests import factories
from tests.factories import KANDAL_OFFICER, acting, address
from tests.plans import titled

pytestmark = pytest.mark.usefixtures("year_2020")

UNIT = ("KH-08", "committee")
QUARTER = (*UNIT, "2021-Q1")
PERSONS, FEMALES = (f"direct_publicity[forums].{one}" for one in ("persons", "females"))
COPIES = "materials{leaflets}.copies"
MONTH = {PERSONS: 800, FEMALES: 420, COPIES: 5000}


def months(*numbers):
    for number in numbers:
        factories.accepted(*UNIT, f"2021-{number:02}", MONTH)


def values(revision):
    rows = revision.values.select_related("cell", "entry")
    return {
        one.cell.code + (f"{{{one.entry.title}}}" if one.entry else ""): one.value for one in rows
    }


def set_values(officer, opened, **cells):
    drafts.save_values(
        by=officer,
        access=opened,
        values={address(cell): Value(Decimal(number)) for cell, number in cells.items()},
    )


def differing(revision):
    return [one for one in findings(revision) if one.rule == "differs_from_finer"]


def test_a_quarter_begins_with_its_months():
    months(1, 2, 3)
    with acting(KANDAL_OFFICER):
        _officer, opened = factories.begin(*QUARTER)

        assert values(opened.revision) == {
            PERSONS: 2400, FEMALES: 1260, "materials.copies{leaflets}": 15000,
        }  # fmt: skip
        assert unanswered(opened.revision) == []
        assert prefilled_from(opened.report) == PrefilledFrom(3, 3, "January, February, March")


def test_a_year_begins_with_what_covers_most_and_says_what_is_missing():
    months(1, 2, 3, 7)
    factories.accepted(*QUARTER, {PERSONS: 2500, FEMALES: 1260})
    with acting(KANDAL_OFFICER):
        _officer, opened = factories.begin(*UNIT, "2021")

        assert values(opened.revision)[PERSONS] == 3300
        assert prefilled_from(opened.report) == PrefilledFrom(4, 12, "Quarter 1, July")
        event = AuditEvent.objects.get(action="report.prefill", detail__months=4)
        assert event.detail["periods"] == [202121, 202107]


@pytest.mark.parametrize("period", ["2021-Q1", "2021-03"])
def test_without_shorter_reports_nothing_is_filled_in(period):
    factories.submitted(*UNIT, "2021-02", MONTH)  # not accepted
    with acting(KANDAL_OFFICER):
        _officer, opened = factories.begin(*UNIT, period)
        assert not opened.revision.values.exists()
        assert prefilled_from(opened.report) is None


def test_a_transcribed_report_says_only_what_is_printed():
    months(1)
    with acting(KANDAL_OFFICER) as officer:
        opened = revisions.begin(
            by=officer, unit=officer.unit, data_set=_committee(), period=_period("2021-Q1"),
            transcribed_from="2020 report",
        )  # fmt: skip
        assert not opened.revision.values.exists()
        assert differing(opened.revision) == []


def test_paragraphs_and_statements_come_along():
    for number in (1, 2):
        period = f"2021-{number:02}"
        factories.drafted(*UNIT, period, {})
        with acting(KANDAL_OFFICER):
            officer, opened = factories.begin(*UNIT, period)
            paragraph = EntryText(position=1, text=f"Text {number}.", activity_group="2.9")
            rows = {("national_day_text", "p1"): paragraph}
            drafts.save_entries(by=officer, access=opened, entries=rows)
            drafts.say_nothing_to_report(
                by=officer, access=opened, reasons={"child_labour": "No inspection."}
            )
        _accept(period)
    with acting(KANDAL_OFFICER):
        _officer, opened = factories.begin(*QUARTER)
        found = opened.revision.entries.values_list("text", "activity_group")
        assert list(found) == [("January 2021: Text 1.", "2.9"), ("February 2021: Text 2.", "2.9")]
        assert opened.revision.statements.get().reason == "No inspection."


def test_a_difference_wants_a_reason_and_a_line():
    months(1, 2, 3)
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*QUARTER)
        set_values(officer, opened, **{PERSONS: 2500})
        [finding] = unanswered(opened.revision)
        key = finding.key
        assert finding.rule == "differs_from_finer"
        assert [finding.entered, finding.computed] == [Decimal(2500), Decimal(2400)]

        for texts, reasons in (
            ({key: "One more forum."}, {}), ({key: ""}, {key: "late"}), ({key: " "}, {key: "late"}),
        ):  # fmt: skip
            drafts.explain(by=officer, access=opened, texts=texts, reasons=reasons)
            with pytest.raises(Refused, match="1 checks are not answered"):
                approval.prepare(by=officer, access=opened)

        with pytest.raises(Refused, match="one of the reasons"):
            drafts.explain(by=officer, access=opened, texts={key: "So."}, reasons={key: "no such"})
        drafts.explain(
            by=officer, access=opened, texts={key: "One more forum."}, reasons={key: "late"}
        )
        approval.prepare(by=officer, access=opened)


def test_a_later_month_changes_nothing_by_itself_but_can_be_taken_over():
    months(1, 2)
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*QUARTER)
        set_values(officer, opened, **{FEMALES: 1300})
    months(3)
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*QUARTER)
        assert values(opened.revision)[PERSONS] == 1600
        keys = {one.cells: one.key for one in unanswered(opened.revision)}
        assert len(keys) == 3
        drafts.explain(
            by=officer, access=opened, texts={keys[FEMALES,]: "Counted anew."},
            reasons={keys[FEMALES,]: "mended"},
        )  # fmt: skip

        assert adopt(by=officer, access=opened) == 2
        assert values(opened.revision) == {
            PERSONS: 2400, FEMALES: 1300, "materials.copies{leaflets}": 15000,
        }  # fmt: skip
        assert AuditEvent.objects.get(action="report.take_over").detail["cells"][0] == PERSONS
        assert unanswered(opened.revision) == []
        with pytest.raises(Refused, match="nothing to take over"):
            adopt(by=officer, access=opened)


@pytest.mark.parametrize(("then", "taken"), [(2500, 0), (2600, 1)])
def test_an_answer_to_another_number_keeps_nothing_back(then, taken):
    """As on the page: once the number changes, its question is open again."""
    months(1, 2, 3)
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*QUARTER)
        set_values(officer, opened, **{PERSONS: 2500})
        [finding] = unanswered(opened.revision)
        drafts.explain(
            by=officer, access=opened, texts={finding.key: "So."}, reasons={finding.key: "late"},
            abouts={finding.key: about(finding, values_of(opened.revision))},
        )  # fmt: skip
        set_values(officer, opened, **{PERSONS: then})

        assert len(offers(opened.revision)) == taken == len(unanswered(opened.revision))


def test_rows_that_are_missing_are_taken_over_too():
    with acting(KANDAL_OFFICER):
        factories.begin(*QUARTER)
    months(1, 2, 3)
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*QUARTER)
        assert len(differing(opened.revision)) == 2  # one a table
        assert adopt(by=officer, access=opened) == 3
        assert values(opened.revision)["materials.copies{leaflets}"] == 15000


def test_nothing_is_taken_over_into_what_was_handed_over():
    months(1, 2, 3)
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*QUARTER)
        approval.prepare(by=officer, access=opened)
        with pytest.raises(Refused, match="signature"):
            adopt(by=officer, access=opened)


def test_the_number_of_queries_does_not_grow():
    counts: list[int] = []
    for given in ((1,), (2, 3)):
        months(*given)
        with acting(KANDAL_OFFICER):
            _officer, opened = factories.begin(*QUARTER)
            revision = Revision.objects.select_related("report__organisation_unit").get(
                pk=opened.revision.pk
            )
            with CaptureQueriesContext(connection) as asked:
                findings(revision)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# Activities of the plan.


def plan(code="2.7.01", target=4, year=2021):
    titled(code)
    with acting(KANDAL_OFFICER) as officer:
        return PlannedActivity.objects.create(
            organisation_unit=officer.unit, activity=Activity.objects.get(code=code), year=year,
            target=target, unit_of_count="event",
        )  # fmt: skip


def progress(period, code="2.7.01", **said):
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*UNIT, period)
        save_progress(by=officer, access=opened, progress={code: ProgressText(**said)})
    return opened


def test_progress_is_saved_changed_and_taken_back():
    plan()
    opened = progress("2021-01", status="going_on", times=Decimal(2))
    with acting(KANDAL_OFFICER) as officer:
        row = ActivityProgress.objects.get()
        assert (row.status, row.times_done, row.obstacle) == ("going_on", Decimal(2), "")
        held = ProgressText(status="held_up", obstacle="Floods.")
        save_page(by=officer, access=opened, changes=Changes(progress={"2.7.01": held}))
        assert ActivityProgress.objects.get().obstacle == "Floods."
        save_page(by=officer, access=opened, changes=Changes(progress={"2.7.01": ProgressText()}))
        assert not ActivityProgress.objects.exists()
        with pytest.raises(Refused, match=r"2\.7\.02 is not in your unit's action plan"):
            save_progress(by=officer, access=opened, progress={"2.7.02": held})


def test_what_was_done_before_counts_and_a_quarter_adds_up():
    plan(target=4)
    for number, times in ((1, 1), (2, 2)):
        opened = progress(f"2021-{number:02}", status="going_on", times=Decimal(times))
        _accept(f"2021-{number:02}")
    opened = progress("2021-03", status="done", times=Decimal(0))
    with acting(KANDAL_OFFICER):
        [finding] = unanswered(opened.revision)
        assert "3 of 4 were carried out" in finding.words()
    progress("2021-03", status="done", times=Decimal(1))
    _accept("2021-03")
    with acting(KANDAL_OFFICER):
        _officer, quarter = factories.begin(*QUARTER)
        row = ActivityProgress.objects.get(revision=quarter.revision)
        assert (row.status, row.times_done) == ("done", Decimal(4))
        assert unanswered(quarter.revision) == []


def _accept(period):
    factories.handed_over(*UNIT, period)
    with acting(factories.KANDAL_APPROVER) as signer:
        approval.submit(by=signer, access=_access(signer, period))
    with acting(factories.REVIEWER) as reviewer:
        approval.accept(by=reviewer, access=_access(reviewer, period))


def _access(who, period):
    return access_to_report(who, unit=UNIT[0], data_set=UNIT[1], period=period)


def _committee():
    return DataSet.objects.get(code="committee")


def _period(code):
    return Period.parse(code)
