from decimal import Decimal

import pytest

from reporting.checks.rules.model import Claim, DeclaredComparison, ReportedRow
from reporting.checks.rules.slips import (
    EXCHANGED,
    LEFT_OUT,
    ONE_DIGIT,
    THOUSAND,
    slip,
)
from reporting.consolidation.rules.checks.all_checks import check_comparisons
from reporting.consolidation.rules.checks.claims import check_claims, printed_value
from reporting.document.sentences.number_words import number_in_words
from reporting.kernel.messages import in_words
from reporting.kernel.tables import ElementSpec, OptionSpec, TableSpec

FIGURES = {
    "offences.cases": Decimal(155),
    "offences.cases:2019": Decimal(169),
    "sent.workers": Decimal(22_679),
    "victims.usd": Decimal(144_250),
    "campaign.persons": Decimal(541),
    "girls.number": Decimal(140),
    "students.number": Decimal(286),
}


def claim(kind, printed, expression, quote="", value=None):
    return Claim(
        section="II",
        line=1,
        kind=kind,
        printed=printed,
        printed_in="2021",
        expression=expression,
        quote=quote,
        value=value,
    )


def words(*claims):
    return [one.words() for one in check_claims(claims, lambda ref: FIGURES.get(str(ref)))]


def test_figures_that_agree_say_nothing():
    fall = "offences.cases:2019 - offences.cases"
    assert (
        words(
            claim("sentence", "155", "offences.cases"),
            claim("difference", "14", fall, "14 cases decreased"),
            claim("difference", "14", "offences.cases - offences.cases:2019"),
            claim("percentage", "8.28%", f"100 * ({fall}) / offences.cases:2019"),
            claim("words", "one hundred fourty-four thousand and two hundred-fifty", "victims.usd"),
            claim("sentence", "about 500", "campaign.persons", "a total of about 500 people"),
        )
        == []
    )


def test_a_quoted_figure():
    assert words(claim("sentence", "22,769", "sent.workers", "22,769 Cambodian workers")) == [
        "The report printed in 2021 says “22,769 Cambodian workers”. The units gave 22,679. "
        "Two digits are exchanged: 22,769 for 22,679."
    ]


PARTNERS = {"gvc": 11_559, "a21": 8_954, "aple": 1_406, "sp": 5_490}
MEETINGS = TableSpec(
    code="meetings",
    section="II",
    kind="fixed",
    elements=(ElementSpec("persons", "Persons", "person"),),
    options=tuple(OptionSpec(code, code) for code in PARTNERS),
)


def hint(*claims, partners=PARTNERS):
    """What is said of the first claim besides that its number is another one."""
    rows = [
        ReportedRow(
            table="meetings", section="II", unit=code.upper(), unit_name=f"Partner {code}",
            unit_kind="partner", period="2020", values={"persons": Decimal(number)}, option=code,
        )
        for code, number in partners.items()
    ]  # fmt: skip
    figures = {**FIGURES, "meetings.persons": Decimal(sum(partners.values()))}
    found = list(
        check_claims(claims, lambda ref: figures.get(str(ref)), rows, {"meetings": MEETINGS})
    )
    said = in_words("%(hint)s", {"hint": found[0].params["hint"]})
    return said, found[0].cells


def test_a_slip_is_said_where_it_explains_and_the_row_it_is_in_is_named():
    printed = claim("total", "17,409", "meetings.persons")
    again = claim("sentence", "17,409", "meetings.persons", "17,409 persons")
    row = "Partner gvc gave 1,559 instead of 11,559."
    cells = ("meetings.persons", "meetings[gvc].persons@GVC:2020")
    assert hint(printed, again) == (f"It would add up if {row}", cells)
    both = "One digit differs: 17,409 for 27,409. "
    assert hint(printed) == (f"{both}It would add up as well if {row}", cells)
    two_rows = {**PARTNERS, "a21": 12_345, "sp": 2_099}
    # Two rows explain it as well: both are named, none is accused.
    said, named = hint(printed, again, partners=two_rows)
    assert named == ("meetings.persons",)
    assert said == (
        "It may be Partner a21: 2,345 instead of 12,345 (a digit missing or too many). "
        "It may be Partner gvc: 1,559 instead of 11,559 (a digit missing or too many)."
    )


