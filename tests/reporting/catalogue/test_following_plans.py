"""Another plan stands beside the one of 2019-2023; this one is invented, and in no fixture."""

from datetime import date
from decimal import Decimal

import pytest

from reporting.catalogue.actions.plan_loading import load_plan
from reporting.catalogue.rules.files import CatalogueError
from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.entry.page.actions.action_plan import draft_from_last_year
from reporting.entry.page.queries.activities import groups_of_year
from reporting.entry.page.rules.action_plan import Planned
from reporting.models import ReportingYear
from reporting.monitoring.queries.plan_sources import tables_of
from reporting.monitoring.queries.plan_years import PlanYears, following
from strategies.models import Activity, ActivityGroup, Plan
from tests.factories import KANDAL_OFFICER, REVIEWER, SECRETARY_GENERAL, acting, secretariat
from tests.plans import next_plan, row, saved, titled

ONE = Planned(target=Decimal(3), unit_of_count="event")


@pytest.fixture
def two_plans(year_2020, tmp_path):
    with secretariat():
        counts = load_plan(next_plan(tmp_path))
        assert counts == {"strategies": 1, "groups": 2, "activities": 5}
        assert load_plan(next_plan(tmp_path)) == counts
    with acting(SECRETARY_GENERAL) as actor:
        for year in (2023, 2024):
            ReportingYear.objects.create(
                year=year, is_practice=True, today=date(year, 2, 1), opened_by=actor.user
            )


def of(plan, code):
    return Activity.everything.select_related("group__strategy__plan", "ended_by").get(
        group__strategy__plan__code=plan, code=code
    )


def test_a_plan_says_what_it_continues_replaces_and_ends(two_plans):
    with secretariat():
        goes_on = following(of("nsp-2019-2023", "2.7.03"))
        assert [one.code for one in goes_on.continued_by] == ["1.1.01"]
        assert [one.code for one in following(of("nsp-2019-2023", "2.7.05")).replaced_by] == [
            "1.1.02"
        ]
        assert following(of("nsp-2019-2023", "2.7.04")).ended_by == Plan.objects.get(
            code="invented-2024-2028"
        )
        assert not following(of("invented-2024-2028", "1.2.01"))
        assert of("invented-2024-2028", "1.1.01").title_en == "Visit more"


def test_years_choose_their_plan(two_plans):
    with secretariat():
        assert len(groups_of_year(2023)) == 21
        assert [group.code for group in groups_of_year(2024)] == ["1.1", "1.2"]
        assert PlanProgress(2024, "en").plan == Plan.objects.get(code="invented-2024-2028")


def test_progress_runs_on_from_plan_to_plan(two_plans, signed_in):
    titled("2.7.03")
    saved("KH-08", {"2.7": ONE, "2.7.03": ONE, "2.8": ONE}, year=2023)
    with acting(KANDAL_OFFICER) as officer:
        drafted = draft_from_last_year(by=officer, year=2024)
    assert (sorted(drafted.taken), drafted.left) == (["1.1", "1.1.01"], ["2.8"])
    assert row("KH-08", "1.1.01", 2024).target == 3
    with acting(REVIEWER):
        years = PlanYears(PlanProgress(2024, "en"))
        lines = years.by_year([of("invented-2024-2028", "1.1.01")])
        assert [line.year for line in lines] == [2024, 2023]
        assert [line.target.number for line in lines] == [3, 3]
        [only] = years.by_year([of("invented-2024-2028", "1.2.01")])
        assert only.year == 2024
    client = signed_in(REVIEWER)
    assert "It continues 2.7.03" in client.get("/plan/2024/activities/1.1.01/").text
    assert "It goes on as 1.1.01" in client.get("/plan/2023/activities/2.7.03/").text
    page = client.get("/plan/2024/group/1.1/").text
    assert "Awareness" in page
    assert 'href="/plan/2023/"' in page, "a code may mean something else in another plan"
    assert client.get("/plan/2024/group/2.7/").status_code == 404


def test_tables_are_found_through_what_a_group_continues(two_plans):
    with secretariat():
        groups = ActivityGroup.objects.select_related("strategy")
        later, before = groups.get(title_en="Awareness"), groups.get(
            code="2.7", strategy__plan__code="nsp-2019-2023"
        )  # fmt: skip
        assert tables_of([later], 2024)
        assert {one.table for one in tables_of([later], 2024)} == {
            one.table for one in tables_of([before], 2024)
        }
        assert tables_of([groups.get(title_en="Something new")], 2024) == []


@pytest.mark.parametrize(("about", "words"), [
    ({"follows": "nsp-1999"}, "there is no such plan"),
    ({"ends": ["9.9.99"]}, "which the plan before does not have"),
    ({"ends": ["2.7.03"]}, "ends 2.7.03 and continues it"),
])  # fmt: skip
def test_a_plan_that_names_what_is_not_there_is_refused(year_2020, tmp_path, about, words):
    with secretariat(), pytest.raises(CatalogueError, match=words):
        load_plan(next_plan(tmp_path, **about))
