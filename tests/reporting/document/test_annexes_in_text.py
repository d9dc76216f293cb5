import pytest

from reporting.document.sentences.annexes import (
    NOT_PRINTED,
    annexes_named,
    dangling,
    lead_to_annexes,
)
from reporting.document.value import Bullet, Paragraph, Quote, Section, Table


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("as a table shows (Annex 1)", [("1",)]),
        ("(Appendix 2–4) and (appendix 5)", [("2", "3", "4")]),
        ("see Annex C and Annex 1.2", [("C",), ("1.2",)]),
        ("(ឧបសម្ពន្ធទី ២)", [("2",)]),
        ("the annexed table, Annexation 2, an Annex", []),
    ],
)
def test_finds_the_annexes_that_a_text_names(text, numbers):
    assert [one.numbers for one in annexes_named(text)] == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(Annex 1)", ["Annex 1"]),
        ("(Appendix 2–4).", ["Appendix 2–4"]),
        ("(Annex C)", []),
        ("(Annex 1" + NOT_PRINTED + ")", []),
        ("(Annex 1, not part of this report)", []),
        ("(Annex 1). It is not part of a whole.", ["Annex 1"]),
    ],
)
def test_an_annex_that_the_report_lacks_dangles_unless_the_text_says_so(text, found):
    assert dangling(text, {"ANNEX.C", "ANNEX.R", "I"}) == found


def test_an_annex_that_the_report_has_is_a_link_in_its_sentences():
    quote = Quote("12", expression="a.x")
    sections = [
        Section("I", "I", "Overview", 1, (
            Paragraph("Units (Annex C), cases (Annex 1)."),
            Bullet("12 (Annex C)", runs=(quote, " (Annex C)")),
            Paragraph("Nothing."),
            Table("t", "1", "Annex C", (), (), (), ()),
        )),
        Section("ANNEX.C", "", "Data completeness", 1),
    ]  # fmt: skip
    [found, _annex] = lead_to_annexes(sections)
    link = Quote("Annex C", kind="annex", expression="ANNEX.C")
    first, second, *others = found.blocks
    assert first == Paragraph(
        "Units (Annex C), cases (Annex 1).", runs=("Units (", link, "), cases (Annex 1).")
    )
    assert second == Bullet("12 (Annex C)", runs=(quote, " (", link, ")"))
    assert tuple(others) == sections[0].blocks[2:]
