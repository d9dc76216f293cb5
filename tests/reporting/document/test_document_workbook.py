"""The workbook, opened again with openpyxl and read inside its zip."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from reporting.document.listing_rows import DiscrepancyRow, TraceRow
from reporting.document.value import (
    Bullet,
    Chart,
    Document,
    HeaderCell,
    Missing,
    Note,
    Number,
    Paragraph,
    Row,
    Section,
    Series,
    Subheading,
    Table,
)
from reporting.document.workbook.book import render_workbook
from reporting.document.workbook.listing_sheets import shortened
from reporting.document.workbook.setup import WORDS, MissingWordsError
from reporting.kernel.numbers import to_khmer_digits

FEMALES = "direct_publicity[publicity].females@KH-08:2020"
ENGLISH = {word: word.replace("_", " ").capitalize() for word in WORDS} | {"of": "of"}

PUBLICITY = Table(
    id="direct_publicity",
    number="2",
    caption="Direct publicity & public forums: by reporter",
    header=(
        (HeaderCell("Reporter", rowspan=2), HeaderCell("Publicity", colspan=3)),
        (
            HeaderCell("Times", unit="events"),
            HeaderCell("Persons", unit="persons"),
            HeaderCell("Share"),
        ),
    ),
    rows=(
        Row(("Provinces",), kind="group"),
        Row(("Kandal", Number(12), Number(33976, trace=FEMALES, mark=7), Missing())),
        Row(("=HYPERLINK(1)", Number(0), Missing("not_available"), Missing("nothing"))),
        Row(("Sum", Number(12), Number(33976), Number(Decimal("8.5"), places=1)), "subtotal"),
        Row(("Total", Number(12), Number(33976), Number(Decimal("8.5"), places=1)), "total"),
    ),
    align=("start", "end", "end", "end"),
    widths=(4, 1, 1, 1),
    notes=("11 of 12 months",),
    section="II.B.1.3",
)
OFFENCES = Chart(
    id="offences",
    number="1",
    caption="Cases by offence",
    kind="bars",
    categories=("@Trafficking", "Sexual exploitation"),
    series=(Series("2019", (10, None)), Series("2020", (12, Decimal("7.5")))),
    unit="cases",
)
DOCUMENT = Document(
    title="Annual report & figures",
    subtitle="2020",
    publisher=("Kingdom of Cambodia", "NCCT"),
    year=2020,
    language="en",
    edition="2nd edition",
    sections=(
        Section(
            "II.B.1.3",
            "B.1.3",
            "Direct publicity",
            4,
            (Paragraph("In 2020 ..."), PUBLICITY, replace(PUBLICITY, id="again", number="2")),
            (Note(7, "Printed as 33.976."), Note(8, "Of another table.")),
        ),
        Section("Annex", "", "Annex", 1, (OFFENCES,)),
    ),
    words=ENGLISH,
)
DISCREPANCIES = (
    DiscrepancyRow(
        kind="odd_number",
        severity="low",
        section="II.B.1.3",
        table="direct_publicity",
        organisation_unit="KH-08",
        period="2020",
        cells=(FEMALES,),
        printed="-37",
        computed=37,
        message="+37 is\x0b printed as -37",
        kind_label="Odd number",
        state="open",
        state_label="Not explained yet",
    ),
)
TRACE = (
    TraceRow("other.times@KH-01:2020", "KH-01", "2020", None, 0, 1),
    TraceRow(
        FEMALES,
        "KH-08",
        "2020",
        33976,
        1,
        1,
        ("committee KH-08 2020 revision 1",),
        "Kandal",
        "NSP-2020-1-T2-R4-C3",
        ("direct_publicity[forums].females", "direct_publicity[shows].females"),
        "Added up from the data values.",
    ),
)


def rendered(document: Document = DOCUMENT) -> io.BytesIO:
    out = io.BytesIO()
    render_workbook(document, DISCREPANCIES, TRACE, out)
    out.seek(0)
    return out


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(rendered())


@pytest.fixture(scope="module")
def sheet(book):
    return book["2 Direct publicity & public"]


def test_sheets_stand_in_the_order_of_the_document(book):
    assert book.sheetnames == [
        "Contents",
        "B.1.3 Direct publicity",
        "2 Direct publicity & public",
        "2 Direct publicity & public (2)",
        "Figure 1 Cases by offence",
        "Discrepancies",
        "Trace",
    ]


def test_contents_lead_to_every_sheet(book):
    contents = book["Contents"]
    targets = {
        link.hyperlink.location.rpartition("!")[0].strip("'")
        for row in contents.iter_rows()
        for link in row
        if link.hyperlink
    }
    assert targets == set(book.sheetnames) - {"Contents"}
    line = next(row for row in contents.iter_rows(values_only=True) if row[0] == "Table 2")
    assert line == ("Table 2", PUBLICITY.caption, "B.1.3 Direct publicity", "11 of 12 months")


def test_numbers_are_numbers(sheet):
    rows = list(sheet.iter_rows(min_row=8, max_row=12, max_col=4))
    assert [cell.value for cell in rows[1]] == ["Kandal", 12, 33976, None]
    assert [cell.data_type for cell in rows[1]] == ["s", "n", "n", "n"]
    assert rows[1][1].number_format == "#,##0"
    assert rows[4][3].value == 8.5
    assert rows[4][3].number_format == "#,##0.0"


def test_no_number_says_why(sheet):
    assert [cell.value for cell in sheet[10]][1:4] == [0, "Not available", "Nothing to report"]


def test_a_mark_stands_in_the_format_and_its_note_below(sheet):
    assert sheet["C9"].number_format == '#,##0"⁷"'
    assert sheet["C12"].number_format == "#,##0_¹"
    below = [row[0] for row in sheet.iter_rows(min_row=13, values_only=True) if row[0]]
    assert below == ["11 of 12 months", "⁷ Printed as 33.976."]


def test_head_is_merged_with_the_units_of_count_below(sheet):
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A5:A7", "B5:D5", "D6:D7"} <= merged
    assert [cell.value for cell in sheet[7]][:4] == [None, "events", "persons", None]


def test_totals_are_bold_and_ruled(sheet):
    assert [sheet.cell(row, 2).font.bold for row in range(8, 13)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert sheet["B12"].border.top.style == "medium"
    assert sheet["A9"].alignment.indent == 1
    assert sheet["A11"].alignment.indent == 0


def test_head_and_first_column_stay_and_print_again(sheet):
    assert sheet.freeze_panes == "B8"
    assert sheet.print_title_rows == "$5:$7"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.oddHeader.left.text == "Annual report && figures"


def test_a_wide_table_lies():
    head = tuple(HeaderCell(f"Column number {count}") for count in range(14))
    wide = replace(PUBLICITY, header=(head,), rows=(), align=())
    document = replace(DOCUMENT, sections=(replace(DOCUMENT.sections[0], blocks=(wide,)),))
    [name] = [name for name in load_workbook(rendered(document)).sheetnames if "2" in name]
    assert load_workbook(rendered(document))[name].page_setup.orientation == "landscape"


def test_text_never_becomes_a_formula():
    with zipfile.ZipFile(rendered()) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "/worksheets/sheet" in name]
        assert not any(b"<f>" in part or b"<f " in part for part in sheets)
        assert b'quotePrefix="1"' in parts.read("xl/styles.xml")


def test_dangerous_text_is_kept_as_it_was(sheet, book):
    assert (sheet["A10"].value, sheet["A10"].data_type) == ("=HYPERLINK(1)", "s")
    assert sheet["A10"].quotePrefix
    assert book["Discrepancies"]["J4"].value == "+37 is printed as -37"


def test_a_number_leads_to_its_trace_and_back(sheet, book):
    assert sheet["C9"].hyperlink.location == "'Trace'!A5"
    assert sheet["B9"].hyperlink is None
    assert book["Trace"]["A5"].hyperlink.location == "'2 Direct publicity & public'!C9"
    assert [cell.value for cell in book["Trace"][5]] == [
        FEMALES,
        "NSP-2020-1-T2-R4-C3",
        "Kandal",
        2020,
        33976,
        None,  # no check doubts it
        1,
        1,
        "Added up from the data values.",
        "direct_publicity[forums].females; direct_publicity[shows].females",
        "committee KH-08 2020 revision 1",
    ]


def test_what_no_cell_can_hold_is_shortened_and_says_so():
    items = [f"direct_publicity[row-{number}].females" for number in range(2000)]
    text = shortened(items)
    assert len(text) < 32_767
    assert text.startswith("direct_publicity[row-0].females; ")
    kept = text.partition(" … +")[0].split("; ")
    assert text.endswith(f" … +{2000 - len(kept)}")
    assert items[: len(kept)] == kept
    assert shortened(items[:2]) == "; ".join(items[:2])


def test_discrepancies_can_be_filtered_and_lead_to_their_table(book):
    listed = book["Discrepancies"]
    assert listed.auto_filter.ref == "A3:K4"
    assert [cell.value for cell in listed[4]][:5] == [
        "Not explained yet",
        "low",
        "Odd number",
        "II.B.1.3",
        f"Table 2. {PUBLICITY.caption}",
    ]
    assert [cell.value for cell in listed[4]][7:9] == ["-37", 37]
    assert listed["E4"].hyperlink.location == "'2 Direct publicity & public'!A1"
    assert listed["J4"].alignment.wrap_text


def test_a_chart_reads_from_the_numbers_beside_it(book):
    sheet = book["Figure 1 Cases by offence"]
    rows = list(sheet.iter_rows(min_row=5, max_row=7, max_col=3, values_only=True))
    assert rows == [("cases", "2019", "2020"), ("@Trafficking", 10, 12), (
        "Sexual exploitation", None, 7.5)]  # fmt: skip
    [chart] = sheet._charts
    values = [series.val.numRef.f for series in chart.series]
    assert values == [
        "'Figure 1 Cases by offence'!$B$6:$B$7",
        "'Figure 1 Cases by offence'!$C$6:$C$7",
    ]


def test_only_the_words_of_the_document_are_printed():
    words = {word: f"ពាក្យ {number}" for number, word in enumerate(WORDS)}
    book = load_workbook(rendered(replace(DOCUMENT, language="km", words=words)))
    said = {word: to_khmer_digits(text) for word, text in words.items()}
    assert book.sheetnames[0] == said["contents"]
    assert book[said["discrepancies"]]["B3"].value == said["severity"]
    assert book[said["trace"]]["A3"].font.name == "Khmer OS Battambang"
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not {*texts} & {*ENGLISH.values()}


def test_numbers_of_a_khmer_workbook_are_numbers():
    """The numerals of the words are Khmer; a cell that can be computed with stays one."""

    def numbers(language):
        book = load_workbook(rendered(replace(DOCUMENT, language=language)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        return [cell.value for cell in cells if isinstance(cell.value, int | float)]

    assert len(numbers("km")) > 20
    assert numbers("km") == numbers("en")


def test_a_document_without_words_is_refused():
    with pytest.raises(MissingWordsError, match="trace"):
        rendered(replace(DOCUMENT, words=ENGLISH | {"trace": ""}))


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "annual-report.xlsx"
    render_workbook(DOCUMENT, DISCREPANCIES, TRACE, target)
    before = target.read_bytes()
    broken = (replace(TRACE[0], value=Decimal("NaN")),)
    with pytest.raises(ValueError, match="not a figure"):
        render_workbook(DOCUMENT, DISCREPANCIES, broken, target)
    assert target.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


# The text, the codes, the bytes -------------------------------------------------------------------


def told() -> Document:
    blocks = (
        Subheading("National level"),
        Paragraph("In 2020 ...", mark=7),
        Bullet("The Ministry of Justice:"),
        Bullet("=1+1 is not a formula", level=1),
        Bullet("Continue", label="A.1"),
        replace(PUBLICITY, code="NSP-2020-1-T2"),
    )
    sections = (
        Section("II", "II", "Results", 1),
        Section("II.B", "B", "Prevention", 2, blocks, (Note(7, "Printed as 33.976."),)),
        Section("Annex", "", "Annex", 1, (OFFENCES,)),
    )
    return replace(DOCUMENT, sections=sections)


def test_a_chapter_can_be_read_with_the_way_to_its_tables():
    book = load_workbook(rendered(told()))
    assert book.sheetnames[1:4] == [
        "II Results", "2 Direct publicity & public", "Figure 1 Cases by offence",
    ]  # fmt: skip
    lines = [
        (row[0].value, row[1].value, row[1].alignment.indent)
        for row in book["II Results"].iter_rows(min_row=4)
    ]
    assert lines == [
        ("B", "Prevention", 0),
        (None, "National level", 0),
        (None, "In 2020 ... ⁷", 0),
        (None, "• The Ministry of Justice:", 1),
        (None, "– =1+1 is not a formula", 3),
        ("A.1", "Continue", 0),
        ("Table 2", "Direct publicity & public forums: by reporter", 0),
        ("⁷", "Printed as 33.976.", 0),
    ]
    assert book["II Results"]["A10"].hyperlink.location == "'2 Direct publicity & public'!A1"
    assert book["II Results"].print_title_rows == "$2:$2"


def test_a_table_says_its_code_and_leads_to_its_trace():
    out = io.BytesIO()
    render_workbook(told(), (), (), out, code_url="https://portal.example/t/")
    sheet = load_workbook(out)["2 Direct publicity & public"]
    assert sheet["A3"].value.endswith("Trace NSP-2020-1-T2")
    assert sheet["A3"].hyperlink.target == "https://portal.example/t/NSP-2020-1-T2"


def test_looks_have_names_that_a_person_may_use(book, sheet):
    assert {"Report title", "Report head", "Report total", "Report note"} <= set(book.named_styles)
    assert sheet["A2"].style == "Report title"
    assert sheet["A12"].style == "Report total"


def test_the_same_contents_give_the_same_bytes():
    first = rendered().getvalue()
    assert rendered().getvalue() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_long_text_has_the_height_that_it_needs_and_no_more():
    """270 letters of Calibri in 44 digits: about 235 digits, so six lines of 13 points."""
    text = "Conducted two consultative meetings between senior officials of the ministries " * 4
    row = Row((text[:270], Number(1), Number(2), Number(3)))
    table = replace(PUBLICITY, rows=(row,))
    section = replace(DOCUMENT.sections[0], blocks=(table,))
    book = load_workbook(rendered(replace(DOCUMENT, sections=(section,))))
    height = book["2 Direct publicity & public"].row_dimensions[8].height
    assert 70 <= height <= 90
