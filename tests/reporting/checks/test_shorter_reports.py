"""A longer report beside the accepted shorter ones of its unit."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.checks.rules.shorter_reports import LongerReport, ReportedPlace, check_shorter
from reporting.kernel.tables import ElementSpec, TableSpec

TABLE = TableSpec(
    "met", "II.B", "single", title="Met",
    elements=(
        ElementSpec("times", "Times", "event"),
        ElementSpec("persons", "Persons", "person"),
        ElementSpec("houses", "Houses", "place", aggregation="last"),
        ElementSpec("most", "Most at once", "person", aggregation="max"),
        ElementSpec("rate", "Rate", "percent", aggregation="none"),
    ),
)  # fmt: skip
Numbers = Mapping[str, int | None]
MONTHS: dict[str, Numbers] = {
    "202301": {"times": 2, "persons": 40, "houses": 7, "most": 30, "rate": 5},
    "202302": {"times": 3, "persons": 52, "houses": 9, "most": 20, "rate": 6},
    "202303": {"persons": 8, "houses": 8, "most": 25, "rate": 7},
}
TRUE: Numbers = {"times": 5, "persons": 100, "houses": 8, "most": 30, "rate": 6}


def row(numbers: Numbers, period: str = "2023Q1") -> ReportedRow:
    values = {code: Decimal(number) for code, number in numbers.items() if number is not None}
    return ReportedRow(
        table="met", section="II.B", unit="KH-08", unit_name="Kandal", unit_kind="province",
        period=period, values=values,
        not_available=frozenset(code for code, number in numbers.items() if number is None),
    )  # fmt: skip


def longer(months: Mapping[str, Numbers], explained: frozenset[str] = frozenset()) -> LongerReport:
    said = {
        month: {
            ReportedPlace("met", None, None, code): None if number is None else Decimal(number)
            for code, number in numbers.items()
        }
        for month, numbers in months.items()
    }
    return LongerReport("KH-08", "2023Q1", said, explained)


def found(numbers: Numbers, months: Mapping[str, Numbers] = MONTHS) -> list[FoundDiscrepancy]:
    return list(check_shorter({"met": TABLE}, [row(numbers)], [longer(months)]))


def test_what_the_months_add_up_to_is_not_asked() -> None:
    assert found(TRUE) == []
    assert found({**TRUE, "rate": 99}) == [], "rates are not added up"


@pytest.mark.parametrize(
    ("column", "number"),
    [("times", 6), ("persons", 10), ("persons", 0), ("houses", 9), ("most", 25)],
)
def test_another_number_is_named_at_its_cell(column: str, number: int) -> None:
    [one] = found({**TRUE, column: number})
    assert one.cells == (f"met.{column}@KH-08:2023Q1",)
    assert one.computed == TRUE[column]
    assert str(number) in one.words() and "(3)" in one.words()


def test_what_is_left_out_or_in_no_month_is_named() -> None:
    left_out = {code: number for code, number in TRUE.items() if code != "persons"}
    [one] = found(left_out)
    assert one.cells == ("met.persons@KH-08:2023Q1",) and "left out" in one.words()
    months = {key: {**numbers, "times": 0} for key, numbers in MONTHS.items()}
    [other] = found(TRUE, months)
    assert other.cells == ("met.times@KH-08:2023Q1",)


def test_several_of_a_table_are_one_finding() -> None:
    [one] = found({**TRUE, "times": 50, "persons": 1})
    assert len(one.cells) == 2 and "2 numbers" in one.words()


def test_where_a_month_is_missing_only_less_is_a_contradiction() -> None:
    months = {key: MONTHS[key] for key in ("202301", "202302")}
    assert found({**TRUE, "persons": 300, "houses": 1}, months) == []
    [one] = found({**TRUE, "persons": 91}, months)
    assert one.cells == ("met.persons@KH-08:2023Q1",)


def test_what_was_explained_or_is_not_known_is_not_asked_again() -> None:
    wrong = [row({**TRUE, "persons": 10})]
    explained = longer(MONTHS, frozenset({"met.persons"}))
    assert list(check_shorter({"met": TABLE}, wrong, [explained])) == []
    unknown = {**MONTHS, "202303": {**MONTHS["202303"], "persons": None}}
    assert list(check_shorter({"met": TABLE}, wrong, [longer(unknown)])) == []
    assert found({**TRUE, "persons": None}) == []


def test_a_table_that_only_the_longer_report_fills_and_rows_of_others_are_left_alone() -> None:
    assert found(TRUE, {month: {} for month in MONTHS}) == []
    others = [replace(row({"persons": 1}), unit="KH-09"), row({"persons": 1}, "2023Q2")]
    assert list(check_shorter({"met": TABLE}, others, [longer(MONTHS)])) == []


OPEN = TableSpec(
    "talks", "II.B", "open", title="Talks", elements=(ElementSpec("persons", "Persons", "person"),)
)


def named(rows: Mapping[str, int]) -> list[tuple[str, ...]]:
    """A quarter with these rows, beside months with 10, 20 and 30 persons in rows a, b and c."""
    said = {
        f"20230{month}": {ReportedPlace("talks", None, key, "persons"): Decimal(10 * month)}
        for month, key in enumerate("abc", 1)
    }
    own = [
        replace(row({"persons": number}), table="talks", entry=key) for key, number in rows.items()
    ]
    report = LongerReport("KH-08", "2023Q1", said)
    return [one.cells for one in check_shorter({"talks": OPEN}, own, [report])]


def test_rows_that_units_name_are_compared_where_their_column_is_off() -> None:
    assert named({"a": 10, "b": 20, "c": 30}) == []
    assert named({"a": 40, "b": 20}) == [], "two rows of the same name became one"
    assert named({"a": 10, "b": 20, "c": 39}) == [("talks{c}.persons@KH-08:2023Q1",)]
    assert named({"a": 10, "b": 20, "c": 30, "d": 9}) == [("talks{d}.persons@KH-08:2023Q1",)]
