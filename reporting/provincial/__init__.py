"""A province's own report of a year: its figures beside the nation and last year, its districts,
its texts, as page, PDF and workbook. It must not know how the national report is written."""
