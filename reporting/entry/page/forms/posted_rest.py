"""“Nothing this period” for whatever is left of a section or of the report, and the way back: one
press each."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from reporting.entry.page.actions.draft_changes import Changes
from reporting.entry.page.forms.posted_inputs import too_long
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.forms.posted_tables import LONGEST_REASON
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent
from strategies.models import Table

ALL = "*"  # instead of the code of a section


def read_rest(data: Mapping[str, str], content: ReportContent, posted: Posted) -> None:
    """Adds to what was posted. Where the unit reported in the period before, the one reason that
    may come with the press is asked; without it the table is left, with a problem at its reason."""
    reason = names.plain(data.get(names.REST_REASON, ""))
    for table in _tables(data.get(names.NOTHING_REST, ""), content):
        code = table.code
        if not content.is_empty(code) or _is_filled(code, posted.changes):
            continue
        if any(names.table_of(name) == code for name in posted.problems):
            continue
        asked = code in content.earlier.last
        if asked and not reason:
            problem = _("Say in a few words why there is nothing to report.")
            posted.problems[names.reason_name(code)] = problem
            posted.typed |= {names.nothing_name(code): "on", names.reason_name(code): ""}
        elif asked and len(reason) > LONGEST_REASON:
            posted.problems[names.reason_name(code)] = too_long(LONGEST_REASON)
        else:
            posted.changes.nothing.setdefault(code, reason if asked else "")
    for table in _tables(data.get(names.NOTHING_BACK, ""), content):
        if table.code in content.statements and table.code not in posted.changes.nothing:
            posted.changes.something.add(table.code)


def _tables(which: str, content: ReportContent) -> Iterator[Table]:
    for table in content.tables if which else ():
        if which in (ALL, table.section.code):
            yield table


def _is_filled(table: str, changes: Changes) -> bool:
    return any(
        where.table == table for where, value in changes.values.items() if value is not None
    ) or any(code == table for code, _key in changes.entries)
