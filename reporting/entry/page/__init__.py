"""The page of a report: its tables, autosave, the checks and the activities of the plan. It must
not know that a report can also be a workbook."""
