"""What revisions say, as rows: numbers, open rows, texts, statements, answers, progress."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, models

from provinces.models import User
from reporting.entry.component_periods.queries.accepted_components import PREFILL
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.rules.activity_progress import ReportedActivity
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.kernel.tables import CellKey, Value, cell_code
from reporting.models import (
    ActivityProgress,
    AuditEvent,
    CommitmentAnswer,
    Explanation,
    ListEntry,
    Revision,
    TableStatement,
)
from reporting.practice.queries import Catalogue
from reporting.practice.rules.invented_content import InventedContent, InventedRow, LineKey
from reporting.practice.rules.rounds import PlannedReport, PlannedRevision, Prefill
from reporting.review.rules.receipts import fingerprint, line, value_line

K = TypeVar("K")
V = TypeVar("V")
MOST_CELLS = 200  # that an audit row names


def audit(action: str, revision: Revision, by: User, **detail: Any) -> AuditEvent:
    return AuditEvent(
        by=by,
        organisation_unit_id=revision.organisation_unit_id,
        action=action,
        target=f"revision:{revision.pk}",
        detail=detail,
    )


def addresses(content: InventedContent) -> dict[CellAddress, Value]:
    return {
        CellAddress(cell_code(table, key.option, key.element), key.entry): value
        for table, numbers in content.values.items()
        for key, value in numbers.items()
    }


@dataclass(frozen=True)
class Entered:
    """What an officer enters, in the order of the clicks: whatever was not there yet."""

    lines: dict[LineKey, InventedRow]
    values: dict[CellAddress, Value]
    nothing: dict[str, str]
    progress: dict[str, ReportedActivity]
    answers: dict[int, CommitmentText]


def entered(start: InventedContent, content: InventedContent) -> Entered:
    return Entered(
        lines=_new(start.lines, content.lines),
        values=_new(addresses(start), addresses(content)),
        nothing=_new(start.nothing, content.nothing),
        progress=_new(start.progress, content.progress),
        answers=_new(start.answers, content.answers),
    )


def _new(before: Mapping[K, V], after: Mapping[K, V]) -> dict[K, V]:
    return {key: value for key, value in after.items() if before.get(key) != value}


def trail(
    revision: Revision, report: PlannedReport, made: PlannedRevision, officer: User
) -> Iterator[AuditEvent]:
    """The audit rows of what was entered."""
    new = entered(report.start(made.number), made.content)
    if report.prefill and made.number == 1:
        yield _prefilled(revision, report.prefill, officer)
    if new.lines:
        yield audit("report.entries", revision, officer, written=len(new.lines))
    if new.values:
        yield audit(
            "report.values", revision, officer, written=len(new.values), emptied=0,
            cells=[str(address) for address in list(new.values)[:MOST_CELLS]],
        )  # fmt: skip
    if new.nothing:
        yield audit("report.nothing", revision, officer, tables=sorted(new.nothing))
    if new.progress:
        yield audit("report.progress", revision, officer, activities=sorted(new.progress))
    if new.answers:
        yield audit("report.commitments", revision, officer, commitments=sorted(new.answers))
    if made.content.explanations:
        yield audit("report.explain", revision, officer, findings=list(made.content.explanations))


def _prefilled(revision: Revision, prefill: Prefill, officer: User) -> AuditEvent:
    return audit(
        PREFILL, revision, officer, periods=[period.key for period in prefill.periods],
        months=prefill.months, expected=prefill.expected,
        values=len(addresses(prefill.content)), rows=len(prefill.content.lines),
    )  # fmt: skip


def digest_of(content: InventedContent) -> str:
    """As `review.queries.receipt.content_digest` finds it in the rows."""
    return fingerprint(_lines(content))


def _lines(content: InventedContent) -> Iterator[str]:
    for address, value in addresses(content).items():
        yield value_line(address.cell, address.entry, value.number, value.not_available)
    for (table, key), row in content.lines.items():
        yield line(
            "entry", table, key, row.position, 0, row.kind, row.title, row.number, row.date,
            row.partner, row.text, "",
        )  # fmt: skip
    for table, reason in content.nothing.items():
        yield line("nothing", table, reason)
    for finding, (reason, text) in content.explanations.items():
        yield line("explanation", finding, reason, text)
    for activity, made in content.progress.items():
        yield line(
            "activity",
            activity,
            made.status,
            "" if made.times is None else f"{made.times:.2f}",
            made.obstacle,
        )
    for number, said in content.answers.items():
        yield line("commitment", number, said.status, said.text, said.evidence)


ADD_VALUES = """
INSERT INTO reporting_datavalue
    (revision_id, organisation_unit_id, cell_id, entry_id, period_key, value, not_available)
