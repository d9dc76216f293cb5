"""What a question says: its period, its unit, its words; nothing here asks a database."""

import pytest

from reporting.kernel.khmer_words import MONTHS as KHMER_MONTHS
from reporting.kernel.periods import Period, PeriodKind
from reporting.search.rules.labels import (
    KnownTable,
    KnownTitle,
    LabelledColumn,
    LabelledRow,
    Labels,
    ways,
)
from reporting.search.rules.periods import MONTHS, dated
from reporting.search.rules.ranking import cells, titles
from reporting.search.rules.units import UnitSpellings
from reporting.search.rules.words import Vocabulary, features

KHMER_2021 = "២០២១"


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("forums 2020", "2020", "forums"),
        ("2020 forums", "2020", "forums"),
        ("forums march 2021 kandal", "202103", "forums kandal"),
        ("forums mar 2021", "202103", "forums"),
        ("may 2020 forums", "202005", "forums"),
        ("forums 2020-03", "202003", "forums"),
        ("forums 03/2020", "202003", "forums"),
        ("forums q2 2020", "2020Q2", "forums"),
        ("second quarter of 2020 forums", "2020Q2", "forums"),
        ("forums quarter 3 2020", "2020Q3", "forums"),
        ("first half 2020 forums", "2020S1", "forums"),
        ("january to october 2021", "2021T10", ""),
        ("2021-T10", "2021T10", ""),
        (f"ឆ្នាំ{KHMER_2021} ស្រី", "2021", "ស្រី"),
        (f"ស្រី ខែមីនា ឆ្នាំ {KHMER_2021}", "202103", "ស្រី"),
        (f"ត្រីមាសទី២ ឆ្នាំ{KHMER_2021}", "2021Q2", ""),
        (f"ឆមាសទី1 {KHMER_2021}", "2021S1", ""),
    ],
)
def test_a_period_is_read_out_of_a_question(text, code, rest):
    found = dated(text)
    assert found.period == Period.parse(code)
    assert found.rest == rest


def test_every_month_is_read_in_both_languages():
    for number, (english, khmer) in enumerate(zip(MONTHS, KHMER_MONTHS, strict=True), 1):
        month = Period(2021, PeriodKind.MONTH, number)
        assert dated(f"forums {english} 2021").period == month
        assert dated(f"forums {english[:3].title()} 2021").period == month
        assert dated(f"ស្រី ខែ{khmer} {KHMER_2021}").period == month
        assert dated(f"{khmer} 2021").period == month


@pytest.mark.parametrize("text", ["forums", "12345", "may forums", "1 to 17", "NSP 99999"])
def test_what_names_no_year_names_no_period(text):
    assert dated(text).period is None


def test_a_month_without_a_year_is_one_of_the_newest_year():
    assert dated("forums october").in_year(2020) == Period.parse("202010")
    assert dated("forums").in_year(2020) == Period.of_year(2020)


def test_words_are_stems_in_english_and_pairs_of_clusters_in_khmer():
    assert features("How many Females at the Public Forums?") == ("female", "public", "forum")
    assert features("direct_publicity") == ("direct", "publicity")
    whole, part = features("វេទិកាសាធារណៈកណ្តាល"), features("សាធារណៈ")
    assert set(part) < set(whole)
    assert features("កណ្ដាល") == features("កណ្តាល") == features("កណ្\u200bតាល")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("forms", "forum"), ("boder", "border"), ("trafiking", "trafficking"),
        ("justise", "justice"), ("repatriat", "repatriated"), ("women", "female"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_near_the_one_that_is_meant(typed, meant):
    words = Vocabulary({"forum", "border", "trafficking", "justice", "repatriated", "female"})
    [stem] = features(typed)
    assert meant in words.near(stem)
    assert words.near("zzzz") == {}


SPELLINGS = UnitSpellings(
    [
        ("KH-08", 8), ("Kandal", 8), ("ខេត្តកណ្ដាល", 8), ("កណ្តាល", 8), ("KH-21", 21),
        ("Takeo", 21), ("MOI", 1), ("Ministry of Interior", 1), ("Interior", 1),
    ],
    frozenset({8, 21}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [
        ("forums kandal", 8, "forums"),
        ("forums in PCCT Takeo", 21, "forums in"),
        ("ministry of interior forums", 1, "forums"),
        ("forums kh-08", 8, "forums"),
        ("forums kandol", 8, "forums"),
        ("វេទិកាសាធារណៈកណ្តាល", 8, "វេទិកាសាធារណៈ"),
        ("វេទិកាសាធារណៈ ខេត្តកណ្ដាល", 8, "វេទិកាសាធារណៈ"),
    ],
)
def test_a_unit_is_read_out_of_a_question_and_the_whole_is_read_too(text, unit, rest):
    found = list(SPELLINGS.readings(text))
    assert any(one.units == (unit,) and one.rest == rest for one in found)
    assert any(not one.units for one in found)


def test_the_nation_is_named_in_both_languages():
    for text in ("forums nation", "វេទិកា ទូទាំងប្រទេស"):
        assert any(one.is_nation for one in SPELLINGS.readings(text))
    assert not any(one.is_nation for one in SPELLINGS.readings("national day"))


def table(code, title, rows, columns, position=0):
    keys = [(row, column) for row in ("", *rows) for column in columns]
    return KnownTable(
        code=code,
        section="II",
        position=position,
        ways=ways(title),
        section_ways=ways("Prevention"),
        rows=tuple(LabelledRow(row, ways(row)) for row in rows),
        columns=tuple(LabelledColumn(one, ways(one), one == columns[0]) for one in columns),
        cells={key: at for at, key in enumerate(keys)},
    )


@pytest.fixture
def labels():
    one = table("direct", "Direct publicity and public forums", ["Publicity", "Public forums"],
                ["Times", "Persons", "Females"])  # fmt: skip
    other = table("border", "Border patrols", ["Thai border"], ["Times", "Persons"], 1)
    return Labels([one, other], [KnownTitle("table", "direct", one.ways)])


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("public forums females", ("Public forums", "Females")),
        ("females public forums", ("Public forums", "Females")),
        ("public forums", ("Public forums", "Times")),
        ("direct publicity females", ("", "Females")),
        ("direct publicity publicity females", ("Publicity", "Females")),
        ("border patrols persons", ("", "Persons")),
    ],
)
def test_the_cell_that_is_asked_for_is_the_nearest(labels, text, cell):
    best = cells(labels, labels.asked(features(text)), 5)[0]
    assert (best.row, best.column) == cell


def test_words_that_no_label_has_find_no_cell_and_no_title(labels):
    for text in ("zebra", "zebra crossing females", ""):
        assert cells(labels, labels.asked(features(text)), 5) == []
        assert titles(labels, labels.asked(features(text))) == []
