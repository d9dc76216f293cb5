from decimal import Decimal

import pytest

from reporting.document.sentences.typed_numbers import figures_typed, typed_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a total of 6,147,930 participants", [("6,147,930", 6147930)]),
        ("55/61 suspects were sent on", [("55", 55), ("61", 61)]),
        ("an increase of 10.66%.", [("10.66%", Decimal("10.66"))]),
        ("Conducted two consultative meetings", [("two", 2)]),
        ("five hundred and thirty pupils", [("five hundred and thirty", 530)]),
        ("IJM: one victim in a fishing boat case", [("one", 1)]),
        ("participated one time as a speaker", [("one", 1)]),
        ("One hundred and one girls", [("One hundred and one", 101)]),
        ("376,324 CDs and DVDs", [("376,324", 376324)]),
        ("33.976 leaflets", [("33.976", 33976)]),
        ("ចំនួន ១២៣ នាក់", [("១២៣", 123)]),
    ],
)
def test_finds_the_figures_that_were_typed(text, expected):
    assert [(one.shown, one.value) for one in figures_typed(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "on 12 December 2020",
        "December 12, 2020",
        "in 2021-03",
        "Royal Kram No. NS/RKM/0320/013",
        "Nº NS/RKM 0620/020",
        "Decision No. 032/20 SSR",
        "Sub-Decree No. 190 of 2011",
        "the 6th Roundtable",
        "Covid-19 and the A21 Foundation",
        "FM 98.5MHz",
        "women aged 12-17",
        "under 15 years of age",
        "at 8:30 a.m.",
        "organizations (1. Hope, 2. Love)",
        "Articles 11 and 12",
        "Indecency against minors under 15",
        "including one Secretary of State in charge",
        "the One Window Service Office",
        "one of the provinces",
        "no one came, each one knew",
        "they met one another",
        "on the one hand",
        "which was one.",
        "one-stop services",
        "one month later",
    ],
)
def test_dates_names_and_numbers_of_laws_are_no_figures(text):
    found = list(typed_numbers(text))
    assert found
    assert [one.shown for one in found if one.is_figure] == []