SELECT * FROM unnest(
    %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::numeric[], %s::boolean[]
)
"""


@dataclass
class Rows:
    """Gathered for one unit, then written: a statement a table."""

    catalogue: Catalogue
    entries: dict[tuple[int, LineKey], ListEntry] = field(default_factory=dict)
    values: list[tuple[Revision, str, CellKey, Value]] = field(default_factory=list)
    others: dict[type, list[Any]] = field(default_factory=dict)

    def add(
        self, revision: Revision, report: PlannedReport, made: PlannedRevision, officer: User
    ) -> None:
        content = made.content
        owner = {"revision": revision, "organisation_unit_id": revision.organisation_unit_id}
        for (table, key), invented_row in content.lines.items():
            self.entries[revision.pk, (table, key)] = ListEntry(
                **owner, **vars(invented_row), table_id=self.catalogue.tables[table], key=key
            )
        for table, numbers in content.values.items():
            self.values += [(revision, table, key, value) for key, value in numbers.items()]
        self._keep(*self._said(owner, made, officer), *trail(revision, report, made, officer))

    def _said(
        self, owner: Mapping[str, Any], made: PlannedRevision, officer: User
    ) -> Iterator[models.Model]:
        """Statements, explanations, progress and answers."""
        content, catalogue = made.content, self.catalogue
        for table, reason in content.nothing.items():
            yield TableStatement(**owner, table_id=catalogue.tables[table], reason=reason)
        for key, (reason, text) in content.explanations.items():
            yield Explanation(
                **owner, finding=key, reason=reason, text=text, at=made.created_at, by=officer
            )
        for code, progress in content.progress.items():
            yield ActivityProgress(
                **owner,
                activity_id=catalogue.activities[code],
                status=progress.status,
                times_done=progress.times,
                obstacle=progress.obstacle,
            )
        for number, said in content.answers.items():
            yield CommitmentAnswer(
                **owner,
                **vars(said),
                commitment_id=catalogue.promises[number],
                at=made.created_at,
                by=officer,
            )

    def _keep(self, *rows: Any) -> None:
        for row in rows:
            self.others.setdefault(type(row), []).append(row)

    def flush(self) -> tuple[int, int]:
        """Writes what was gathered; how many numbers and entries."""
        ListEntry.objects.bulk_create(self.entries.values())
        self._add_values()
        for kind, rows in self.others.items():
            kind._default_manager.bulk_create(rows)  # type: ignore[attr-defined]
        counts = len(self.values), len(self.entries)
        self.entries, self.values, self.others = {}, [], {}
        return counts

    def _add_values(self) -> None:
        if not self.values:
            return
        cells = self.catalogue.cells
        rows = [
            (
                revision.pk,
                revision.organisation_unit_id,
                cells[cell_code(table, key.option, key.element)],
                self.entries[revision.pk, (table, key.entry)].pk if key.entry else None,
                revision.report.period_key,
                value.number,
                value.not_available,
            )
            for revision, table, key, value in self.values
        ]
        with connection.cursor() as cursor:
            cursor.execute(ADD_VALUES, [list(column) for column in zip(*rows, strict=True)])
