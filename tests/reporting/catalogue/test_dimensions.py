"""Columns that divide by dimensions are written out, old ones map onto them, and what does not fit
is refused by name."""

import pytest

from reporting.catalogue.actions.loading import load_catalogue
from reporting.catalogue.actions.rebuilding import rebuild_cells
from reporting.catalogue.rules.files import CatalogueError, read_files
from strategies.models import (
    Cell,
    CellRollup,
    Classification,
    Derivation,
    ElementCategory,
    Option,
)
from tests.factories import secretariat
from tests.reporting.catalogue.sample import catalogue, table, write

SEX = {
    "code": "sex",
    "title": {"en": "Sex", "km": "ភេទ"},
    "values": [
        {"code": "male", "title": {"en": "Male", "km": "ប្រុស"}},
        {"code": "female", "title": {"en": "Female", "km": "ស្រី"}},
    ],
}
AGE = {
    "code": "age",
    "title": {"en": "Age", "km": "អាយុ"},
    "values": [
        {"code": "minor", "title": {"en": "Minors", "km": "អនីតិជន"}},
        {"code": "under_15", "title": {"en": "Under 15", "km": "ក្រោម 15"}, "parent": "minor"},
        {"code": "adult", "title": {"en": "Adults", "km": "នីតិជន"}},
    ],
}


@pytest.fixture
def content():
    found = catalogue()
    found["dimensions"] = [SEX, AGE]
    found["measures"] = [{"code": "reached", "unit": "person", "title": {"en": "Reached"}}]
    persons = {**table(found, "publicity")["columns"][1], "measure": "reached"}
    divided = {**persons, "by": ["sex", "age"], "by_from": 2021}
    table(found, "publicity")["columns"] = [table(found, "publicity")["columns"][0], divided]
    return found


def column(content):
    return table(content, "publicity")["columns"][1]


def load(folder, content):
    return load_catalogue(read_files(write(folder, content)), force=True)


def leaves(code):
    rows = CellRollup.objects.filter(target__code=code)
    return set(rows.values_list("leaf__code", flat=True))


def test_a_divided_column_is_written_out_with_its_headings_and_its_total(tmp_path, content):
    files = read_files(write(tmp_path, content))
    [publicity] = [found for _section, found in files.tables() if found["code"] == "publicity"]
    columns = {one["code"]: one for one in publicity["columns"]}
    assert list(columns)[1:] == [
        "persons_male_under_15", "persons_male_adult",
        "persons_female_under_15", "persons_female_adult", "persons",
    ]  # fmt: skip
    girls = columns["persons_female_under_15"]
    assert [part["en"] for part in girls["header"]] == ["Persons", "Female"]
    assert girls["title"]["km"] == "ក្រោម 15"
    assert girls["categories"] == {"sex": "female", "age": "under_15"}
    assert (girls["valid_from"], columns["persons"]["derived_from"]) == (2021, 2021)


@pytest.mark.django_db
def test_a_total_counts_what_was_entered_before_and_its_parts_since(tmp_path, content):
    with secretariat():
        load(tmp_path, content)
        cell = Cell.objects.get(code="publicity[radio].persons")
        parts = {
            f"publicity[radio].persons_{sex}_{age}"
            for sex in ("male", "female")
            for age in ("under_15", "adult")
        }
        assert cell.is_total is False
        assert Derivation.objects.get(cell=cell).valid_from == 2021
        assert leaves(cell.code) == {cell.code, *parts}
        assert leaves("publicity[media].persons") >= {cell.code, *parts}
        found = ElementCategory.objects.filter(element__code="persons_female_adult")
        assert set(found.values_list("value__code", flat=True)) == {"female", "adult"}

        before = set(CellRollup.objects.values_list("leaf__code", "target__code"))
        rebuild_cells()
        assert set(CellRollup.objects.values_list("leaf__code", "target__code")) == before
        assert Derivation.objects.get(cell=cell).valid_from == 2021


@pytest.mark.django_db
def test_a_row_is_classified_with_years(tmp_path, content):
    row = table(content, "publicity")["rows"][1]
    row |= {"article": "9", "valid_from": 2020}
    row["classified"] = [{"scheme": "law", "code": "12", "from": 2022, "certain": True}]
    with secretariat():
        load(tmp_path, content)
        rows = Classification.objects.filter(option=Option.objects.get(code=row["code"]))
        assert list(rows.values_list("code", "valid_from", "certain")) == [
            ("9", 2020, False), ("12", 2022, True),
        ]  # fmt: skip
        Classification.objects.create(option=rows[0].option, code="99", valid_from=2030)
        load(tmp_path, content)
        assert rows.count() == 3  # what was added in the administration stays


def test_nothing_is_divided_before_it_says_so(tmp_path):
    files = read_files(write(tmp_path, catalogue()))
    assert files.dimensions.dimensions == []


REFUSED = {
    "II.B publicity persons: the dimension 'wealth' is not known.": {"by": ["wealth"]},
    "II.B publicity persons: sex has no value 'third'.": {"by": [{"sex": ["third"]}]},
    "II.B publicity persons: a column that is divided has a measure and is added up.": {
        "measure": None, "aggregation": "none",
    },
    "II.B publicity persons_male_under_15: the measure 'lost' is not known.": {"measure": "lost"},
    "II.B publicity persons_male_under_15: reached is counted in person.": {"unit": "case"},
}  # fmt: skip


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_divided_names_its_column(tmp_path, content, words):
    column(content).update(REFUSED[words])
    with pytest.raises(CatalogueError) as refused:
        read_files(write(tmp_path, content))
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("events", {"by": ["sex"], "measure": "reached"}, "only columns of fixed and single"),
        ("cases", {"categories": {"sex": "male"}}, "want a measure"),
        ("cases", {"derived_from": 2021}, "it is not said how it is derived"),
    ],
)
def test_a_column_says_only_what_holds(tmp_path, content, code, change, words):
    table(content, code)["columns"][1].pop("derived", None)
    table(content, code)["columns"][1].update(change)
    with pytest.raises(CatalogueError, match=words):
        read_files(write(tmp_path, content))
