"""The report as a value: every section of the print in its order, each number with its address."""

from decimal import Decimal
from itertools import pairwise

import pytest

from reporting.consolidation.queries.figures import FigureBook
from reporting.document.json_files import document_from_json, to_json
from reporting.document.value import Bullet, Chart, Missing, Number, Paragraph, Subheading, Table
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.kernel.expressions import Reference, parse
from reporting.models import Consolidation
from strategies.models import Table as TableRow
from strategies.models.labels import in_year
from tests.conftest import connected_to, copy_template, drop
from tests.editions import begun, texts_taken
from tests.factories import accepted, added_up, secretariat
from tests.fixtures.transcribed import read_folder

OUTLINE = """
I II II.A II.A.1 II.A.2 II.A.3 II.B II.B.1 II.B.1.1
II.B.1.2 II.B.1.3 II.B.1.4 II.B.1.5 II.B.1.6 II.B.1.7 II.B.2 II.B.2.1 II.B.2.2
II.B.2.3 II.B.2.4 II.B.2.5 II.B.3 II.B.4 II.C II.C.1 II.C.1.1 II.C.1.1.1
II.C.1.1.2 II.C.2 II.C.2.1 II.C.2.1.1 II.C.2.1.2 II.C.2.1.3 II.D II.D.1 II.D.1.1
II.D.1.2 II.D.2 II.D.3 III III.A III.A.1 III.A.1.1 III.A.2 III.A.2.1
III.A.2.2 III.B III.B.1 III.B.2 III.B.3 III.B.4 IV IV.A IV.B
IV.C IV.D V V.A V.B V.C V.D V.E ANNEX
ANNEX.R ANNEX.C
"""
# From 2021 the higher courts, the plan, the assessments of those who report, and the annexes too.
OUTLINE_OF_2023 = (
    OUTLINE.replace("II.C.2.1.3 ", "II.C.2.1.3 II.C.2.2 II.C.2.3 ")
    .replace(" IV ", " PLAN PLAN.1 PLAN.2 PLAN.3 PLAN.4 IV ")
    .replace("IV.D ", "IV.D IV.E ")
    .replace("ANNEX\n", "ANNEX ANNEX.1 ANNEX.2 ANNEX.3 ANNEX.4\n")
)


@pytest.fixture(scope="module")
def documents(database_2020, django_db_blocker):
    """By language: the edition of 2020 with every text of the units, twice in English."""
    name = copy_template(f"{database_2020}_taken", database_2020)
    try:
        with django_db_blocker.unblock(), connected_to(name):
            edition = texts_taken(begun())
            with secretariat():
                run = Consolidation.objects.get(year=2020)
                found = {one: shown_document(edition, one).document for one in ("en", "km")}
                found["again"] = build_edition(edition, run, "en")
        yield found
    finally:
        with django_db_blocker.unblock():
            drop(name)


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


@pytest.fixture
def made():
    return Consolidation.objects.get(year=2020)


@pytest.fixture
def document(documents):
    return documents["en"]


def blocks(document, kind):
    return [b for section in document.sections for b in section.blocks if isinstance(b, kind)]


def numbers(document):
    return [
        cell
        for table in blocks(document, Table)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Number)
    ]


def table(document, code):
    [found] = [one for one in blocks(document, Table) if one.id == code]
    return found


def row(made_table, label):
    [found] = [one for one in made_table.rows if label in one.cells[:2]]
    return found


def values(found):
    return [cell.value if isinstance(cell, Number) else cell for cell in found.cells[1:]]


# Outline ------------------------------------------------------------------------------------------


def test_every_section_of_the_print_in_its_order(document):
    assert [section.id for section in document.sections] == OUTLINE.split()


def test_the_outline_has_no_gap(document):
    levels = [section.level for section in document.sections]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    for section in document.sections:
        assert section.title
        assert section.number == "" or section.id.endswith(section.number)


def test_a_section_without_text_is_only_a_heading_above_others(document):
    for section, below in pairwise(document.sections):
        assert section.blocks or below.level > section.level, section.id


