import pytest

from reporting.kernel.periods import Period, PeriodKind, kinds_within, national_periods

MARCH = Period.parse("202003")
CODES = {
    "202003": (202003, "2020-03", 1),
    "202012": (202012, "2020-12", 1),
    "2020Q1": (202021, "2020-Q1", 3),
    "2020Q4": (202024, "2020-Q4", 3),
    "2020S1": (202031, "2020-S1", 6),
    "2020S2": (202032, "2020-S2", 6),
    "2020T10": (202041, "2020-T10", 10),
    "2020": (202000, "2020", 12),
}


@pytest.mark.parametrize("code", CODES)
def test_code_key_and_address_lead_back_to_the_period(code):
    key, url, months = CODES[code]
    period = Period.parse(code)
    assert (period.code, period.key, period.url, len(period.months)) == (code, key, url, months)
    assert Period.from_key(key) == Period.parse(url) == Period.parse(url.lower()) == period
    assert str(period) == code


@pytest.mark.parametrize(
    "text", ["", "20", "202013", "202000", "2020Q5", "2020S3", "2020T9", "2020-3", "២០២០", "x2020"]
)
def test_other_texts_are_no_periods(text):
    with pytest.raises(ValueError, match="no such period"):
        Period.parse(text)


@pytest.mark.parametrize("key", [202013, 202020, 202025, 202033, 202042, 202051, 0])
def test_other_keys_are_no_periods(key):
    with pytest.raises(ValueError, match="no such period"):
        Period.from_key(key)


def test_months():
    assert MARCH.months == ((2020, 3),)
    assert Period.parse("2020Q2").months == ((2020, 4), (2020, 5), (2020, 6))
    assert Period.parse("2020S2").months[0] == (2020, 7)
    assert Period.parse("2020T10").months[-1] == (2020, 10)


def test_contains_and_overlaps():
    year, first_half, ten = (Period.parse(code) for code in ("2020", "2020S1", "2020T10"))
    assert year.contains(ten)
    assert year.contains(year)
    assert not ten.contains(year)
    assert first_half.contains(MARCH)
    assert ten.overlaps(Period.parse("2020S2"))
    assert not ten.overlaps(Period.parse("202011"))
    assert not year.overlaps(Period.parse("2021"))


@pytest.mark.parametrize(
    ("code", "previous", "last_year"),
    [
        ("202003", "202002", "201903"),
        ("202001", "201912", "201901"),
        ("2020Q1", "2019Q4", "2019Q1"),
        ("2020S2", "2020S1", "2019S2"),
        ("2020T10", "2019T10", "2019T10"),
        ("2020", "2019", "2019"),
    ],
)
def test_the_one_before(code, previous, last_year):
    period = Period.parse(code)
    assert (period.previous.code, period.same_last_year.code) == (previous, last_year)


def test_periods_stand_in_time():
    codes = ["2019", "202001", "2020Q1", "2020S1", "2020T10", "2020", "202002", "2020Q2", "202012"]
    assert [period.code for period in sorted(map(Period.parse, reversed(codes)))] == codes


def test_a_period_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no such period"):
        Period(2020, PeriodKind.QUARTER, 5)


def test_national_reports_are_of_all_but_single_months():
    assert [one.url for one in national_periods(2021)] == [
        "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2021-S1", "2021-S2", "2021-T10", "2021",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("2021Q2", ["month", "quarter"]),
        ("2021S1", ["month", "quarter", "semester"]),
        ("2021T10", ["month", "quarter", "semester", "ten_month"]),
        ("2021", ["month", "quarter", "semester", "ten_month", "year"]),
    ],
)
def test_the_kinds_of_period_that_lie_in_one(code, kinds):
    assert kinds_within(Period.parse(code)) == kinds


def test_the_same_part_of_another_year():
    assert Period.parse("2021S2").in_year(2019) == Period.parse("2019S2")
    assert Period.of_year(2021).is_year
    assert not Period.parse("2021T10").is_year
