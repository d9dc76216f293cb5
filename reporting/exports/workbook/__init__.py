"""A `Document` as an Excel workbook: `render_workbook`."""

from reporting.exports.workbook.book import render_workbook
from reporting.exports.workbook.words import WORDS, MissingWordsError

__all__ = ["WORDS", "MissingWordsError", "render_workbook"]