def test_tables_and_charts_are_numbered_through(document):
    tables, charts = blocks(document, Table), blocks(document, Chart)
    assert [one.number for one in tables] == [str(n) for n in range(1, len(tables) + 1)]
    assert [one.number for one in charts] == ["1", "2"]
    assert len(tables) == 62
    assert len({one.id for one in tables}) == len(tables)


def test_every_table_is_whole(document):
    for one in blocks(document, Table):
        width = len(one.align)
        assert len(one.widths) == width, one.id
        assert one.caption and one.rows, one.id
        for line in one.rows:
            assert len(line.cells) == (1 if line.kind == "group" else width), (one.id, line)
        top = one.header[0]
        assert sum(cell.colspan for cell in top) == width, one.id


def test_notes_are_numbered_through_and_every_mark_has_its_note(document):
    notes = [note.number for section in document.sections for note in section.notes]
    assert notes == list(range(1, len(notes) + 1))
    marks = [b.mark for b in blocks(document, (Paragraph, Bullet)) if b.mark]
    assert marks
    assert set(marks) <= set(notes)


# Text ---------------------------------------------------------------------------------------------


def test_every_sentence_of_the_print_is_there_once_and_in_its_order(document):
    printed: dict[str, list[tuple[int, str]]] = {}
    for _at, entry in read_folder("entries"):
        text = (int(entry["position"]), entry["text"] or entry["title"])
        printed.setdefault(entry["table"], []).append(text)
    rows = TableRow.objects.filter(in_year(2020)).exclude(
        kind__in=["fixed", "single", "derived", "show"]
    )
    texts: dict[str, list[str]] = {}
    for code, section in rows.exclude(kind="open", style="").values_list("code", "section__code"):
        texts.setdefault(section, []).extend(text for _place, text in sorted(printed[code]))
    shown = {
        section.id: [b.text for b in section.blocks if isinstance(b, Paragraph | Bullet)]
        for section in document.sections
        if section.id != "ANNEX.C"
    }
    assert {section: found for section, found in shown.items() if found} == texts
    assert sum(map(len, texts.values())) == 332


def test_levels_of_text_are_kept(document):
    bullets = blocks(document, Bullet)
    assert {one.level for one in bullets} == {0, 1, 2}
    [directions] = [one for one in bullets if one.text.startswith("D.10") or one.label == "D.10"]
    assert directions.label == "D.10"


def test_national_and_sub_national_parts_have_their_headings(document):
    [section] = [one for one in document.sections if one.id == "II.B.1.5"]
    heads = [block.text for block in section.blocks if isinstance(block, Subheading)]
    assert heads == ["National level", "Sub-national level"]


# Tables -------------------------------------------------------------------------------------------


def test_a_row_a_reporter_in_the_order_of_the_print(document):
    publicity = table(document, "direct_publicity")
    assert [line.cells[1] for line in publicity.rows if line.kind == "body"][6:10] == [
        "Phnom Penh",
        "Kandal",
        "Battambang",
        "Pursat",
    ]
    assert [line.kind for line in publicity.rows].count("subtotal") == 2
    assert values(row(publicity, "Kandal"))[1:] == [
        7_386, 344_464, 184_226, 8_699, 470_005, 235_786, 16_085, 814_469, 420_012,
    ]  # fmt: skip
    assert values(publicity.rows[-1])[-3:] == [125_949, 6_147_930, 3_358_425]
    assert "31 of 52 reporters" in publicity.notes[0]


def test_missing_is_not_zero(document):
    oddar = row(table(document, "direct_publicity"), "Oddar Meanchey")
    assert oddar.cells[4] == Missing()
    assert (
        values(row(table(document, "training"), "Ministry of Education, Youth and Sports"))[-1] == 0
    )
    services = table(document, "entertainment_services")
    assert services.rows[0].cells[4] == Missing("not_available")
    assert services.notes[0] == "10 of 12 months; the others are not available."


