"""Progress of the plan, against reports that were made by hand."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from reporting.consolidation.queries.plan_progress import PlanProgress
from tests.factories import KANDAL_OFFICER, REVIEWER, TAKEO_OFFICER, acting
from tests.monitored_year import activity, opened, planned, progressed

FORUMS, TRAINING, NOBODYS = "1.1.01", "1.1.02", "1.1.03"


@pytest.fixture
def year_2021(year_2020):
    """Kandal: January and its quarter accepted (they overlap), April waits. Takeo: January."""
    opened(date(2021, 5, 20))
    planned("KH-08", FORUMS, 10, unit_of_count="event", months=[1, 2, 4])
    planned("KH-21", FORUMS, 6, unit_of_count="event")
    planned("KH-08", TRAINING, 4, unit_of_count="event")
    planned("KH-21", TRAINING, 80, unit_of_count="person")
    progressed("KH-08", "committee", "2021-01", {FORUMS: (2, "going_on", "")})
    progressed("KH-08", "committee", "2021-Q1", {FORUMS: (5, "going_on", "")})
    progressed("KH-08", "committee", "2021-04", {FORUMS: (3, "held_up", "No budget")}, accept=False)
    progressed("KH-21", "committee", "2021-01", {FORUMS: (1, "done", ""), TRAINING: (0, "", "")})


def line_of(code):
    return next(one for one in PlanProgress(2021, "en").lines if one.activity.code == code)


def test_a_quarter_and_its_months_are_not_added_twice(year_2021):
    with acting(REVIEWER):
        line = line_of(FORUMS)
        kandal, takeo = line.units
        assert (kandal.done, kandal.with_submitted, kandal.percent) == (5, 8, 50)
        assert kandal.quarters == (5, None, None, None)
        assert (takeo.done, takeo.quarters[0]) == (1, 1)
        assert (line.target.number, line.done, line.percent) == (16, 6, 38)
        assert line.statuses == [("Done", 1), ("Held up", 1)]


def test_different_units_of_count_are_not_added(year_2021):
    with acting(REVIEWER):
        line = line_of(TRAINING)
        assert line.target.mixed
        assert line.percent is None
        assert [one.done for one in line.units] == [None, 0]


def test_what_is_held_up_and_what_nobody_planned(year_2021):
    with acting(REVIEWER):
        progress = PlanProgress(2021, "en")
        assert [(one.unit.code, one.obstacle) for one in progress.held_up] == [
            ("KH-08", "No budget")
        ]
        group = progress.groups[0]
        assert (group.planned, group.begun, group.held_up) == (2, 1, 1)
        assert NOBODYS in {one.code for one in group.unplanned}


def test_the_number_of_queries_stays(year_2020, django_assert_num_queries):
    opened(date(2021, 5, 20))
    for code in ("KH-08", "KH-21", "KH-20"):
        planned(code, FORUMS, 3)
        progressed(code, "committee", "2021-01", {FORUMS: (1, "going_on", "")})
        with acting(REVIEWER), django_assert_num_queries(9):
            assert PlanProgress(2021, "en").everything


def test_the_pages(signed_in, year_2021):
    client = signed_in(REVIEWER)
    page = client.get("/plan/2021/").text
    for words in ("Of 235 activities 2 are planned", "No budget", "title not yet confirmed",
                  "different units of count", "waits to be read"):  # fmt: skip
        assert words in page
    assert NOBODYS not in client.get("/plan/2021/?show=planned").text
    assert NOBODYS in client.get("/plan/2021/?show=unplanned").text
    one = client.get(f"/plan/2021/activities/{FORUMS}/").text
    assert one.index("Kandal") < one.index("Takeo")
    assert client.get("/plan/2021/activities/9.9.99/").status_code == 404
    assert client.get("/plan/1990/").text.count("No National Strategic Plan holds for 1990") == 1


def test_a_unit_sees_its_own_plan_only(signed_in, year_2021):
    page = signed_in(KANDAL_OFFICER).get("/plan/2021/").text
    assert "The plan 2021: Kandal" in page
    assert "Takeo" not in signed_in(KANDAL_OFFICER).get(f"/plan/2021/activities/{FORUMS}/").text
    assert "No budget" not in signed_in(TAKEO_OFFICER).get("/plan/2021/").text
    assert signed_in(TAKEO_OFFICER).get("/plan/2021/units/KH-08/").status_code == 404


def test_a_confirmed_title_stands_without_a_mark(signed_in, year_2021):
    with acting("gs.administrator"):
        known = activity(FORUMS)
        known.title_en, known.confirmed = "Hold forums", True
        known.save()
    page = signed_in(REVIEWER).get(f"/plan/2021/activities/{FORUMS}/").text
    assert "Hold forums</h1>" in page


def test_the_files(signed_in, year_2021):
    client = signed_in(REVIEWER)
    book = load_workbook(io.BytesIO(client.get("/plan/2021/plan.xlsx").content))
    by_activity, by_unit, held_up, unplanned = book.worksheets[1:]
    rows = {row[0]: row for row in by_activity.iter_rows(values_only=True)}
    assert rows[FORUMS][3:11] == (2, 16, 6, None, None, None, 6, 9)
    assert rows[TRAINING][4] == "different units"
    assert by_unit.max_row >= 4 and held_up.max_row >= 1 and unplanned.max_row > 230
    text = client.get("/plan/2021/units/KH-21/plan.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))[1:]
    assert lines[-1] == ["Year to practise on: these are not real figures."]
    lines = lines[: lines.index([])]
    assert [line[3] for line in lines] == ["KH-21", "KH-21"]
    assert lines[0][4:6] == ["6", "times"]
