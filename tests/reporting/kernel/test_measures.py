"""Which columns give a measure for some of those whom it counts; never a part for the whole."""

import pytest

from reporting.kernel.measures import DimensionSpec, MeasureColumn, ValueSpec, columns_for

SEX = DimensionSpec(
    "sex", (ValueSpec("male"), ValueSpec("female"), ValueSpec("unknown", is_unknown=True))
)
AGE = DimensionSpec(
    "age",
    (
        ValueSpec("minor"),
        ValueSpec("under_15", "minor"),
        ValueSpec("from_15", "minor"),
        ValueSpec("from_18"),
        ValueSpec("unknown", is_unknown=True),
    ),
)
DIMENSIONS = {"sex": SEX, "age": AGE}


def column(code, part_of="", derived=False, **categories):
    return MeasureColumn("t", code, categories, part_of, derived)


OLD = [
    column("adult_m", age="from_18", sex="male"),
    column("adult_f", age="from_18", sex="female"),
    column("adults", derived=True, age="from_18"),
    column("minor_m", age="minor", sex="male"),
    column("minor_f", age="minor", sex="female"),
]
NEW = [
    column(f"{sex}_{age}", sex=sex, age=age)
    for sex in ("male", "female", "unknown")
    for age in ("under_15", "from_15", "from_18", "unknown")
]
AGES = [column(age, age=age) for age in ("under_15", "from_15", "from_18")]
WITH_MINORS = [column("all"), column("minors", part_of="all", age="minor")]

FOUND = [
    (OLD, {}, ["adult_m", "adult_f", "minor_m", "minor_f"]),
    (OLD, {"sex": "female"}, ["adult_f", "minor_f"]),
    (OLD, {"age": "from_18"}, ["adults"]),
    (OLD, {"age": "minor"}, ["minor_m", "minor_f"]),
    (OLD, {"age": "minor", "sex": "male"}, ["minor_m"]),
    (NEW, {"age": "under_15"}, ["male_under_15", "female_under_15", "unknown_under_15"]),
    (
        NEW,
        {"age": "minor", "sex": "female"},
        ["female_under_15", "female_from_15"],
    ),
    (AGES, {"age": "minor"}, ["under_15", "from_15"]),
    (AGES, {}, ["under_15", "from_15", "from_18"]),
    (WITH_MINORS, {}, ["all"]),
    (WITH_MINORS, {"age": "minor"}, ["minors"]),
]
NOT_DIVIDED = [
    (OLD, {"age": "under_15"}),
    (AGES, {"sex": "female"}),
    (AGES[:2], {}),  # without those of age a part is no whole
    (AGES[1:], {"age": "minor"}),
    (WITH_MINORS, {"age": "from_18"}),
    (WITH_MINORS[1:], {}),
    ([column("all_minors", age="minor"), column("some", age="under_15"), AGES[2]], {}),
    ([column("m", sex="male"), column("young", age="under_15")], {}),
    (NEW, {"wealth": "rich"}),
]


@pytest.mark.parametrize(("columns", "cut", "codes"), FOUND)
def test_the_columns_that_together_are_those_who_are_asked_for(columns, cut, codes):
    assert [found.code for found in columns_for(cut, columns, DIMENSIONS)] == codes


@pytest.mark.parametrize(("columns", "cut"), NOT_DIVIDED)
def test_what_a_table_does_not_divide_has_no_columns(columns, cut):
    assert columns_for(cut, columns, DIMENSIONS) == []
