"""Parts that do not make up their whole say which part's slip explains it."""

from decimal import Decimal

from reporting.checks.rules.model import ReportedRow
from reporting.consolidation.rules.checks.all_checks import check_structure
from reporting.editions.discrepancies.rules import FOOTNOTE_TEMPLATES
from reporting.kernel.messages import in_words
from reporting.kernel.tables import ElementSpec, RuleSpec, TableSpec

PARTS = {"north": 1_240, "south": 873, "east": 15_306, "west": 428}
COLUMNS = TableSpec(
    code="t", section="II", kind="single", title="People",
    elements=tuple(ElementSpec(code, code.title(), "person") for code in ("all", *PARTS)),
    rules=(RuleSpec("sum", "adds_up", "all", tuple(PARTS)),),
)  # fmt: skip


def found(**numbers: int):
    row = ReportedRow(
        table="t", section="II", unit="KH-08", unit_name="Kandal", unit_kind="province",
        period="2021", values={code: Decimal(number) for code, number in numbers.items()},
    )  # fmt: skip
    return list(check_structure({"t": COLUMNS}, [row], lambda reference: None))


def test_the_part_with_exchanged_digits_is_named():
    [one] = found(all=sum(PARTS.values()), **{**PARTS, "east": 15_036})
    said = in_words(one.template, one.params)
    assert said.endswith(
        "Correct one of them. It may be East: 15,306 instead of 15,036 (two digits exchanged)."
    )
    assert "It may be" not in in_words(FOOTNOTE_TEMPLATES[one.template], one.params)


def test_what_any_number_might_be_names_none():
    """Its digits are another one: so might be nearly all of them."""
    [one] = found(all=sum(PARTS.values()), **{**PARTS, "east": 15_506})
    assert "It may be" not in in_words(one.template, one.params)


def test_what_adds_up_is_not_found():
    assert found(all=sum(PARTS.values()), **PARTS) == []
