"""The workbook as a whole: contents, one sheet after another, and no clock: the same contents are
the same bytes, so that a published file can be compared by its checksum."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reporting.document.files import binary_target
from reporting.document.khmer_digits import with_khmer_digits
from reporting.document.listing_rows import DiscrepancyRow, TraceRow
from reporting.document.value import Document, Table
from reporting.document.workbook.cell_texts import line_count, link, put_text, storable
from reporting.document.workbook.chart_sheets import write_chart
from reporting.document.workbook.listing_sheets import trace_rows, write_discrepancies, write_trace
from reporting.document.workbook.looks import ACCENT, BODY, COVER, HEAD, SUBTITLE, WARNING, Looks
from reporting.document.workbook.setup import Setting, require_words, set_up_page
from reporting.document.workbook.sheet_heads import fit_row, set_widths, write_across
from reporting.document.workbook.sheet_plan import (
    SheetNames,
    SheetPlan,
    TextPlan,
    plan_sheets,
    tables_of,
)
from reporting.document.workbook.table_sheets import write_chapter, write_table

ZERO_HOUR = datetime.fromisoformat("2000-01-01")  # as in the PDF: the edition says its day
ZIP_HOUR = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say
WIDTHS = (13.0, 58.0, 44.0, 40.0)
LIST_HEAD = replace(HEAD, horizontal="left", below="medium")
LINKED = replace(BODY, colour=ACCENT)
CHAPTER = replace(BODY, bold=True, colour=ACCENT, size=11, vertical="bottom", wrap=False)


class _Timeless(ZipFile):
    """An archive whose parts are all of the same hour."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_others: Any, **_more: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        part = ZipInfo(name, ZIP_HOUR)
        part.compress_type = ZIP_DEFLATED
        part.external_attr = 0o600 << 16
        super().writestr(part, data)

    def write(self, filename: Any, arcname: Any = None, *_others: Any, **_more: Any) -> None:
        self.writestr(str(arcname), Path(filename).read_bytes())


def render_workbook(
    document: Document,
    discrepancies: Sequence[DiscrepancyRow],
    trace: Sequence[TraceRow],
    out: Path | BinaryIO,
    *,
    code_url: str = "",
) -> None:
    """Write the document's text, tables and charts, the discrepancies and the traces as `.xlsx`.

    The same contents give the same bytes. With `code_url`, the short code of a table links to
    `code_url` + the code. A path is replaced whole or not at all. A number whose `trace` is the
    address of a TraceRow leads to it. Raises MissingWordsError when `document.words` lacks one of
    `WORDS`.
    """
    require_words(document.words)
    document = with_khmer_digits(document)
    workbook = make_workbook(document, discrepancies, trace, code_url)
    with binary_target(out) as stream:
        save(workbook, stream)


def render_tables(document: Document, out: Path | BinaryIO) -> None:
    """Only the document's tables and charts, behind a sheet that leads to them."""
    require_words(document.words)
    document = with_khmer_digits(document)
    names = SheetNames()
    contents = names.take(document.words["contents"])
    setting = Setting(document, Looks(document.language), contents, trace="", trace_rows={})
    plans = plan_sheets(document, names, texts=False)
    workbook = _empty(document, setting.looks)
    write_contents(_add(workbook, contents, setting.looks), plans, (), setting)
    for plan in plans:
        _write_plan(_add(workbook, plan.name, setting.looks), plan, plans, setting)
    with binary_target(out) as stream:
        save(workbook, stream)


def make_workbook(
    document: Document,
    discrepancies: Sequence[DiscrepancyRow],
    trace: Sequence[TraceRow],
    code_url: str = "",
) -> Workbook:
    names = SheetNames()
    contents, discrepancies_name, trace_name = (
        names.take(document.words[word]) for word in ("contents", "discrepancies", "trace")
    )
    looks = Looks(document.language)
    setting = Setting(document, looks, contents, trace_name, trace_rows(trace), code_url=code_url)
    plans = plan_sheets(document, names)
    workbook = _empty(document, looks)
    write_contents(
        _add(workbook, contents, looks), plans, (discrepancies_name, trace_name), setting
    )
    for plan in plans:
        _write_plan(_add(workbook, plan.name, looks), plan, plans, setting)
    write_discrepancies(
        _add(workbook, discrepancies_name, looks), discrepancies, tables_of(plans), setting
    )
    write_trace(_add(workbook, trace_name, looks), trace, setting)
    return workbook


