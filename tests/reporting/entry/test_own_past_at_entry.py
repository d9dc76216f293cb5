"""The officer is asked by the unit's own past; answers to a rule of before stay readable."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.core.queries.near_reports import near_reports
from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.queries import own_past
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.queries.own_past import past_revisions, usual_of
from reporting.entry.page.queries.report_checks import unanswered
from reporting.entry.page.queries.report_content import content_of
from reporting.kernel.tables import Value
from reporting.models import Explanation, Report
from tests import factories
from tests.factories import KANDAL_OFFICER

pytestmark = pytest.mark.usefixtures("year_2020")

REPORT = ("KH-08", "committee", "2021-05")
PERSONS = "direct_publicity[forums].persons"
TIMES = "direct_publicity[forums].times"
FINDING = f"unexpected_number:{PERSONS}"
EARLIER = {"2021-01": 980, "2021-02": 1040, "2021-03": 1010, "2021-04": 955}


def past(*periods):
    for period in periods:
        numbers = {PERSONS: EARLIER[period], TIMES: 20}
        factories.accepted("KH-08", "committee", period, numbers)


def asked(number):
    """Before anybody answers."""
    revision = factories.drafted(*REPORT, {})
    with factories.acting(KANDAL_OFFICER) as officer:
        unit, form, period = REPORT
        opened = access_to_report(officer, unit=unit, period=period, data_set=form)
        drafts.save_values(
            by=officer,
            access=opened,
            values={CellAddress(PERSONS): Value(Decimal(number))},
        )
        return [finding.key for finding in unanswered(revision)]


def fresh():
    return Report.objects.get(
        organisation_unit__code="KH-08", data_set__code="committee", period_key=202105
    )


@pytest.mark.parametrize(("number", "is_asked"), [(1000, False), (1300, False), (10_000, True)])
def test_a_number_far_from_the_units_own_past_is_asked_about(number, is_asked):
    past(*EARLIER)
    assert (FINDING in asked(number)) is is_asked


def test_nothing_is_asked_without_a_past_and_another_units_past_is_no_past():
    factories.accepted("KH-21", "committee", "2021-04", {PERSONS: 50})
    assert FINDING not in asked(10_000)


def test_only_reports_that_ended_before_are_the_past():
    past(*EARLIER)
    factories.drafted(*REPORT, {PERSONS: 1000})
    with factories.acting(KANDAL_OFFICER):
        report = fresh()
        own = near_reports(report).own
        before = {*EARLIER, "2020"}  # the report of the whole year ended before too
        expected = {revision for period, revision in own.items() if period.url in before}
        assert set(past_revisions(report)) == expected
        assert len(expected) == len(before)
        [known] = [
            known
            for key, known in usual_of(report).cells["direct_publicity"].items()
            if (key.option, key.element) == ("forums", "persons")
        ]
        assert known.expected.own == len(EARLIER)


@pytest.mark.parametrize("count", [1, 3])
def test_the_past_costs_one_query_once_and_then_none(count):
    past(*list(EARLIER)[:count])
    factories.drafted(*REPORT, {PERSONS: 1000})
    with factories.acting(KANDAL_OFFICER):
        own_past._usual.clear()  # what was kept when the draft was saved
        queries = []
        for _again in range(2):
            report = fresh()
            near_reports(report)
            content_of(report.revisions.get())  # the form is known
            with CaptureQueriesContext(connection) as found:
                usual_of(report)
            queries.append(len(found))
    assert queries == [1, 0]


def test_an_answer_to_the_rule_of_before_is_read_and_asks_nothing(signed_in):
    revision = factories.drafted(*REPORT, {PERSONS: 1000})
    with factories.acting(KANDAL_OFFICER) as officer:
        Explanation.objects.create(
            revision=revision, organisation_unit_id=revision.report.organisation_unit_id,
            finding=f"jump:{PERSONS}", text="Twelve forums in one week", by=officer.user,
        )  # fmt: skip
        assert not [one for one in unanswered(revision) if one.rule == "jump"]
        [check] = [one for one in content_of(revision).checks if one.finding.rule == "jump"]
        assert not check.is_open
        assert "ten times" in check.finding.words()
    page = signed_in(KANDAL_OFFICER).get("/reports/KH-08/committee/2021-05/").text
    assert "Twelve forums in one week" in page
