"""The words of a row against its cells, and a text against itself."""

from decimal import Decimal

import pytest

from reporting.checks.rules.texts_and_cells import check_texts
from reporting.kernel.tables import CellKey, ElementSpec, TableSpec, Value

TRAINING = TableSpec(
    "training",
    "III.A",
    "open",
    elements=(
        ElementSpec("times", "Courses", "event"),
        ElementSpec("persons", "Participants", "person"),
        ElementSpec("females", "Females", "person", part_of="persons", role="females"),
    ),
    title="Training",
)
WORDS = TableSpec("words", "III.A", "narrative", title="Actions")


def said(title, text="", **cells):
    values = {CellKey(None, code, "e1"): Value(Decimal(number)) for code, number in cells.items()}
    found = check_texts(
        {"training": TRAINING, "words": WORDS},
        {"training": values},
        {"training": {"e1": text} if text else {}},
        {"training": {"e1": title}},
    )
    return [(one.rule, *one.cells) for one in found]


@pytest.mark.parametrize(
    ("title", "text", "cells", "wrong"),
    [
        ("12 courses for 340 participants", "", {"times": 21, "persons": 340}, ["times"]),
        ("12 courses for 340 participants", "", {"times": 12, "persons": 340}, []),
        ("Training", "Held for 340 people (120 females).", {"persons": 430, "females": 120},
         ["persons"]),
        ("Training", "Held for 340 people (120 females).", {"persons": 340, "females": 12},
         ["females"]),
        ("វគ្គបណ្តុះបណ្តាល", "មានអ្នកចូលរួម 340 នាក់ ។", {"persons": 430}, ["persons"]),
        # Two numbers of persons: nobody knows which is meant.
        ("Training of 30 officials and 20 students", "", {"persons": 80}, []),
        # Left blank, or of something that the row has no column for.
        ("12 courses", "", {"persons": 340}, []),
        ("Training in 5 provinces", "", {"times": 1, "persons": 340}, []),
        ("Training on Article 12 of 2008", "", {"times": 1, "persons": 340}, []),
        ("For 40% of the participants", "", {"persons": 340}, []),
    ],
)  # fmt: skip
def test_words_and_cells(title, text, cells, wrong):
    codes = [("text_differs", f"training{{e1}}.{code}") for code in wrong]
    assert said(title, text, **cells) == codes


def test_what_is_said_of_it():
    values = {CellKey(None, "times", "e1"): Value(Decimal(21))}
    [found] = check_texts(
        {"training": TRAINING}, {"training": values}, {}, {"training": {"e1": "Held 12 courses"}}
    )
    assert found.words() == (
        "Held 12 courses: its words say “12 courses”, but Courses is 21. Correct one of them, or "
        "say why they differ."
    )
    assert (found.severity, found.entered, found.computed) == ("warning", Decimal(21), Decimal(12))


def test_a_text_against_itself():
    def texts(text):
        return list(check_texts({"words": WORDS}, {}, {"words": {"p1": text}}, {}))

    [found] = texts("Of them, 169 cases out of 155 cases were sent to the courts.")
    assert (found.rule, found.severity, found.cells) == ("sentence", "warning", ("words{p1}.text",))
    assert "169 out of 155" in found.words()
    assert texts("Quarter 1, 2021: two schools were visited.\nQuarter 2, 2021: nine schools.") == []
    assert texts("Of them, 155 cases out of 169 cases were sent to the courts.") == []
