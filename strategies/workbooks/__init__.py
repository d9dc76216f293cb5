"""Workbooks that people send: looked at as a zip file first, then read by a child process."""

from strategies.workbooks.inspection import BadWorkbook, inspect
from strategies.workbooks.reading import ReadCell, ReadSheet, read_workbook

__all__ = ["BadWorkbook", "ReadCell", "ReadSheet", "inspect", "read_workbook"]