def test_of_many_rows_that_might_be_it_by_chance_none_is_named():
    """That one digit differs can be said of nearly any number."""
    rows = {f"p{number}": 1_000 + number for number in range(111, 600, 71)}
    total = f"{sum(rows.values()) + 300:,}"
    printed = claim("total", total, "meetings.persons")
    again = claim("sentence", total, "meetings.persons", f"{total} persons")
    assert hint(printed, again, partners=rows) == ("", ("meetings.persons",))


def test_that_two_numbers_are_alike_explains_nothing_where_the_print_is_confirmed():
    figure = "offences.cases"
    alike = claim("sentence", "165", figure, "165 cases")
    assert hint(alike)[0] == "One digit differs: 165 for 155."
    assert hint(alike, claim("total", "165", figure))[0] == ""
    parts = [claim("sentence", "100", "students.number"), claim("sentence", "65", "girls.number")]
    assert hint(alike, *parts)[0] == ""
    rows = [
        claim("total", "105", "offences[tip].cases"),
        claim("total", "60", "offences[sex].cases"),
    ]
    assert hint(claim("total", "165", figure), *rows)[0] == ""


def test_the_text_and_the_table_against_the_reports():
    found = words(
        claim("sentence", "278", "offences.cases", "hosted 278 courses"),
        claim("total", "228", "offences.cases"),
    )
    assert found[0] == (
        "The report printed in 2021 says “hosted 278 courses”. The units gave 155, "
        "its table says 228."
    )
    assert found[1].startswith(
        "228: the table printed in 2021 says 228; the units gave 155, its text says 278."
    )


def test_a_difference():
    expression = "offences.cases - offences.cases:2019"
    assert words(claim("difference", "16", expression, "16 cases decreased")) == [
        "The report printed in 2021 says “16 cases decreased”. The difference is 14."
    ]


def test_words_beside_digits():
    assert words(claim("words", "one hundred forty thousand", "victims.usd")) == [
        "In words the report printed in 2021 says 140,000 (“one hundred forty thousand”); "
        "the figure is 144,250."
    ]


def test_about_is_not_anything():
    assert len(words(claim("sentence", "about 700", "campaign.persons"))) == 1
    assert len(words(claim("sentence", "500", "campaign.persons", "500 people"))) == 1


@pytest.mark.parametrize(
    ("printed", "expression", "message"),
    [
        (
            "54.2%",
            "100 * offences.cases / students.number",
            None,
        ),
        (
            "91.72%",
            "100 * offences.cases / students.number",
            "The report printed in 2021 says 91.72%; it should be 54.2%.",
        ),
        (
            "95.89%",
            "100 * girls.number / students.number",
            "The report printed in 2021 says 95.89%; it should be 48.95%. "
            "It was divided by 146 instead of 286.",
        ),
        (
            "9.03%",
            "100 * (offences.cases:2019 - offences.cases) / offences.cases:2019",
            "The report printed in 2021 says 9.03%; it should be 8.28%. "
            "It was divided by the new year's figure "
            "(155) instead of the old year's (169).",
        ),
        (
            "8.28%",
            "100 * (offences.cases - offences.cases:2019) / offences.cases",
            "The report printed in 2021 says 8.28%; it should be 9.03%. "
            "It was divided by the old year's figure "
            "(169) instead of the new year's (155).",
        ),
        ("8%", "100 * (offences.cases:2019 - offences.cases) / offences.cases:2019", None),
        (
            "48.9%",
            "100 * girls.number / students.number",
            "The report printed in 2021 says 48.9%; rounded, it is 49%. It was cut off.",
        ),
    ],
)
def test_percentages(printed, expression, message):
    assert words(claim("percentage", printed, expression)) == ([message] if message else [])


