"""The sheets of discrepancies and of traces: long lists to filter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.listing_rows import DiscrepancyRow, TraceRow
from reporting.document.value import Table
from reporting.document.workbook.cell_texts import cell_at, link, put_label, put_number, put_text
from reporting.document.workbook.cell_writing import number_format
from reporting.document.workbook.looks import BODY, HEAD, Look
from reporting.document.workbook.setup import Setting, set_up_page
from reporting.document.workbook.sheet_heads import fit_row, set_widths, write_way_back
from reporting.document.workbook.sheet_plan import SheetPlan

HEAD_ROW = 3  # above it: the way back, a blank row
LIST_HEAD = replace(HEAD, horizontal="left", below="medium", indent=1)
TEXT = replace(BODY, indent=1)  # not pressed against a number before it
WHOLE, BROKEN = (
    Look(horizontal="right", below="hair", number_format=number_format(places)) for places in (0, 2)
)

BETWEEN_ITEMS = "; "
MOST_CHARACTERS = 32_000  # of the 32,767 that a cell holds

Content = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class ListingColumn:
    word: str  # its key in Document.words
    width: float


DISCREPANCY_COLUMNS = (
    ListingColumn("state", 17),
    ListingColumn("severity", 10),
    ListingColumn("kind", 18),
    ListingColumn("section", 11),
    ListingColumn("table", 24),
    ListingColumn("organisation_unit", 20),
    ListingColumn("period", 9),
    ListingColumn("printed", 11),
    ListingColumn("computed", 11),
    ListingColumn("message", 60),
    ListingColumn("note", 60),
)
RESOLVED = ("explained", "gone")
TABLE_COLUMN = 1 + [column.word for column in DISCREPANCY_COLUMNS].index("table")
TRACE_COLUMNS = (
    ListingColumn("figure_address", 52),
    ListingColumn("code", 24),
    ListingColumn("organisation_unit", 26),
    ListingColumn("period", 10),
    ListingColumn("value", 12),
    ListingColumn("status", 16),
    ListingColumn("received", 10),
    ListingColumn("expected", 10),
    ListingColumn("how", 28),
    ListingColumn("cells", 52),
    ListingColumn("reports", 60),
)

# A document that was stored before these were printed does not say them.
LATER_WORDS = {
    "state": "State",
    "note": "Note",
    "code": "Code",
    "status": "Status",
    "how": "How it was made",
    "cells": "Cells",
}


def trace_rows(trace: Sequence[TraceRow]) -> dict[str, int]:
    """The row of the trace sheet at which each address stands first."""
    rows: dict[str, int] = {}
    for number, row in enumerate(trace, HEAD_ROW + 1):
        rows.setdefault(row.address, number)
    return rows


def write_discrepancies(
    sheet: Worksheet,
    discrepancies: Sequence[DiscrepancyRow],
    plans: Sequence[SheetPlan],
    setting: Setting,
) -> None:
    """What is not explained first. The table of a discrepancy is named as in print and leads to its
    sheet, if it has one."""
    by_table = {plan.block.id: plan for plan in plans if isinstance(plan.block, Table)}
    _write_head(sheet, DISCREPANCY_COLUMNS, len(discrepancies), setting)
    listed = sorted(discrepancies, key=lambda row: row.state in RESOLVED)
    for number, row in enumerate(listed, HEAD_ROW + 1):
        plan = by_table.get(row.table)
        contents: tuple[Content, ...] = (
            row.state_label or row.state,
            row.severity_label or row.severity,
            row.kind_label or row.kind,
            row.section,
            f"{plan.label}. {plan.block.caption}" if plan else row.table,
            row.organisation_unit_name or row.organisation_unit,
            row.period,
            row.printed,
            row.computed,
            row.message,
            row.footnote,
        )
        _write_row(sheet, number, DISCREPANCY_COLUMNS, contents, setting)
        if plan:
            link(cell_at(sheet, number, TABLE_COLUMN), plan.name, "A1")


def write_trace(sheet: Worksheet, trace: Sequence[TraceRow], setting: Setting) -> None:
    """Each address leads back to the cell of a table that shows its figure, if one does."""
    _write_head(sheet, TRACE_COLUMNS, len(trace), setting)
    for number, row in enumerate(trace, HEAD_ROW + 1):
        contents: tuple[Content, ...] = (
            row.address,
            row.code,
            row.organisation_unit_name or row.organisation_unit,
            row.period,
            row.value,
            "" if row.status == "sound" else setting.words.get(f"state_{row.status}", row.status),
            row.received,
            row.expected,
            row.how,
            shortened(row.cells),
            shortened(row.reports),
        )
        _write_row(sheet, number, TRACE_COLUMNS, contents, setting)
        shown_at = setting.shown_at.get(row.address)
        if shown_at:
            link(cell_at(sheet, number, 1), *shown_at)


def shortened(items: Sequence[str]) -> str:
    """In one cell, which holds no more than Excel takes; how many are left out is said."""
    text = BETWEEN_ITEMS.join(items)
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = text[:MOST_CHARACTERS].split(BETWEEN_ITEMS)[:-1]
    return f"{BETWEEN_ITEMS.join(kept)} … +{len(items) - len(kept)}"


def _write_head(
    sheet: Worksheet, columns: Sequence[ListingColumn], rows: int, setting: Setting
) -> None:
    widths = [column.width for column in columns]
    set_widths(sheet, widths)
    write_way_back(sheet, setting)
    for number, column in enumerate(columns, 1):
        words = setting.words.get(column.word) or LATER_WORDS[column.word]
        put_text(sheet, HEAD_ROW, number, words, setting.looks, LIST_HEAD)
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{HEAD_ROW + max(rows, 1)}"
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    set_up_page(sheet, setting.document, sum(widths), (HEAD_ROW, HEAD_ROW))


def _write_row(
    sheet: Worksheet,
    row: int,
    columns: Sequence[ListingColumn],
    contents: Sequence[Content],
    setting: Setting,
) -> None:
    for column, content in enumerate(contents, 1):
        if isinstance(content, str) or content is None:
            put_label(sheet, row, column, content or "", setting.looks, TEXT)
        else:
            look = BROKEN if content % 1 else WHOLE
            put_number(sheet, row, column, content, setting.looks, look)
    texts = [content if isinstance(content, str) else "" for content in contents]
    fit_row(sheet, row, texts, [column.width for column in columns], setting.looks)
