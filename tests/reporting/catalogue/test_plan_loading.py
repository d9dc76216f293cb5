"""The National Strategic Plan: 4 strategies, 235 activities, and what nobody can read in it."""

import pytest
import yaml

from reporting.catalogue.actions.plan_loading import load_plan
from reporting.catalogue.rules.files import CatalogueError
from strategies.models import Activity, ActivityGroup, Plan, Strategy
from tests.factories import secretariat
from tests.fixtures.transcribed import FIXTURES

FILE = FIXTURES / "plan" / "nsp-2019-2023.yaml"


@pytest.fixture(autouse=True)
def in_scope(db):
    with secretariat():
        yield


def test_the_plan_has_its_activities():
    assert load_plan(FILE) == {"strategies": 4, "groups": 21, "activities": 235}
    counts = {
        strategy.number: Activity.objects.filter(group__strategy=strategy).count()
        for strategy in Strategy.objects.all()
    }
    assert counts == {1: 67, 2: 106, 3: 30, 4: 32}


def test_activities_have_codes_that_sort():
    load_plan(FILE)
    group = ActivityGroup.objects.get(code="2.7")
    codes = list(group.activities.values_list("code", flat=True))
    assert codes == [f"2.7.{number:02}" for number in range(1, group.activity_count + 1)]
    assert Activity.objects.get(code="2.7.04").group == group


def test_what_cannot_be_read_is_marked():
    load_plan(FILE)
    titles = ActivityGroup.objects.filter(title_confirmed=False).values_list("code", flat=True)
    counts = ActivityGroup.objects.filter(count_confirmed=False).values_list("code", flat=True)
    assert set(titles) == {"2.1", "4.1", "4.2"}
    assert set(counts) == {"4.1", "4.2"}
    for group in ActivityGroup.objects.filter(title_confirmed=False):
        assert group.note
    together = sum(ActivityGroup.objects.filter(strategy__number=4).values_list(
        "activity_count", flat=True
    ))  # fmt: skip
    assert together == 32


def test_no_title_of_an_activity_is_made_up():
    load_plan(FILE)
    assert not Activity.objects.exclude(title_en="", title_km="").exists()
    assert not Activity.objects.filter(confirmed=True).exists()


def test_a_second_load_keeps_what_the_secretariat_filled_in():
    load_plan(FILE)
    Activity.objects.filter(code="2.7.04").update(title_en="Visit the villages", confirmed=True)
    before = list(Activity.objects.values().order_by("pk"))
    load_plan(FILE)
    assert list(Activity.objects.values().order_by("pk")) == before


def test_the_next_plan_stands_beside_this_one(tmp_path):
    load_plan(FILE)
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    content["plan"] |= {"code": "nsp-2024-2028", "first_year": 2024, "last_year": 2028}
    path = tmp_path / "next.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    load_plan(path)
    assert Plan.objects.count() == 2
    assert Activity.objects.filter(code="2.7.04").count() == 2


def test_a_plan_whose_groups_do_not_add_up_is_refused(tmp_path):
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    content["strategies"][0]["activity_count"] = 68
    path = tmp_path / "wrong.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"Strategy 1: its groups have 67 .* the plan says 68"):
        load_plan(path)
    assert not Plan.objects.exists()
