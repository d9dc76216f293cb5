import pytest

from reporting.kernel.coverage import coverage
from reporting.kernel.periods import Period

YEAR = Period.of_year(2020)
MONTHS = [f"2020{month:02}" for month in range(1, 13)]


def chosen(*codes):
    return [period.code for period in coverage(YEAR, map(Period.parse, codes)).chosen]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (["2020", "2020T10", "2020S1", *MONTHS], ["2020"]),
        (["2020T10", "2020S1", "2020S2", *MONTHS], ["2020T10", "202011", "202012"]),
        (["2020S1", "2020S2", "2020Q1", *MONTHS], ["2020S1", "2020S2"]),
        (["2020S1", "2020Q3", "2020Q4", *MONTHS], ["2020S1", "2020Q3", "2020Q4"]),
        (["2020Q1", *MONTHS], ["2020Q1", *MONTHS[3:]]),
        (["2020T10", "202011"], ["2020T10", "202011"]),
        (["2019", "2021Q1"], []),
        ([], []),
    ],
)
def test_longest_first_without_overlap(accepted, expected):
    assert chosen(*accepted) == expected


def test_a_longer_report_does_not_hide_months():
    assert chosen("2020T10", "2020S1", "2020S2") == ["2020S1", "2020S2"]
    assert chosen("2020T10", "2020Q4", "2020S1", "2020Q3") == ["2020S1", "2020Q3", "2020Q4"]


def test_what_is_not_covered_is_said():
    found = coverage(YEAR, [Period.parse("2020Q1"), Period.parse("202005"), Period.parse("202005")])
    assert found.covered_months == ((2020, 1), (2020, 2), (2020, 3), (2020, 5))
    assert found.missing_months[0] == (2020, 4)
    assert len(found.missing_months) == 8
    assert not found.complete
    assert coverage(YEAR, [Period.parse("2020")]).complete


def test_no_month_is_counted_twice_whatever_was_accepted():
    kinds = ["2020", "2020T10", "2020S1", "2020S2", "2020Q1", "2020Q2", "2020Q3", "2020Q4"]
    for pattern in range(2 ** len(kinds)):
        accepted = [code for at, code in enumerate(kinds) if pattern >> at & 1] + MONTHS[2:9]
        found = coverage(YEAR, map(Period.parse, accepted))
        assert len(set(found.covered_months)) == len(found.covered_months)
        assert len(found.covered_months) + len(found.missing_months) == 12
        assert set(found.chosen) <= set(map(Period.parse, accepted))


def test_a_quarter_takes_only_what_lies_inside_it():
    """A semester cannot be cut; of the months and their quarter the quarter counts, once."""
    accepted = [Period.parse(code) for code in ("2020S1", "2020Q1", "202002", "202004", "202006")]
    first, second = (coverage(Period.parse(code), accepted) for code in ("2020Q1", "2020Q2"))
    assert [period.code for period in first.chosen] == ["2020Q1"]
    assert [period.code for period in second.chosen] == ["202004", "202006"]
    assert second.missing_months == ((2020, 5),)
    assert coverage(Period.parse("2020Q3"), accepted).chosen == ()
