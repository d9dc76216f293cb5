"""The catalogue in the database: upserts that may be repeated, edits that last, years that hold."""

import re

import pytest

from reporting.catalogue.actions.loading import load_catalogue
from reporting.catalogue.queries.khmer_labels import khmer_labels
from reporting.catalogue.rules.files import CatalogueError, read_files
from reporting.entry.page.queries.form_tables import form_cells, form_tables
from reporting.models import Report
from strategies.models import (
    Cell,
    CellRollup,
    DataSet,
    Derivation,
    Element,
    Indicator,
    Option,
    Section,
    Table,
    TableDataSet,
)
from tests.factories import secretariat
from tests.provinces.conftest import unit
from tests.reporting.catalogue.sample import catalogue, table, write

STORED = (DataSet, Section, Table, TableDataSet, Element, Option, Cell, CellRollup, Derivation)


@pytest.fixture(autouse=True)
def in_scope(db):
    with secretariat():
        yield


def load(folder, content, **options):
    return load_catalogue(read_files(write(folder, content)), **options)


def everything():
    """Every stored row without its key where the rows are made anew by each load."""
    rebuilt = (TableDataSet, CellRollup, Derivation)
    return {
        model.__name__: sorted(
            str({k: v for k, v in row.items() if model not in rebuilt or k != "id"})
            for row in model.objects.values()
        )
        for model in STORED
    }


def leaves(code):
    rows = CellRollup.objects.filter(target__code=code)
    return sorted(rows.values_list("leaf__code", flat=True))


def test_what_was_loaded_is_counted(tmp_path):
    assert load(tmp_path, catalogue()) == {
        "sections": 1,
        "tables": 4,
        "columns": 13,
        "rows": 6,
        "indicators": 0,
    }


def test_cells_are_columns_times_rows(tmp_path):
    load(tmp_path, catalogue())
    assert set(Cell.objects.filter(table__code="events").values_list("code", flat=True)) == {
        "events.times",
        "events.persons",
        "events.females",
    }
    times = Cell.objects.filter(table__code="publicity", element__code="times")
    assert dict(times.values_list("code", "is_total")) == {
        "publicity[media].times": True,
        "publicity[radio].times": False,
        "publicity[television].times": False,
        "publicity[forums].times": False,
        "publicity.times": True,
    }


def test_totals_count_each_entered_cell_once(tmp_path):
    load(tmp_path, catalogue())
    media = ["publicity[radio].times", "publicity[television].times"]
    assert leaves("publicity[radio].times") == ["publicity[radio].times"]
    assert leaves("publicity[media].times") == media
    assert leaves("publicity.times") == ["publicity[forums].times", *media]
    assert leaves("summary[all].times") == ["events.times", "publicity[forums].times", *media]
    assert leaves("cases.together") == ["cases.closed", "cases.opened"]


def test_more_than_a_sum_is_kept_as_an_expression_and_counts_nothing(tmp_path):
    load(tmp_path, catalogue())
    share = Derivation.objects.get(cell__code="summary[share].times")
    assert share.expression == "100 * publicity.times / events.times"
    assert leaves("summary[share].times") == []


def test_parts_and_groups_are_linked(tmp_path):
    load(tmp_path, catalogue())
    females = Element.objects.get(table__code="publicity", code="females")
    assert females.part_of == Element.objects.get(table__code="publicity", code="persons")
    assert Option.objects.get(code="radio").group == Option.objects.get(code="media")


def test_titles_come_in_the_language_or_in_the_one_there_is(tmp_path):
    load(tmp_path, catalogue())
    section = Section.objects.get()
    assert (section.title_in("en"), section.title_in("km")) == ("Prevention", "ការបង្ការ")
    assert Table.objects.get(code="cases").title_in("km") == "Cases"


def test_a_second_load_changes_nothing(tmp_path):
    load(tmp_path, catalogue())
    before = everything()
    assert load(tmp_path, catalogue()) is None
    assert load(tmp_path, catalogue(), force=True) is not None
    assert everything() == before


def test_an_edited_title_survives_an_unchanged_second_load(tmp_path):
    load(tmp_path, catalogue())
    Table.objects.filter(code="events").update(title_en="Events of every kind")
    load(tmp_path, catalogue())
    assert Table.objects.get(code="events").title == "Events of every kind"


def test_changed_files_are_loaded_even_if_they_were_there_before(tmp_path):
    changed = catalogue()
    table(changed, "events")["title"]["en"] = "Occasions"
    load(tmp_path, catalogue())
    load(tmp_path, changed)
    load(tmp_path, catalogue())
    assert Table.objects.get(code="events").title == "Events"


def test_keys_of_cells_stay_when_a_table_changes(tmp_path):
    """Reports of the past hang on them."""
    load(tmp_path, catalogue())
    before = dict(Cell.objects.values_list("code", "pk"))
    content = catalogue()
    content["sections"][0]["tables"].reverse()
    rows = table(content, "publicity")["rows"]
    rows.insert(1, {"code": "press", "title": {"en": "Press"}, "group": "media"})
    load(tmp_path, content)
    after = dict(Cell.objects.values_list("code", "pk"))
    assert before.items() <= after.items()
    assert "publicity[press].times" in leaves("publicity.times")


