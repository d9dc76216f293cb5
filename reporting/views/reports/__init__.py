"""Reports: the list, a new one, the page of one, and what is decided there."""

from reporting.views.reports.listing import report_begin, report_list, report_next
from reporting.views.reports.live import report_changes, report_save
from reporting.views.reports.page import report_page
from reporting.views.reports.steps import report_step

__all__ = [
    "report_begin",
    "report_changes",
    "report_list",
    "report_next",
    "report_page",
    "report_save",
    "report_step",
]
