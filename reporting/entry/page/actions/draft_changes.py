"""What one save changes in a draft, and the edits that are kept of it: what stood in each input
before and after."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.entry.access import ReportAccess
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.queries.report_content import ReportContent, address
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.kernel.days import as_written
from reporting.kernel.tables import CellKey, Value, cell_name
from reporting.models import Edit, ListEntry

LONGEST_NAME = 320
EntryKey = tuple[str, str]  # (table code, key of the entry)


@dataclass(frozen=True)
class SourceNote:
    """Where a transcribed number stands, and what is printed there if it is not the number."""

    printed: str = ""
    line: int | None = None
    text: str = ""


@dataclass(frozen=True)
class EntryText:
    position: int
    level: int = 0
    kind: str = ""
    title: str = ""
    number: str = ""
    date: datetime.date | None = None
    partner: str = ""
    text: str = ""
    activity_group: str = ""


@dataclass(frozen=True)
class ProgressText:
    """How far an activity of the plan is; all of it blank: nothing is said of it."""

    status: str = ""
    times: Decimal | None = None
    obstacle: str = ""


@dataclass
class Changes:
    """`nothing`: reason by table that has nothing to report; `something`: tables that have after
    all; `unexplained`: findings whose explanation was taken back; `reasons`: of the list, beside an
    explanation; `abouts`: the numbers that it is about; `progress`: by the activity's code;
    `commitments`: by their numbers."""

    values: dict[CellAddress, Value | None] = field(default_factory=dict)
    entries: dict[EntryKey, EntryText] = field(default_factory=dict)
    removed: set[EntryKey] = field(default_factory=set)
    nothing: dict[str, str] = field(default_factory=dict)
    something: set[str] = field(default_factory=set)
    explanations: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    abouts: dict[str, str] = field(default_factory=dict)
    unexplained: set[str] = field(default_factory=set)
    progress: dict[str, ProgressText] = field(default_factory=dict)
    commitments: dict[int, CommitmentText] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(vars(self).values())


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
    filled |= {table for table, _key in changes.entries}
    for table in changes.something | set(changes.nothing) | (filled & set(content.statements)):
        found |= dict(_nothing(table, content.statements.get(table), changes.nothing.get(table)))
    for finding, text in [
        *changes.explanations.items(),
        *((finding, "") for finding in changes.unexplained),
    ]:
        said, reason = content.answer_to(finding), changes.reasons.get(finding, "")
        found[names.explanation_name(finding)] = (said.text, text)
        found[names.reason_of_list_name(finding)] = (said.reason, reason)
    return found | _of_activities(content, changes) | _of_commitments(content, changes)


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


def _of_commitments(content: ReportContent, changes: Changes) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for asked in content.commitments:
        now = changes.commitments.get(asked.number)
        if now is not None:
            before = names.commitment_texts(asked.number, asked.said)
            after = names.commitment_texts(asked.number, now)
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