def test_totals_are_the_stored_figures(document):
    assert values(table(document, "offences_tip").rows[-1])[1:] == [44, 266, 54, 4]
    assert values(table(document, "training_total").rows[-1]) == [278, 12_603, 3_768]
    assert values(table(document, "partner_meetings").rows[-1])[1:] == [167, 27_409, 7_714]
    assert values(table(document, "surveillance").rows[0])[-1] == 409


def test_charts_compare_two_years(document):
    offences, trial = blocks(document, Chart)
    assert [(one.name, one.values) for one in offences.series] == [
        ("2019", (169, 456, 229)),
        ("2020", (155, 457, 192)),
    ]
    assert [one.values for one in trial.series] == [(166, 235, 225), (355, 493, 516)]


def test_contributing_reports_are_listed_by_unit_with_what_they_cover(document, made):
    [table] = document.sections[-2].blocks
    assert document.sections[-2].id == "ANNEX.R"
    lines = [line.cells for line in table.rows if line.kind == "body"]
    assert len(lines) == 65
    assert [cells[1:] for cells in lines if cells[0] == "Kandal"] == [
        ("The whole year", Number(1)),
    ]
    assert table.rows[-1].cells[2] == Number(made.report_count)
    assert sum(cells[2].value for cells in lines) == made.report_count


def test_completeness_says_who_is_missing(document):
    completeness = document.sections[-1]
    [asked] = [block for block in completeness.blocks if isinstance(block, Table)]
    assert values(row(asked, "Ministry")) == [21, 13, "62%"]
    assert values(row(asked, "Province")) == [25, 25, "100%"]
    [missing] = [b.text for b in completeness.blocks[1:] if isinstance(b, Paragraph)]
    assert "Ministry of National Defense" in missing
    assert "Kandal" not in missing


# Addresses ----------------------------------------------------------------------------------------


def test_every_number_can_be_opened_and_its_address_gives_the_same_number(document, made):
    book = FigureBook(made)
    opened = [number for number in numbers(document) if number.trace]
    # The tables of completeness and of contributing reports count units and reports.
    assert len(opened) == len(numbers(document)) - 12 - 66
    for number in opened:
        reference = parse(number.trace)
        assert isinstance(reference, Reference)
        assert str(reference) == number.trace
        assert reference.period
        assert book.look_up(reference) == number.value, number.trace


def test_stored_and_built_again_it_is_the_same(document, documents):
    assert documents["again"] == document
    assert document_from_json(to_json(document)) == document


def test_in_khmer_it_has_the_same_sections_tables_and_numbers(document, documents):
    khmer = documents["km"]
    assert khmer.language == "km"
    assert [section.id for section in khmer.sections] == OUTLINE.split()
    assert [one.id for one in blocks(khmer, Table)] == [one.id for one in blocks(document, Table)]
    assert [n.value for n in numbers(khmer)] == [n.value for n in numbers(document)]


# Queries, and a year that was not printed ---------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_reports(django_assert_max_num_queries):
    cells = {"returnee_interviews.times": 4, "returnee_interviews.persons": 90}
    accepted("KH-08", "committee", "2023", cells)
    one = added_up(2023)
    accepted("KH-21", "committee", "2023", cells)
    accepted("KH-20", "committee", "2023", cells)
    three = added_up(2023)
    edition = begun("2023")
    with django_assert_max_num_queries(52) as first:
        build_edition(edition, one, "en")
    with django_assert_max_num_queries(52) as second:
        build_edition(edition, three, "en")
    assert len(first) == len(second)


def test_units_without_a_printed_order_stand_in_the_order_of_protocol():
    for code in ("KH-21", "KH-20", "KH-12", "KH-08"):
        accepted(code, "committee", "2023", {"training.courses": 4})
    run = added_up(2023)
    again = build_edition(begun("2023"), run, "en")
    training = table(again, "training")
    names = [line.cells[1] for line in training.rows if line.kind == "body"]
    assert names == ["Svay Rieng", "Phnom Penh", "Kandal", "Takeo"]
    assert training.rows[-1].cells[2] == Number(Decimal(16), trace="training.courses:2023")
    assert [section.id for section in again.sections] == ["KEY", *OUTLINE_OF_2023.split()]
