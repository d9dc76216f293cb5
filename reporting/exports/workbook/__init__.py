"""A `Document` as an Excel workbook: `render_workbook`; `render_tables` for tables alone."""

from reporting.exports.workbook.book import render_tables, render_workbook
from reporting.exports.workbook.setting import WORDS, MissingWordsError

__all__ = ["WORDS", "MissingWordsError", "render_tables", "render_workbook"]
