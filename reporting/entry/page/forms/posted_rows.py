"""The rows of the period before, copied by one press without their numbers; and the press that
removes those to which no number came."""

from collections.abc import Iterator, Mapping

from reporting.entry.page.actions.draft_changes import EntryKey, EntryText
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent


def read_rows(data: Mapping[str, str], content: ReportContent, posted: Posted) -> None:
    """Adds to what was posted. A copied row has the name, the kind and the place or partner of the
    one before: its numbers and its day are this period's. Removed are rows that the page offered,
    as its button names them, to which nothing came meanwhile or with the press itself."""
    if names.COPY_ROWS in data:
        for table, rows in content.rows_before.items():
            if table in posted.changes.nothing:
                continue
            last = max((row.position for row in content.entries.get(table, [])), default=0)
            for place, row in enumerate(rows, last + 1):
                text = EntryText(place, row.level, row.kind, row.title, partner=row.partner)
                posted.changes.entries.setdefault((table, row.key), text)
    offered = set(data.get(names.DROP_ROWS, "").split())
    if offered:
        touched = {*posted.changes.entries, *_with_numbers(posted)}
        posted.changes.removed |= {
            key
            for key in content.bare_rows
            if names.row_name(key) in offered and key not in touched
        }


def _with_numbers(posted: Posted) -> Iterator[EntryKey]:
    """Rows into which a number was typed, right or wrong."""
    for where in posted.changes.values:
        if where.entry:
            yield where.table, where.entry
    for table, keys in names.posted_keys({*posted.problems, *posted.typed}).items():
        yield from ((table, key) for key in keys)
