"""The workbook as a whole: one sheet after another, saved at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.files import binary_target
from reporting.exports.rows import DiscrepancyRow, TraceRow
from reporting.exports.workbook.chapters import write_chapter
from reporting.exports.workbook.charts import write_chart
from reporting.exports.workbook.contents import write_contents
from reporting.exports.workbook.listings import trace_rows, write_discrepancies, write_trace
from reporting.exports.workbook.looks import Looks
from reporting.exports.workbook.plan import (
    SheetNames,
    SheetPlan,
    TextPlan,
    plan_sheets,
    tables_of,
)
from reporting.exports.workbook.saving import save
from reporting.exports.workbook.setting import Setting
from reporting.exports.workbook.tables import write_table
from reporting.exports.workbook.text import storable
from reporting.exports.workbook.words import require_words
from reporting.kernel.document import Document, Table


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
    workbook = make_workbook(document, discrepancies, trace, code_url)
    with binary_target(out) as stream:
        save(workbook, stream)


def render_tables(document: Document, out: Path | BinaryIO) -> None:
    """Only the document's tables and charts, behind a sheet that leads to them."""
    require_words(document.words)
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
