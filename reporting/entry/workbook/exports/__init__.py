"""The workbook that is handed out, sheet by sheet."""
