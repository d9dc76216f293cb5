"""The rows of the period before, copied by one press without their numbers; and the press that
removes those to which no number came."""

from collections.abc import Mapping

from reporting.entry.page.actions.draft_changes import EntryText
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent


def read_rows(data: Mapping[str, str], content: ReportContent, posted: Posted) -> None:
    """Adds to what was posted. A copied row has the name, the kind and the place or partner of the
    one before: its numbers and its day are this period's."""
    if names.COPY_ROWS in data:
        for table, rows in content.rows_before.items():
            here = content.entries.get(table, [])
            taken = {row.key for row in here}
            last = max((row.position for row in here), default=0)
            for place, row in enumerate(rows, last + 1):
                if row.key not in taken:
                    text = EntryText(place, row.level, row.kind, row.title, partner=row.partner)
                    posted.changes.entries.setdefault((table, row.key), text)
    if names.DROP_ROWS in data:
        posted.changes.removed |= set(content.bare_rows)
