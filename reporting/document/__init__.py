"""A document as a value, and its writers: PDF, workbook, charts, CSV and JSON. It must not know
where the numbers come from: no Django, no query."""
