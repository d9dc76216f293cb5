"""What one press of “Save” on the page of a report writes: all of it or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from provinces.roles import Permission
from reporting.access import Actor, Door
from reporting.actions import entry
from reporting.actions.audit import record
from reporting.actions.content import EntryKey, EntryText, ProgressText
from reporting.actions.locks import lock_draft
from reporting.actions.progress import save_progress
from reporting.kernel.tables import Value
from reporting.models import Explanation, ListEntry, Revision, TableStatement
from reporting.queries.forms import CellAddress


@dataclass
class Changes:
    """`nothing`: reason by table that has nothing to report; `something`: tables that have after
    all; `unexplained`: findings whose explanation was taken back; `reasons`: of the list, beside an
    explanation; `progress`: by the activity's code."""

    values: dict[CellAddress, Value | None] = field(default_factory=dict)
    entries: dict[EntryKey, EntryText] = field(default_factory=dict)
    removed: set[EntryKey] = field(default_factory=set)
    nothing: dict[str, str] = field(default_factory=dict)
    something: set[str] = field(default_factory=set)
    explanations: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    unexplained: set[str] = field(default_factory=set)
    progress: dict[str, ProgressText] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(vars(self).values())


@transaction.atomic
def save_page(*, by: Actor, door: Door, changes: Changes) -> None:
    door.require(Permission.REPORT_ENTER)
    lock_draft(door.revision)
    _take_back(door, changes)
    if changes.entries:
        entry.save_entries(by=by, door=door, entries=changes.entries)
    if changes.values:
        entry.save_values(by=by, door=door, values=changes.values)
    _remove_entries(door, changes.removed)
    for table, reason in changes.nothing.items():
        entry.say_nothing_to_report(by=by, door=door, table=table, reason=reason)
    if changes.explanations:
        entry.explain(by=by, door=door, texts=changes.explanations, reasons=changes.reasons)
    if changes.progress:
        save_progress(by=by, door=door, progress=changes.progress)
    _record_taken_back(door, changes, by=by)


def _take_back(door: Door, changes: Changes) -> None:
    _delete_statements(door.revision, changes.something)
    if changes.unexplained:
        Explanation.objects.filter(revision=door.revision, finding__in=changes.unexplained).delete()


def _delete_statements(revision: Revision, tables: Collection[str]) -> None:
    if tables:
        TableStatement.objects.filter(revision=revision, table__code__in=tables).delete()


def _remove_entries(door: Door, keys: Collection[EntryKey]) -> None:
    """The rows that were emptied, with the numbers in them."""
    if not keys:
        return
    found: Mapping[EntryKey, int] = {
        (table, key): pk
        for table, key, pk in door.revision.entries.values_list("table__code", "key", "pk")
    }
    ListEntry.objects.filter(pk__in=[found[key] for key in keys if key in found]).delete()


def _record_taken_back(door: Door, changes: Changes, *, by: Actor) -> None:
    if not (changes.removed or changes.something or changes.unexplained):
        return
    record(
        "report.remove", f"revision:{door.revision.pk}", by=by,
        unit_id=door.report.organisation_unit_id,
        entries=sorted(f"{table}{{{key}}}" for table, key in changes.removed),
        statements=sorted(changes.something),
        explanations=sorted(changes.unexplained),
    )  # fmt: skip
