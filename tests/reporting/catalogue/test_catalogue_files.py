"""A catalogue that contradicts itself is refused, and the message says where."""

import pytest

from reporting.catalogue.rules.files import CatalogueError, label, read_files, sum_of_cells
from tests.reporting.catalogue.sample import catalogue, table, write


def refusal(tmp_path, content):
    with pytest.raises(CatalogueError) as refused:
        read_files(write(tmp_path, content))
    return str(refused.value)


def test_the_sample_is_read_in_order(tmp_path):
    files = read_files(write(tmp_path, catalogue()))
    codes = [one["code"] for _section, one in files.tables()]
    assert codes == ["publicity", "events", "summary", "cases"]
    assert [one["code"] for one in files.data_sets] == ["committee", "monthly"]


def test_files_are_read_in_the_order_of_their_names(tmp_path):
    content = catalogue()
    (tmp_path / "20_more.yaml").write_text("sections:\n- {id: III, level: 1, title: {en: More}}\n")
    files = read_files(write(tmp_path, content))
    assert [section["id"] for section in files.sections] == ["II.B", "III"]


def test_the_fingerprint_is_that_of_the_files(tmp_path):
    content = catalogue()
    first = read_files(write(tmp_path, content)).digest
    assert read_files(tmp_path).digest == first
    table(content, "events")["title"]["en"] = "Other events"
    assert read_files(write(tmp_path, content)).digest != first


def test_an_unknown_kind_names_its_table(tmp_path):
    content = catalogue()
    table(content, "events")["kind"] = "opened"
    assert refusal(tmp_path, content) == "II.B events: the kind 'opened' is not known."


def test_an_unknown_data_set_names_its_table(tmp_path):
    content = catalogue()
    table(content, "events")["data_sets"] = ["committee", "police"]
    assert refusal(tmp_path, content) == "II.B events: no data set is called police."


def test_an_unknown_unit_names_its_column(tmp_path):
    content = catalogue()
    table(content, "cases")["columns"][0]["unit"] = "cases"
    assert refusal(tmp_path, content) == "II.B cases opened: the unit 'cases' is not known."


def test_a_part_of_nothing_names_its_column(tmp_path):
    content = catalogue()
    table(content, "publicity")["columns"][2]["part_of"] = "people"
    assert refusal(tmp_path, content) == "II.B publicity females: there is no column people."


def test_a_table_without_columns_is_named(tmp_path):
    content = catalogue()
    table(content, "cases")["columns"] = []
    assert refusal(tmp_path, content) == "II.B cases: a table needs columns."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda content: content["sections"].append(content["sections"][0]),
            "More than one section is called II.B.",
        ),
        (
            lambda content: content["data_sets"].append(content["data_sets"][0]),
            "More than one data set is called committee.",
        ),
        (
            lambda content: table(content, "events").update(code="cases"),
            "More than one table is called cases.",
        ),
        (
            lambda content: table(content, "publicity")["rows"][3].update(code="radio"),
            "More than one row of II.B publicity is called radio.",
        ),
        (
            lambda content: table(content, "cases")["columns"][1].update(code="opened"),
            "More than one column of II.B cases is called opened.",
        ),
    ],
)
def test_what_stands_twice_is_named(tmp_path, change, message):
    content = catalogue()
    change(content)
    assert refusal(tmp_path, content) == message


@pytest.mark.parametrize(
    ("expression", "cells"),
    [
        ("a.times", ["a.times"]),
        ("a[one].times+b.times", ["a[one].times", "b.times"]),
        ("a.times + b.times", ["a.times", "b.times"]),
        ("a.times - b.times", None),
        ("100 * a.times", None),
        ("a{aple}.times+b.times", None),
    ],
)
def test_sums_are_told_from_other_expressions(expression, cells):
    assert sum_of_cells(expression) == cells


@pytest.mark.parametrize(
    ("titles", "both"),
    [
        ({"en": "Times", "km": "លើក"}, ("Times", "លើក")),
        ({"en": "Times"}, ("Times", "")),
        ("Times", ("Times", "")),
        (None, ("", "")),
    ],
)
def test_labels(titles, both):
    assert label(titles) == both
