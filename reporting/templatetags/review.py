"""What the review adds to a report's own page: the comments."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

from provinces.queries import unit_names
from provinces.roles import Permission
from reporting.forms.comments import CommentForm
from reporting.models import ListEntry
from reporting.queries.comments import Thread, spoke_for, threads_of
from reporting.queries.forms import form_tables
from reporting.queries.specs import table_specs
from reporting.report_access import Door
from reporting.views.reports.doors import report_address
from reporting.views.review.places import Names
from reporting.views.review.talk import Talk, talks_of

register = template.Library()


@dataclass(frozen=True)
class Talks:
    """`form`: to say something of the whole report, where this person may."""

    open: list[Talk]
    settled: list[Talk]
    form: CommentForm | None

    @property
    def count(self) -> int:
        return len(self.open) + len(self.settled)


@register.simple_tag
def report_talks(found: Door) -> Talks:
    """The comments of a report; one query, and a few more (always as many) where there are any."""
    threads = threads_of(found.report)
    talks = _named(threads, found) if threads else []
    form = None
    if found.may(Permission.REPORT_COMMENT):
        form = CommentForm(action=report_address(found.report, "reporting:comment_say"))
    return Talks(
        open=[one for one in talks if one.thread.is_open],
        settled=[one for one in talks if not one.thread.is_open],
        form=form,
    )


def _named(threads: list[Thread], found: Door) -> list[Talk]:
    report = found.report
    codes = {one.first.table for one in threads}
    tables = [table for table in form_tables(report) if table.code in codes]
    entries: dict[str, list[ListEntry]] = {}
    for entry in found.revision.entries.filter(table__in=tables).select_related("table"):
        entries.setdefault(entry.table.code, []).append(entry)
    names = Names(table_specs(tables, report.year), entries)
    units = unit_names(report.year, get_language() or "en", spoke_for(threads))
    return talks_of(threads, found, names, units)
