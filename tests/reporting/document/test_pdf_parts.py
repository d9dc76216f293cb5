"""What a whole report has before and behind its text, and what a part of one goes without."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from reporting.document.fonts import register_fonts
from reporting.document.pdf.contents_pages import LandmarkPages, roman
from reporting.document.pdf.prose import links_of, on_lines
from reporting.document.pdf.rendering import render_pdf
from reporting.document.pdf.table_drawing import RuledTable
from reporting.document.value import (
    Document,
    HeaderCell,
    Note,
    Number,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
)
from tests.reporting.document.sample_document import publicity_table, sample_document, small_table
from tests.reporting.document.sample_names import ENGLISH

ABOUT = {
    "about": "About this edition",
    "edition": "Edition",
    "about_figures_head": "Where the figures come from",
    "about_figures": "From accepted reports.",
    "about_trace_head": "How to trace a figure",
    "about_trace": "By the code under its table.",
    "legend": "How to read the tables",
    "empty": "empty",
    "legend_not_available": "not available",
    "legend_nothing": "nothing to report",
    "legend_blank": "no number was reported",
    "legend_mark": "a note",
    "discrepancies_explained": "Discrepancies explained",
}
TRACE, CODES = "https://portal.example/trace/?figure=", "https://portal.example/t/"


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register_fonts()


def rendered(document: Document, **options: Any) -> Any:
    out = BytesIO()
    render_pdf(document, out, **options)
    return PdfReader(out)


def told(**words: str) -> Document:
    return replace(sample_document(), words={**ENGLISH, **ABOUT, **words})


def of_blocks(*blocks: Any, notes: tuple[Note, ...] = (), front: bool = False) -> Document:
    sections = (Section("I", "I", "Overview", 2, blocks, notes),)
    return replace(told(), sections=sections, front=front)


def addresses(reader: Any) -> list[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return [str(note["/A"]["/URI"]) for note in notes if "/A" in note]


def test_the_imprint_says_which_edition_and_which_signs_are_met() -> None:
    reader = rendered(told())
    text = reader.pages[1].extract_text()
    assert "About this edition" in text and "Draft of 22 November 2026" in text
    assert "not available" in text and "nothing to report" in text
    assert "How to trace a figure" not in text  # no table of the sample has a code
    assert reader.page_labels[:4] == ["i", "ii", "iii", "1"]


def test_a_sign_that_no_table_has_is_not_explained() -> None:
    text = rendered(of_blocks(small_table(), front=True)).pages[1].extract_text()
    assert "nothing to report" in text
    assert "not available" not in text and "a note" not in text


def test_the_code_of_a_table_leads_to_its_trace_and_stands_in_the_list() -> None:
    table = replace(small_table(), code="PUB-7K2")
    reader = rendered(of_blocks(table, front=True), code_url=CODES)
    texts = [page.extract_text() for page in reader.pages]
    assert "By the code under its table." in texts[1]
    assert "PUB-7K2" in texts[2]  # the list of tables
    assert "Trace PUB-7K2" in texts[3]
    assert addresses(reader) == [f"{CODES}PUB-7K2"]


def places_led_to(reader: Any, page: int) -> list[int]:
    """The pages that the links of a page lead to."""
    notes = [note.get_object() for note in reader.pages[page].get("/Annots", [])]
    targets = [note["/Dest"][0] for note in notes if "/Dest" in note]
    order = [other.indirect_reference for other in reader.pages]
    return [order.index(target) for target in targets]


def test_a_figure_leads_to_its_place_in_the_printed_table() -> None:
    rows = (Row(("Group",), "group"), Row(("Forums", Number(3, trace="a[b].c:2020"), Number(4))))
    head = ((HeaderCell("Means"), HeaderCell("Times"), HeaderCell("Persons")),)
    align = ("start", "end", "end")
    table = Table("t", "1", "Means", head, rows, align, (3, 1, 1), code="X-T1")  # type: ignore[arg-type]
    reader = rendered(of_blocks(table), base_url=TRACE, code_url=CODES)
    assert addresses(reader) == [f"{CODES}X-T1-R2-C2", f"{CODES}X-T1"]
    bare = rendered(of_blocks(replace(table, code="")), base_url=TRACE, code_url=CODES)
    assert addresses(bare) == [f"{TRACE}a%5Bb%5D.c%3A2020"]


def test_a_note_leads_back_to_what_it_is_about() -> None:
    reader = rendered(sample_document())
    texts = [page.extract_text() for page in reader.pages]
    noted = next(i for i, text in enumerate(texts) if "first reported 278" in text)
    first = next(i for i, text in enumerate(texts) if "Anti-Money Laundering" in text)
    second = next(i for i, text in enumerate(texts) if "Kampong Chhnang" in text)
    assert set(places_led_to(reader, noted)) <= {first, second, 2}
    assert len(places_led_to(reader, noted)) == 2


def test_discrepancies_stand_together_at_the_end_and_lead_to_their_notes() -> None:
    reader = rendered(told())
    texts = [page.extract_text() for page in reader.pages]
    assert "Discrepancies explained" in texts[-1]
    assert "[1]" in texts[-1] and "[2]" in texts[-1] and "B.1.3 Direct publicity" in texts[-1]
    noted = next(i for i, text in enumerate(texts) if "first reported 278" in text)
    assert places_led_to(reader, len(texts) - 1) == [noted, noted]


def test_a_part_has_neither_cover_nor_lists() -> None:
    reader = rendered(replace(told(), front=False))
    first = reader.pages[0].extract_text()
    assert "Work and results of 2020" in first and "Overview" in first
    assert f"Page 1 of {len(reader.pages)}" in first
    assert reader.page_labels[0] == "1"
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Tables" not in text and "About this edition" not in text
    assert "Discrepancies explained" not in text


def test_a_long_part_has_its_contents_under_its_title_and_a_short_one_begins_at_once() -> None:
    whole = replace(told(), front=False)
    long = rendered(whole)
    first = long.pages[0].extract_text()
    assert "Annual Report on" in first and "Judicial affairs" in first
    assert "floods" not in first  # the text stands on the next page
    assert len(places_led_to(long, 0)) == 10
    sections = (Section("I", "I", "Overview", 1, whole.sections[0].blocks),)
    short = rendered(replace(whole, title="I. Overview", sections=sections))
    first = short.pages[0].extract_text()
    assert first.count("I. Overview") == 1  # at the foot; over the text stands the heading
    assert "floods" in first and len(short.pages) == 1


def test_the_title_of_a_group_stands_again_where_its_rows_go_on() -> None:
    table: Any = RuledTable(publicity_table(), ENGLISH)
    first, second = table.split(453, 400)
    assert first.group is None
    assert second.group.cells[0].lines == ["Capital and provinces"]
    document = of_blocks(*[Paragraph("Text. " * 60)] * 2, publicity_table())
    texts = [page.extract_text() for page in rendered(document).pages]
    assert "Capital and provinces" in texts[1]
    assert texts[1].count("(continued)") == 2  # of the table, and of its group


def test_a_label_is_said_once_and_again_at_the_top_of_a_page() -> None:
    head = ((HeaderCell("Subject"), HeaderCell("Measure"), HeaderCell("Number")),)
    rows = tuple(Row(("Inspections", f"Measure {i}", Number(i))) for i in range(40))
    table = Table("t", "1", "Long", head, rows, ("start", "start", "end"), (3, 3, 1))
    ruled: Any = RuledTable(table, ENGLISH)
    said = [row for row in ruled.grid.rows if row.cells[0].lines]
    assert len(said) == 1
    _first, second = ruled.split(453, 300)
    assert second.row(second.start).cells[0].lines == ["Inspections"]


def test_numbers_in_sentences_lead_to_their_figures() -> None:
    runs = ("In all, ", Quote("6,147,930", trace="direct[a].persons:2020"), " persons came.")
    text = "".join(run if isinstance(run, str) else run.text for run in runs)
    reader = rendered(of_blocks(Paragraph(text, runs=runs)), base_url=TRACE)
    assert addresses(reader) == [f"{TRACE}direct%5Ba%5D.persons%3A2020"]
    assert addresses(rendered(of_blocks(Paragraph(text, runs=runs)))) == []


def test_a_number_is_found_again_on_the_lines() -> None:
    runs = ("some words ", Quote("five hundred and thirty", trace="x"), " more")
    links = links_of(runs, "?")
    found = on_lines(["some words five", "hundred and thirty", "more"], links)
    assert found == [(0, 11, 15, "?x"), (1, 0, 18, "?x")]


def test_place_and_name_stand_apart_from_the_text() -> None:
    document = of_blocks(
        Paragraph("Text."),
        Paragraph("Phnom Penh, 1 March 2021", signature=True),
        Paragraph("Permanent Vice-Chair", signature=True),
    )
    lines: list[tuple[str, float]] = []
    rendered(document).pages[0].extract_text(
        visitor_text=lambda text, _cm, matrix, _font, _size: lines.append((text, matrix[4]))
    )
    at = {text.strip(): x for text, x in lines}
    assert at["Phnom Penh, 1 March 2021"] > at["Text."] + 150


def test_how_pages_are_called() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 29)] == ["i", "iv", "ix", "xiv", "xxix"]
    places = LandmarkPages({"a": 3, "b": 7}, front=4, total=20)
    assert places.label_at("a") == "iii"
    assert places.label_at("b") == "3"
    assert places.label_at("c") == ""
    assert places.words(7, {}) == "Page 3 of 16"
