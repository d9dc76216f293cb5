"""Every change of a draft is kept, as it stood in the input before and stands there after."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.content import Changes, EntryKey, EntryText
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.queries.report_content import ReportContent, address
from reporting.kernel.days import as_written
from reporting.kernel.tables import CellKey, Value, cell_name
from reporting.models import Edit, ListEntry

LONGEST_NAME = 320


def keep_edits(
    *, by: Actor, access: ReportAccess, content: ReportContent, changes: Changes
) -> int | None:
    """The key of the newest one; one INSERT for all."""
    rows = [
        Edit(
            revision=access.revision,
            organisation_unit_id=access.report.organisation_unit_id,
            name=name[:LONGEST_NAME],
            before=before,
            after=after,
            by=by.user,
        )
        for name, (before, after) in _edits(content, changes).items()
        if before != after
    ]
    return max((row.pk for row in Edit.objects.bulk_create(rows)), default=None)


def _edits(content: ReportContent, changes: Changes) -> dict[str, tuple[str, str]]:
    """Name of the input -> what stood in it, what stands there now."""
    rows = {(table, row.key): row for table, rows in content.entries.items() for row in rows}
    found: dict[str, tuple[str, str]] = {}
    for where, value in changes.values.items():
        before = content.numbers(where.table).get(_key(where))
        found[str(where)] = (_text(before), _text(value))
    for key, entry in changes.entries.items():
        found |= _texts(key, rows.get(key), entry)
    for key in changes.removed:
        found |= dict(_removed(key, rows.get(key), content))
    filled = {where.table for where, value in changes.values.items() if value is not None}
    for table in changes.something | set(changes.nothing) | (filled & set(content.statements)):
        found |= dict(_nothing(table, content.statements.get(table), changes.nothing.get(table)))
    for finding, text in [
        *changes.explanations.items(),
        *((finding, "") for finding in changes.unexplained),
    ]:
        found[names.explanation_name(finding)] = (content.explained.get(finding, ""), text)
        found[names.reason_of_list_name(finding)] = (
            content.reasons.get(finding, ""),
            changes.reasons.get(finding, ""),
        )
    return found | _of_activities(content, changes)


def _of_activities(content: ReportContent, changes: Changes) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for activity in content.activities:
        said = changes.progress.get(activity.progress.code)
        if said is None:
            continue
        now = replace(
            activity.progress, status=said.status, times=said.times, obstacle=said.obstacle
        )
        before, after = names.activity_texts(activity.progress), names.activity_texts(now)
        found |= {name: (before[name], after[name]) for name in after}
    return found


def _key(where: CellAddress) -> CellKey:
    name = cell_name(where.cell)
    return CellKey(name.option, name.element or "", where.entry)


def _text(value: Value | None) -> str:
    """Kept alike in every language, and put into the reader's when it is shown."""
    return names.MISSING if value is not None and value.not_available else names.value_text(value)


def _texts(
    key: EntryKey, stored: ListEntry | None, entry: EntryText | None
) -> dict[str, tuple[str, str]]:
    return {
        names.text_name(key, part): (
            names.entry_text(stored, part) if stored else "",
            names.entry_text(entry, part) if entry else "",
        )
        for part in (*names.TEXTS, names.GROUP)
    }


def _removed(
    key: EntryKey, stored: ListEntry | None, content: ReportContent
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The texts of the row, and the numbers that go with it."""
    yield from _texts(key, stored, None).items()
    for cell, value in content.numbers(key[0]).items():
        if cell.entry == key[1]:
            yield str(address(key[0], cell)), (_text(value), "")


def _nothing(
    table: str, before: str | None, after: str | None
) -> Iterator[tuple[str, tuple[str, str]]]:
    yield (
        names.nothing_name(table),
        ("" if before is None else "on", "" if after is None else "on"),
    )
    yield names.reason_name(table), (before or "", after or "")


def shown(name: str, text: str) -> str:
    """An edit's text in the reader's language."""
    if name.endswith(":date"):
        return as_written(text)
    return _("n/a") if text == names.MISSING and ":" not in name else text
