"""What a table can give a chart, and what is refused in words."""

from decimal import Decimal

import pytest

from reporting.document.charts.comparison_spec import difference, may_be_compared, read_comparison
from reporting.document.charts.spec import (
    ChartInputs,
    ChartReporter,
    SpecError,
    first_choice,
    forms_of,
)
from reporting.document.charts.spec_reading import read_spec
from reporting.kernel.tables import ElementSpec, OptionSpec

TIMES = ElementSpec("times", "Times", "event")
PERSONS = ElementSpec("persons", "Persons", "person")
FEMALES = ElementSpec("females", "Females", "person", part_of="persons", role="females")
MINORS = ElementSpec("minors", "Minors", "person", part_of="persons", role="minors")
PROVINCES = tuple(ChartReporter(f"KH-{n}", "province", f"Province {n}") for n in range(1, 26))
MINISTRY = ChartReporter("MOJ", "ministry", "Ministry of Justice")


def inputs(**more) -> ChartInputs:
    usual = {
        "table": "forums",
        "elements": (TIMES, PERSONS, FEMALES, MINORS),
        "options": (OptionSpec("a", "Forums"), OptionSpec("b", "Leaflets")),
        "reporters": (*PROVINCES, MINISTRY),
        "years": (2019, 2020),
    }
    return ChartInputs(**{**usual, **more})


def spec(form, **more):
    return {"table": "forums", "form": form, **more}


def refused(data, on=None):
    with pytest.raises(SpecError) as caught:
        read_spec(data, on or inputs())
    return caught.value


def test_the_forms_come_from_the_structure():
    assert forms_of(inputs()) == ("bars_by_unit", "bars_by_row", "bars_by_year", "shares")
    assert forms_of(inputs(months=(202001, 202002)))[3] == "lines_by_month"
    lonely = inputs(elements=(TIMES,), options=(), reporters=(MINISTRY,), years=(2020,))
    assert forms_of(lonely) == ()
    assert forms_of(inputs(elements=())) == ()


def test_the_first_choice_of_each_form_can_be_drawn():
    on = inputs(months=(202001, 202002))
    for form in forms_of(on):
        read = read_spec(first_choice(on, form).to_json(), on)
        assert read.form == form
        assert read_spec(read.to_json(), on) == read


def test_what_was_left_open_is_said():
    read = read_spec(spec("bars_by_year"), inputs())
    assert (read.elements, read.rows, read.years) == (("times",), ("",), (2019, 2020))
    assert read_spec(spec("bars_by_unit"), inputs()).most == 10


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"table": "other", "form": "shares"}, "table", "Choose a table"),
        (spec("lines_by_month"), "form", "cannot be drawn in this form"),
        (spec("pie"), "form", "cannot be drawn in this form"),
        (spec("bars_by_unit", elements=["men"]), "elements", "no such column: men"),
        (spec("bars_by_unit", rows=["z"]), "rows", "no such row: z"),
        (spec("bars_by_unit", units=["KH-99"]), "units", "no figures in the table: KH-99"),
        (spec("bars_by_unit", units="embassy"), "units", "no figures in the table: embassy"),
        (spec("bars_by_year", years=["2018", "2020"]), "years", "no figures of 2018"),
        (spec("bars_by_year", years=["2020"]), "years", "at least two years"),
        (spec("bars_by_unit", elements=["times", "persons"]), "elements", "count different things"),
        (
            spec("bars_by_unit", elements=["persons", "females"], rows=["a", "b"]),
            "rows",
            "Choose one of them",
        ),
        (spec("bars_by_row", rows=["a"], elements=["times"]), "rows", "at least two rows"),
        (spec("shares", elements=["times", "females"]), "elements", "not parts of one whole"),
        (spec("shares", elements=["females", "minors"]), "elements", "overlap"),
        (spec("bars_by_unit", most="1"), "most", "from 2 to 60"),
        (spec("bars_by_unit", most="many"), "most", "from 2 to 60"),
        (spec("bars_by_unit", caption_en="x" * 301), "caption_en", "at most 300"),
        (
            spec("bars_by_unit", elements=["persons", "females", "minors"], most=0),
            "most",
            "78 bars, and 60 fit",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_its_field(data, field, words):
    error = refused(data)
    assert error.field == field
    assert words in str(error)


def test_without_a_total_a_row_is_chosen():
    on = inputs(has_total=False)
    assert read_spec(spec("bars_by_unit"), on).rows == ("a",)
    assert "not added up" in str(refused(spec("bars_by_unit", rows=[""]), on))


def test_rows_of_different_units_do_not_share_a_scale():
    on = inputs(
        options=(OptionSpec("a", "Books", unit="item"), OptionSpec("b", "Talks", unit="event"))
    )
    assert "count different things" in str(refused(spec("bars_by_row"), on))


def test_a_sum_knows_its_parts_and_they_may_stand_together():
    men = ElementSpec("men", "Men", "person")
    women = ElementSpec("women", "Women", "person")
    total = ElementSpec("all", "All", "person", derived="(forums.men + forums.women)")
    twice = ElementSpec("twice", "Twice", "person", derived="2 * forums.men")
    on = inputs(elements=(men, women, total, twice))
    assert [(one.code, one.parts, one.is_exact) for one in on.wholes] == [
        ("all", ("men", "women"), True)
    ]
    assert read_spec(spec("shares"), on).elements == ("men", "women")


def test_a_kind_of_unit_is_kept_by_its_name():
    read = read_spec(spec("bars_by_unit", units="province", most=0), inputs())
    assert (read.kind, read.units) == ("province", ())
    assert read.to_json()["units"] == "province"


def test_a_comparison_needs_both_years():
    assert may_be_compared(inputs())
    assert not may_be_compared(inputs(years=(2020,)))
    with pytest.raises(SpecError, match="year before"):
        read_comparison({"table": "forums"}, inputs(years=(2020,)))
    with pytest.raises(SpecError, match="no such column"):
        read_comparison({"table": "forums", "elements": ["men"]}, inputs())
    read = read_comparison({"table": "forums", "rows": ["", "a"], "caption_km": "ក"}, inputs())
    assert (read.rows, read.caption("km"), read.caption("en")) == (("", "a"), "ក", "")


def test_a_per_cent_is_of_the_number_before():
    assert difference(Decimal(166), Decimal(355)).percent == Decimal("113.9")
    assert difference(Decimal(0), Decimal(5)).percent is None
    assert difference(Decimal(8), Decimal(7)).difference == -1
