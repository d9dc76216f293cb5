"""Two rows of a list that are probably one event."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.repeated_events import ALIKE, check_events, words_alike
from reporting.checks.rules.within_form import events_twice
from reporting.kernel.tables import CellKey, ElementSpec, TableSpec, Value

TABLE = TableSpec(
    "courses",
    "II.B",
    "open",
    elements=(
        ElementSpec("times", "Times", "event"),
        ElementSpec("persons", "Persons", "person"),
        ElementSpec("females", "Females", "person", part_of="persons", role="females"),
    ),
    title="Courses",
)
TABLES = {"courses": TABLE}
SUBJECTS = ("safe migration", "the law", "victim care", "online exploitation", "labour inspection")


def row(unit, period, key, label, *numbers, day=None):
    codes = (element.code for element in TABLE.elements)
    return ReportedRow(
        table="courses", section="II.B", unit=unit, unit_name=unit, unit_kind="province",
        period=period, values=dict(zip(codes, map(Decimal, numbers), strict=True)), entry=key,
        label=label, day=day,
    )  # fmt: skip


def a_year(seed, units=30, each=6):
    source = random.Random(seed)
    rows = []
    for unit in range(units):
        for at in range(each):
            persons = round(source.lognormvariate(4, 0.8)) + 5
            females = source.randint(1, persons)
            label = (
                f"{source.choice(('Course', 'Training', 'Workshop'))} on {source.choice(SUBJECTS)}"
            )
            period = f"2025{source.randint(1, 12):02}"
            rows.append(row(f"U{unit}", period, f"n{at}", label, 1, persons, females))
    return rows


def names(found):
    return [(one.unit, one.params["other"]) for one in found]


def test_a_year_in_which_nothing_was_copied_names_next_to_nothing():
    """In 20 years two such coincidences are allowed."""
    assert sum(len(list(check_events(TABLES, a_year(seed)))) for seed in range(20)) <= 2


@pytest.mark.parametrize("seed", range(4))
def test_one_course_of_two_units_is_named_once_with_both_rows(seed):
    rows = a_year(seed)
    one = row("U3", "202503", "x", "Course on safe migration in Kien Svay", 3, 1274, 633)
    other = row("U9", "202503", "y", "Training course on safe migration in Kien Svay", 3, 1274, 633)
    [found] = check_events(TABLES, [*rows, one, other])
    assert names([found]) == [("U9", "U3")]
    assert {cell.partition("@")[2] for cell in found.cells} == {"U3:202503", "U9:202503"}
    assert "one event that is counted twice" in found.words()


def test_what_speaks_against_one_event():
    rows = a_year(1)
    one = row("U3", "202503", "x", "Course on safe migration in Kien Svay", 3, 1274, 633)
    same = replace(one, unit="U9", unit_name="U9")
    march = date(2025, 3, 4)

    def found(*pair, above=None):
        return len(list(check_events(TABLES, [*rows, *pair], above)))

    assert found(one, same) == 1
    assert found(replace(one, day=march), replace(same, day=march)) == 1
    assert found(replace(one, day=march), replace(same, day=date(2025, 3, 5))) == 0
    assert found(one, replace(same, label="Inspection of brick kilns")) == 0
    assert found(one, replace(same, values=rows[0].values)) == 0
    assert found(one, same, above={"U9": "U3"}) == 0
    assert found(one, replace(one, entry="z")) == 1  # twice in one report


def test_small_and_round_numbers_say_too_little():
    rows = a_year(2)
    one = row("U3", "202503", "x", "Course on safe migration", 1, 30, 15)
    assert list(check_events(TABLES, [*rows, one, replace(one, unit="U9")])) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Course on safe migration", "Training course on safe migration", True),
        ("Course on safe migration", "COURSE  ON SAFE-MIGRATION", True),
        ("វគ្គបណ្តុះបណ្តាលស្តីពីចំណាកស្រុក", "វគ្គបណ្តុះបណ្តាល ស្តីពី​ចំណាកស្រុក", True),
        ("វគ្គបណ្តុះបណ្តាលស្តីពីចំណាកស្រុក", "ការត្រួតពិនិត្យឡឥដ្ឋ", False),
        ("Course on safe migration", "Inspection of brick kilns", False),
        ("", "", False),
    ],
)
def test_words_that_are_alike(one, other, alike):
    assert (words_alike(one, other) >= ALIKE) is alike


def test_at_entry_two_rows_of_one_report_are_asked_about():
    values = {
        CellKey(None, code, key): Value(Decimal(number))
        for key in ("a", "b")
        for code, number in (("times", 3), ("persons", 1274), ("females", 633))
    }
    labels = {"courses": {"a": "Course on the law", "b": "Course on the law"}}
    [found] = events_twice(TABLES, {"courses": values}, labels, {})
    assert (found.rule, found.severity, len(found.cells)) == ("repeated_event", "warning", 6)
    days = {"courses": {"a": date(2025, 3, 4), "b": date(2025, 3, 5)}}
    assert list(events_twice(TABLES, {"courses": values}, labels, days)) == []
    other = {"courses": {"a": "Course on the law", "b": "Visit to a shelter"}}
    assert list(events_twice(TABLES, {"courses": values}, other, {})) == []
