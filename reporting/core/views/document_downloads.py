"""Tables of a page as a workbook or a CSV, made while one waits."""

from collections.abc import Collection
from dataclasses import replace
from io import BytesIO

from django.http import HttpResponse

from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.period_words import is_khmer
from reporting.core.queries.practice_years import mark_of_name, practice_words
from reporting.document.csv_files import write_table_csv
from reporting.document.value import Document, Table
from reporting.document.workbook.book import render_tables

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_workbook(document: Document, name: str, years: Collection[int]) -> HttpResponse:
    out = BytesIO()
    render_tables(document, out)
    return _download(out, EXCEL, f"{name}{_marks(years)}.xlsx")


def as_pdf(out: BytesIO, name: str, years: Collection[int]) -> HttpResponse:
    """`out`: the file as it was written."""
    return _download(out, "application/pdf", f"{name}{_marks(years)}.pdf")


def as_csv(table: Table, name: str, years: Collection[int]) -> HttpResponse:
    """`years`: those it tells of; a year to practise on is named in the file and at its end."""
    mark = next(filter(None, map(practice_words, years)), "")
    if mark:
        table = replace(table, notes=(*table.notes, mark))
    out = BytesIO()
    write_table_csv(table, fixed_words(), out)
    return _download(out, "text/csv; charset=utf-8", f"{name}{_marks(years)}.csv")


def _marks(years: Collection[int]) -> str:
    """A file in Khmer says so in its name, as those of an edition do."""
    return f"{mark_of_name(*years)}{'-km' if is_khmer() else ''}"


def _download(out: BytesIO, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(out.getvalue(), content_type=content_type, headers=headers)
