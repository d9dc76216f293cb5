"""The comments on a report, for the report's own page."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

from provinces.queries import unit_names
from provinces.roles import Permission
from reporting.core.queries.table_specs import table_specs
from reporting.entry.access import ReportAccess
from reporting.entry.page.queries.form_tables import form_tables
from reporting.entry.page.views.report_access import report_address
from reporting.models import ListEntry
from reporting.review.forms import CommentForm
from reporting.review.queries.comments import Thread, spoke_for, threads_of
from reporting.review.views.comment_threads import Names, ShownThread, threads_to_show

register = template.Library()


@dataclass(frozen=True)
class ReportThreads:
    """`form`: to say something of the whole report, where this person may."""

    open: list[ShownThread]
    answered: list[ShownThread]
    form: CommentForm | None

    @property
    def count(self) -> int:
        return len(self.open) + len(self.answered)


@register.simple_tag
def report_comments(found: ReportAccess) -> ReportThreads:
    """The comments of a report; one query, and a few more (always as many) where there are any."""
    threads = threads_of(found.report)
    shown_threads = _named(threads, found) if threads else []
    form = None
    if found.may(Permission.REPORT_COMMENT):
        form = CommentForm(action=report_address(found.report, "reporting:comment_say"))
    return ReportThreads(
        open=[shown for shown in shown_threads if shown.thread.is_open],
        answered=[shown for shown in shown_threads if not shown.thread.is_open],
        form=form,
    )


def _named(threads: list[Thread], found: ReportAccess) -> list[ShownThread]:
    report = found.report
    codes = {thread.first.table for thread in threads}
    tables = [table for table in form_tables(report) if table.code in codes]
    entries: dict[str, list[ListEntry]] = {}
    for entry in found.revision.entries.filter(table__in=tables).select_related("table"):
        entries.setdefault(entry.table.code, []).append(entry)
    names = Names(table_specs(tables, report.year), entries)
    units = unit_names(report.year, get_language() or "en", spoke_for(threads))
    return threads_to_show(threads, found, names, units)
