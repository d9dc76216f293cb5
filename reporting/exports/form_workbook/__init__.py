"""The form of a report as a workbook to be filled offline: `place`, then `render_form`."""

from reporting.exports.form_workbook.book import render_form
from reporting.exports.form_workbook.layout import HIDDEN_SHEET, PlacedSheet, place

__all__ = ["HIDDEN_SHEET", "PlacedSheet", "place", "render_form"]
