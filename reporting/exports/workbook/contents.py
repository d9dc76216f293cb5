"""The first sheet: what the workbook is, and a way to every other sheet."""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.workbook.heads import fit_row, set_widths, write_across
from reporting.exports.workbook.looks import ACCENT, BODY, COVER, HEAD, SUBTITLE, WARNING
from reporting.exports.workbook.page import set_up_page
from reporting.exports.workbook.plan import SheetPlan, TextPlan
from reporting.exports.workbook.setting import Setting
from reporting.exports.workbook.text import line_count, link, put_text
from reporting.kernel.document import Table

WIDTHS = (13.0, 58.0, 44.0, 40.0)
LIST_HEAD = replace(HEAD, horizontal="left", below="medium")
LINKED = replace(BODY, colour=ACCENT)
CHAPTER = replace(BODY, bold=True, colour=ACCENT, size=11, vertical="bottom", wrap=False)


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
        _write_plan(sheet, row, plan, setting)
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
    row = 1
    for text, look in lines:
        if text:
            write_across(sheet, row, text, setting.looks, look, WIDTHS)
            row += 1
    return row


def _write_plan(sheet: Worksheet, row: int, plan: SheetPlan | TextPlan, setting: Setting) -> None:
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
