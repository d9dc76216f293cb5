"""Workbooks that people send: looked at as a zip file first, then read, by a child process."""

from strategies.workbooks.inspection import BadWorkbook, inspect
from strategies.workbooks.reading import (
    Bounds,
    ReadCell,
    ReadSheet,
    mark_workbook,
    read_workbook,
    told,
)

__all__ = [
    "BadWorkbook",
    "Bounds",
    "ReadCell",
    "ReadSheet",
    "inspect",
    "mark_workbook",
    "read_workbook",
    "told",
]
