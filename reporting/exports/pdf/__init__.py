"""The printed report: a `Document` set on A4 pages with ReportLab."""

from reporting.exports.pdf.render import render_pdf

__all__ = ["render_pdf"]