def _empty(document: Document, looks: Looks) -> Workbook:
    workbook = Workbook()
    looks.name_styles(workbook)
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = storable(document.title)
    workbook.properties.subject = storable(document.edition)
    workbook.properties.creator = storable(document.publisher[-1] if document.publisher else "")
    workbook.properties.language = document.language
    workbook.properties.keywords = storable(document.words.get("keywords", ""))
    workbook.properties.category = str(document.year)
    return workbook


def _add(workbook: Workbook, name: str, looks: Looks) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight = looks.height(1)
    sheet.sheet_format.customHeight = True
    return sheet


def _write_plan(
    sheet: Worksheet,
    plan: SheetPlan | TextPlan,
    plans: Sequence[SheetPlan | TextPlan],
    setting: Setting,
) -> None:
    if isinstance(plan, TextPlan):
        write_chapter(sheet, plan, tables_of(plans), setting)
    elif isinstance(plan.block, Table):
        write_table(sheet, plan, plan.block, setting)
    else:
        write_chart(sheet, plan, plan.block, setting)


def save(workbook: Workbook, stream: BinaryIO) -> None:
    """Write the workbook to the stream; it cannot be saved twice."""
    workbook.properties.created = workbook.properties.modified = ZERO_HOUR
    with _Timeless(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(workbook, archive).write_data()


def write_contents(
    sheet: Worksheet, plans: Sequence[SheetPlan | TextPlan], lists: Sequence[str], setting: Setting
) -> None:
    """`lists`: names of the sheets that hold no table of the report."""
    set_widths(sheet, WIDTHS)
    head_row = _write_cover(sheet, setting) + 1
    heads = ("", "caption", "section", "completeness")
    for column, word in enumerate(heads, 1):
        text = setting.words[word] if word else ""
        put_text(sheet, head_row, column, text, setting.looks, LIST_HEAD)
    for row, plan in enumerate(plans, head_row + 1):
        _write_line(sheet, row, plan, setting)
    for row, name in enumerate(lists, head_row + len(plans) + 2):
        link(put_text(sheet, row, 1, name, setting.looks, LINKED), name, "A1")
    set_up_page(sheet, setting.document, sum(WIDTHS), (head_row, head_row))


def _write_cover(sheet: Worksheet, setting: Setting) -> int:
    """Write the lines of the cover; return the number of the row after them."""
    document = setting.document
    lines = [(document.practice_words, WARNING)]
    lines += [(line, SUBTITLE) for line in document.publisher]
    lines += [(document.title, COVER), (document.subtitle, SUBTITLE), (document.edition, SUBTITLE)]
    if document.signatories:
        lines.append((setting.words.get("signed", "Signed by"), SUBTITLE))
    lines += [
        (f"{signatory.name}, {signatory.role}, {signatory.date}", SUBTITLE)
        for signatory in document.signatories
    ]
    lines += [(f"{head}: {text}", SUBTITLE) for head, text in document.remarks]
    row = 1
    for text, look in lines:
        if text:
            write_across(sheet, row, text, setting.looks, look, WIDTHS)
            row += 1
    return row


def _write_line(sheet: Worksheet, row: int, plan: SheetPlan | TextPlan, setting: Setting) -> None:
    if isinstance(plan, TextPlan):
        link(put_text(sheet, row, 1, plan.title, setting.looks, CHAPTER), plan.name, "A1")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(WIDTHS))
        sheet.row_dimensions[row].height = setting.looks.height(1, CHAPTER.size) + 6
        return
    label = put_text(sheet, row, 1, plan.label, setting.looks, LINKED)
    link(label, plan.name, "A1")
    caption = plan.block.caption
    # LibreOffice does not wrap a link: a long title stays plain, its number leads there.
    short = line_count(caption, WIDTHS[1] - 1) == 1
    cell = put_text(sheet, row, 2, caption, setting.looks, LINKED if short else BODY)
    if short:
        link(cell, plan.name, "A1")
    section = f"{plan.section.number} {plan.section.title}".strip()
    put_text(sheet, row, 3, section, setting.looks, BODY)
    notes = plan.block.notes if isinstance(plan.block, Table) else ()
    complete = "\n".join(notes)
    put_text(sheet, row, 4, complete, setting.looks, BODY)
    texts = (plan.label, caption, section, complete)
    fit_row(sheet, row, texts, WIDTHS, setting.looks)
