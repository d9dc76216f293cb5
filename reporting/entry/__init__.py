"""One unit fills one report: on its page, as a workbook, or from the reports of its component
periods. It must not know who reviews it and what is added up."""
