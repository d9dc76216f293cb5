"""Workbooks that people send: looked at as a zip file, then read by a child under limits. It
must not know what the workbook is of."""
