"""Two states of a report beside each other: figures and what stands behind them, sentences."""

from decimal import Decimal

from reporting.editions.publishing.rules.edition_comparison import (
    FigureChange,
    FigureState,
    ReportRevision,
    RevisionChange,
    behind,
    lines,
)
from reporting.editions.writing.rules.text_comparison import ComparedPassage, sentence_changes

KEY = 202000


def change(unit="", kind="", before=10, after=12, old=(1,), new=(2,), cell="t.a"):
    def state(value, revisions):
        return None if value is None else FigureState(Decimal(value), 1, 1, revisions)

    return FigureChange(cell, unit, kind, KEY, state(before, old), state(after, new))


def test_a_national_figure_stands_with_the_units_that_it_comes_from():
    nation, unit, kind = change(old=(), new=()), change("KH-08"), change(kind="province")
    [line] = lines([kind, unit, nation])
    assert line.change is nation
    assert line.units == (unit,)


def test_units_that_weigh_each_other_up_are_told_by_themselves():
    up, down = change("KH-08"), change("KH-21", before=12, after=10)
    assert [line.change for line in lines([up, down])] == [up, down]


def test_the_difference_and_its_per_cent():
    assert (change().difference, change().percent) == (Decimal(2), Decimal("20.0"))
    assert change(before=None).difference is None
    assert change(before=0).percent is None
    assert change("KH-08").address == "t.a@KH-08:2020"


def test_what_stands_behind_is_told_report_by_report():
    reports = {
        1: ReportRevision(7, "Kandal, 2020", 1),
        2: ReportRevision(7, "Kandal, 2020", 2),
        3: ReportRevision(8, "Takeo, 2020", 1),
        4: ReportRevision(9, "Kep, 2020", 1),
    }
    found = behind([change("KH-08", old=(1, 4), new=(2, 3))], reports)
    assert found == (
        RevisionChange("Kandal, 2020", 1, 2),
        RevisionChange("Kep, 2020", 1, None),
        RevisionChange("Takeo, 2020", None, 1),
    )
    assert behind([change("KH-08", old=(1,), new=(99,))], reports) == (
        RevisionChange("Kandal, 2020", 1, None),
    )


def text_of(one):
    found = one.after or one.before
    return found.text


def said(text, source="", root=0, section="I", kind="bullet"):
    return ComparedPassage(section, kind, text, source or text, root)


def whats(before, after):
    return [one.what for one in sentence_changes(before, after)]


def test_a_sentence_that_followed_its_figures_is_told_from_one_that_was_rewritten():
    source = "In all {{ t.a }} came."
    old, new = said("In all 10 came.", source, 1), said("In all 12 came.", source, 1)
    [one] = sentence_changes([old], [new])
    assert one.what == "followed"
    assert [(part.kind, part.text.strip()) for part in one.words] == [
        ("same", "In all"), ("removed", "10"), ("added", "12"), ("same", "came."),
    ]  # fmt: skip
    assert whats([old], [said("So 12 came.", "So {{ t.a }} came.", 1)]) == ["rewritten"]
    assert whats([old], [old]) == []


def test_added_taken_out_and_moved():
    a, b, c = said("A.", root=1), said("B.", root=2), said("C.", root=3)
    assert whats([a, b], [b, c]) == ["removed", "added"]
    assert whats([a], [said("A.", root=1, section="II")]) == ["moved"]


def test_what_was_taken_out_stands_where_it_stood():
    rows = [said(text, root=place) for place, text in enumerate(("A.", "B.", "C."), 1)]
    changed = [rows[0], said("D.", root=3)]
    found = sentence_changes(rows, changed)
    assert [(one.what, text_of(one)) for one in found] == [
        ("removed", "B."), ("rewritten", "D."),
    ]  # fmt: skip


def test_a_copied_passage_is_an_added_one():
    a = said("A.", root=1)
    assert whats([a], [a, said("A.", root=1)]) == ["added"]


def test_where_nothing_is_known_of_the_passages_likeness_decides():
    def read(text):
        return ComparedPassage("I", "Bullet", text)

    old = [read("10 came."), read("Nobody left."), read("It rained.")]
    new = [read("12 came."), read("It rained."), read("It snowed.")]
    assert whats(old, new) == ["followed", "removed", "added"]