def test_what_leaves_the_files_stays_for_the_reports_of_the_past(tmp_path):
    load(tmp_path, catalogue())
    content = catalogue()
    content["sections"][0]["tables"] = [table(content, "publicity")]
    load(tmp_path, content)
    assert Table.objects.filter(code="events").exists()
    assert Cell.objects.filter(code="events.times").exists()


def test_a_total_of_a_cell_that_is_not_there_is_refused_and_nothing_is_stored(tmp_path):
    content = catalogue()
    table(content, "summary")["rows"][0]["values"]["times"] = "publicity.times+meetings.times"
    with pytest.raises(CatalogueError, match=r"summary\[all\]\.times.*meetings\.times"):
        load(tmp_path, content)
    assert not Table.objects.exists()


def test_a_total_of_itself_is_refused(tmp_path):
    content = catalogue()
    table(content, "summary")["rows"][0]["values"]["times"] = "summary[all].times+events.times"
    with pytest.raises(CatalogueError, match=r"summary\[all\]\.times is computed from itself"):
        load(tmp_path, content)


def test_a_row_of_no_group_is_refused(tmp_path):
    content = catalogue()
    table(content, "publicity")["rows"][1]["group"] = "press"
    with pytest.raises(CatalogueError, match="publicity: there is no group press"):
        load(tmp_path, content)


# Years --------------------------------------------------------------------------------------------


@pytest.fixture
def kandal():
    nation = unit("NCCT", "nation", None)
    return unit("KH-08", "province", nation, (3, 4))


def committee_report(kandal, year):
    form = DataSet.objects.get(code="committee")
    return Report(organisation_unit=kandal, data_set=form, period_key=year * 100, year=year)


def codes_of_form(report):
    return [one.code for one in form_tables(report)]


def test_a_new_table_of_2021_is_in_no_form_of_2020(tmp_path, kandal):
    content = catalogue()
    new = {**table(content, "events"), "code": "hotlines", "valid_from": 2021}
    content["sections"][0]["tables"].append(new)
    load(tmp_path, content)
    before, after = committee_report(kandal, 2020), committee_report(kandal, 2021)
    assert codes_of_form(before) == ["publicity", "events"]
    assert codes_of_form(after) == ["publicity", "events", "hotlines"]
    assert "hotlines.times" not in form_cells(before).cells
    assert "hotlines.times" in form_cells(after).cells


def test_a_column_and_a_row_may_begin_and_end(tmp_path, kandal):
    content = catalogue()
    table(content, "publicity")["rows"][3]["valid_to"] = 2020
    table(content, "events")["columns"] = [
        *table(content, "events")["columns"],
        {"code": "online", "title": {"en": "Online"}, "unit": "event", "valid_from": 2021},
    ]
    load(tmp_path, content)
    before = form_cells(committee_report(kandal, 2020)).cells
    after = form_cells(committee_report(kandal, 2021)).cells
    assert "publicity[forums].times" in before
    assert "publicity[forums].times" not in after
    assert "events.online" not in before
    assert "events.online" in after


def test_totals_and_computed_cells_are_never_entered(tmp_path, kandal):
    load(tmp_path, catalogue())
    cells = form_cells(committee_report(kandal, 2020)).cells
    assert "publicity[radio].times" in cells
    assert cells.keys().isdisjoint({"publicity.times", "publicity[media].times", "cases.together"})


def test_a_form_is_for_its_kind_and_its_units(tmp_path):
    load(tmp_path, catalogue())
    committee, monthly = DataSet.objects.order_by("position")
    assert committee.is_filled_by("KH-21", "province")
    assert not committee.is_filled_by("MOJ", "ministry")
    assert monthly.is_filled_by("KH-08", "province")
    assert not monthly.is_filled_by("KH-21", "province")
    assert (monthly.period_kinds, committee.period_kinds[-1]) == (["month"], "year")


INDICATOR = {
    "code": "reached", "strategy": 2, "title": {"en": "Reached", "km": "ទទួលបាន"},
    "numerator": "events.persons", "denominator": "population", "times": 100000,
    "unit": "person", "better": "more",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"numerator": "events.nothing"}, "no figure “events.nothing”"),
        ({"numerator": "#nothing"}, "no figure “nothing”"),
        ({"numerator": "events.("}, "was not expected"),
        ({"denominator": ""}, "a count has no denominator"),
        ({"unit": "miles"}, "the unit 'miles' is not known"),
        ({"better": "higher"}, "the direction 'higher' is not known"),
        ({"baseline": {"value": "3"}}, "a baseline is a value of a year"),
    ],
)
def test_an_indicator_that_cannot_be_computed_is_refused(tmp_path, change, said):
    with pytest.raises(CatalogueError, match=re.escape(said)):
        load(tmp_path, {**catalogue(), "indicators": [INDICATOR | change]})


def test_an_indicator_is_loaded_with_its_labels(tmp_path):
    load(tmp_path, {**catalogue(), "indicators": [INDICATOR]})
    found = Indicator.objects.get()
    assert (found.title_in("km"), found.scale, found.certain) == ("ទទួលបាន", 100000, False)
    assert any(label.kind == "indicator" for label in khmer_labels())
