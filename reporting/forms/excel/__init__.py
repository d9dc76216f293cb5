"""A report by Excel: the workbook that is handed out, and what comes back in it."""
