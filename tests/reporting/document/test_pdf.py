"""The printed report, read back: text, places, links, metadata."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Document
from tests.reporting.document.sample_document import long_document, sample_document


def rendered(document: Document, **options: Any) -> Any:
    out = BytesIO()
    render_pdf(document, out, **options)
    return PdfReader(out)


@pytest.fixture(scope="module")
def pdf() -> Any:
    return rendered(sample_document(), base_url="https://portal.example/trace/")


@pytest.fixture(scope="module")
def texts(pdf: Any) -> list[str]:
    return [page.extract_text() for page in pdf.pages]


def linked_page(reader: Any, note) -> int:
    page = note.get_object()["/Dest"][0]
    return next(i for i, other in enumerate(reader.pages) if other.indirect_reference == page)


def titles(outline: list[Any], depth: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in outline:
        found += titles(item, depth + 1) if isinstance(item, list) else [(depth, item.title)]
    return found


FRONT = 2  # pages before the text: the cover and the contents


def test_cover_names_publisher_title_and_edition(texts: list[str]) -> None:
    assert "Kingdom of Cambodia" in texts[0]
    assert "Counter-Trafficking in Persons" in texts[0]
    assert "Draft of 22 November 2026" in texts[0]


def test_every_page_but_the_cover_says_its_number_of_how_many(texts: list[str]) -> None:
    last = len(texts) - FRONT
    for number, text in enumerate(texts[FRONT:], start=1):
        assert f"Page {number} of {last}" in text
    assert "Page ii" in texts[1]
    assert "Page i" not in texts[0]


def test_a_reader_shows_the_same_page_numbers(pdf: Any) -> None:
    last = len(pdf.pages) - FRONT
    assert pdf.page_labels == ["i", "ii", *map(str, range(1, last + 1))]


def test_contents_give_the_page_on_which_a_section_stands(texts: list[str]) -> None:
    lines = texts[1].splitlines()
    at = next(i for i, line in enumerate(lines) if "Judicial affairs" in line)
    page = next(int(line) for line in lines[at + 1 :] if line.strip(". ").isdigit())
    assert "Judicial affairs" in texts[FRONT + page - 1]


def test_contents_list_tables_and_figures(texts: list[str]) -> None:
    assert "Table 3" in texts[1] and "Actions taken by the investigating judges" in texts[1]
    assert "Figure 2" in texts[1]


def test_contents_are_links_to_the_places(pdf: Any) -> None:
    pages = [linked_page(pdf, note) for note in pdf.pages[1]["/Annots"]]
    headings, tables, figures = 10, 4, 4
    assert pages[:headings] == sorted(pages[:headings])
    assert len(pages) == headings + tables + figures
    assert min(pages) == 2


def test_outline_is_the_tree_of_sections(pdf: Any) -> None:
    assert titles(pdf.outline)[:7] == [
        (0, "Contents"),
        (0, "Tables"),
        (0, "Figures"),
        (0, "I Overview"),
        (0, "II Results of the fight against trafficking in persons"),
        (1, "A Legal affairs, policy and cooperation"),
        (2, "A.1 Legislation"),
    ]


def test_outline_has_each_table_and_figure_under_its_section(pdf: Any) -> None:
    found = titles(pdf.outline)
    at = found.index((3, "B.1.3 Direct publicity"))
    assert found[at + 1 : at + 3] == [
        (4, "Table 2. Direct publicity and public forums"),
        (4, "Figure 2. Cases suppressed, 2016 to 2020"),
    ]
    assert sum(title.startswith(("Table ", "Figure ")) for _depth, title in found) == 8


def test_metadata(pdf: Any) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Annual Report on Counter-Trafficking in Persons"
    assert "National Committee for Counter Trafficking" in str(pdf.metadata.author)
    assert "Draft of 22 November 2026" in str(pdf.metadata.subject)
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"


def test_long_table_repeats_its_heads_and_says_that_it_goes_on(texts: list[str]) -> None:
    first = next(i for i, text in enumerate(texts) if "Banteay Meanchey" in text)
    assert "Table 2 (continued)" in texts[first + 1]
    for text in texts[first : first + 2]:
        assert "Ministries, institutions, capital and" in text
        assert "Females" in text


def test_totals_never_head_a_page_alone(texts: list[str]) -> None:
    tail = next(text for text in texts if "Table 2 (continued)" in text)
    assert tail.index("Tboung Khmum") < tail.index("Subtotal") < tail.index("Total")


def test_numbers_have_separators_decimals_and_a_true_minus(texts: list[str]) -> None:
    text = "\n".join(texts)
    assert "6,147,930" in text
    assert "99.3" in text
    assert "\u221237" in text


def test_missing_cells_say_why(texts: list[str]) -> None:
    line = next(text for text in texts if "Banteay Meanchey" in text)
    row = line[line.index("Kampong Chhnang") : line.index("Kampong Speu")]
    assert "n/a" in row and "\u2014" in row


def test_figures_link_to_their_trace_only_with_an_address(pdf: Any) -> None:
    def addresses(reader: Any) -> list[str]:
        notes = [n.get_object() for page in reader.pages for n in page.get("/Annots", [])]
        return [str(note["/A"]["/URI"]) for note in notes if "/A" in note]

    assert (
        "https://portal.example/trace/direct_publicity%5Bpublicity%5D.females%40KH-08%3A2020"
        in addresses(pdf)
    )
    assert addresses(rendered(sample_document())) == []


def test_mark_leads_to_its_note(pdf: Any, texts: list[str]) -> None:
    marked = next(i for i, text in enumerate(texts) if "Banteay Meanchey" in text)
    noted = next(i for i, text in enumerate(texts) if "The province first reported 278" in text)
    notes = [note for note in pdf.pages[marked]["/Annots"] if "/Dest" in note.get_object()]
    assert [linked_page(pdf, note) for note in notes] == [noted]


def test_running_heads_name_chapter_and_section_but_not_where_a_chapter_opens(
    texts: list[str],
) -> None:
    judges = next(text for text in texts[2:] if "investigating judges" in text)
    assert "II  Results of the fight against trafficking in persons\nC  Criminal justice" in judges
    assert "I  Overview" not in texts[2]


def test_same_document_same_bytes() -> None:
    def content() -> bytes:
        out = BytesIO()
        render_pdf(sample_document(), out)
        return out.getvalue()

    first = content()
    render_pdf(sample_document("km"), BytesIO())
    assert content() == first


def test_progress_rises_to_its_end() -> None:
    steps: list[tuple[int, int]] = []
    render_pdf(sample_document(), BytesIO(), lambda done, total: steps.append((done, total)))
    done = [step for step, _total in steps]
    assert done == sorted(done)
    assert steps[-1][0] == steps[-1][1]


def test_a_file_is_written_whole(tmp_path) -> None:
    render_pdf(sample_document(), tmp_path / "report.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_document_without_sections_still_prints() -> None:
    assert len(rendered(replace(sample_document(), sections=())).pages) == 2


def test_text_is_not_markup() -> None:
    document = replace(sample_document(), title="Law & <order>")
    assert "Law & <order>" in rendered(document).pages[0].extract_text()


def test_long_report_has_as_many_pages_as_it_says() -> None:
    reader = rendered(long_document(4))
    last = int(reader.page_labels[-1])
    assert f"Page {last} of {last}" in reader.pages[-1].extract_text()
    assert len(reader.pages) - last < 5