def test_what_no_report_gives():
    assert words(claim("sentence", "394", "nobody.persons", "394 officials")) == [
        "The report printed in 2021 says “394 officials”; the units gave no number for it."
    ]
    assert words(claim("sentence", "394", "nobody.", "394 officials")) == [
        "“394 officials”: the cells that this figure stands for cannot be read. "
        "Something is missing at the end."
    ]


def test_two_values_once_a_pair_however_written():
    found = words(
        claim("sentence", "155", "offences.cases", "155 cases"),
        claim("total", "155", "offences.cases"),
        claim("total", "156", "offences.cases@nation"),
        claim("total", "156", "offences.cases"),
    )
    assert [one for one in found if "the same figure" in one] == [
        "The report printed in 2021 gives the same figure as “155 cases” and as “156”."
    ]


def test_of_two_printed_values_the_wrong_one_is_named():
    found = words(
        claim("sentence", "155", "offences.cases", "155 cases"),
        claim("total", "156", "offences.cases"),
    )
    assert found[-1].endswith("“155 cases” and as “156”. One digit differs: 156 for 155.")


def test_what_stands_in_print():
    assert printed_value(claim("sentence", "US$9,000", "a.b")) == 9000
    assert printed_value(claim("sentence", "33.976", "a.b")) == 33976
    assert printed_value(claim("sentence", "1.234.567", "a.b")) == 1_234_567
    assert printed_value(claim("sentence", "27.3.2020", "a.b")) == Decimal("27.3")
    assert printed_value(claim("percentage", "8.284", "a.b")) == Decimal("8.284")
    assert printed_value(claim("sentence", "-37", "a.b", value=Decimal(-37))) == -37
    assert printed_value(claim("words", "twice", "a.b")) == 2
    assert printed_value(claim("words", "no cases", "a.b", value=Decimal(0))) == 0
    assert printed_value(claim("sentence", "many", "a.b")) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("five hundred twenty-four thousand and four hundred seventy-six US dollars", 524_476),
        ("one hundred fourty-four thousand and two hundred-fifty US dollars", 144_250),
        ("nine thousand US dollars", 9000),
        ("three hundred fifty-five thousand and two hundred twenty-six", 355_226),
        ("Five hundred and thirty (530) meetings", 530),
        ("one million two hundred thousand", 1_200_000),
        ("hosted twice by the Department", 2),
        ("a hundred persons", 100),
        ("participated one time", 1),
        ("a total of", None),
        ("", None),
    ],
)
def test_numbers_in_words(text, number):
    assert number_in_words(text) == number


@pytest.mark.parametrize(
    ("printed", "computed", "hint"),
    [
        (22769, 22679, EXCHANGED),
        (228, 278, ONE_DIGIT),
        (17409, 27409, ONE_DIGIT),
        (1550, 155, LEFT_OUT),
        (34, 33976, ""),
        (34, 34000, THOUSAND),
        (9165, 8574, ""),
        (5, 6, ""),
        (0, 10, ""),
        (12, 12, ""),
    ],
)
def test_slips(printed, computed, hint):
    assert slip(Decimal(printed), Decimal(computed)) == hint


def compared(kind, part, whole):
    one = DeclaredComparison(
        code="c", kind=kind, section="II", part=part, whole=whole, message="They do not agree."
    )
    found = check_comparisons([one], lambda ref: FIGURES.get(str(ref)))
    return [(one.kind, one.words()) for one in found]


def test_comparisons():
    more, less = "campaign.persons", "offences.cases"
    assert compared("branch_above_body", more, less) == [
        ("branch_above_body", "They do not agree. 541 are more than 155.")
    ]
    assert compared("branch_above_body", less, more) == []
    assert compared("two_values", less, more) == [("two_values", "They do not agree. 155 and 541.")]
    assert compared("two_values", more, more) == []
    assert compared("two_values", more, "nobody.persons") == []
