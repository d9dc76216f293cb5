"""What an officer enters into a revision, its fingerprint, and the trail that it leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from provinces.models import User
from reporting.kernel.activities import Said
from reporting.kernel.practice import Content, Line, PlannedReport, PlannedRevision
from reporting.kernel.practice.content import LineKey
from reporting.kernel.practice.rounds import Prefill
from reporting.kernel.receipt import fingerprint, line, value_line
from reporting.kernel.tables import Value, cell_code
from reporting.models import AuditEvent, Revision
from reporting.queries.finer import PREFILL
from reporting.queries.forms import CellAddress

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


def addresses(content: Content) -> dict[CellAddress, Value]:
    return {
        CellAddress(cell_code(table, key.option, key.element), key.entry): value
        for table, numbers in content.values.items()
        for key, value in numbers.items()
    }


@dataclass(frozen=True)
class Entered:
    """What an officer enters, in the order of the clicks: whatever was not there yet."""

    lines: dict[LineKey, Line]
    values: dict[CellAddress, Value]
    nothing: dict[str, str]
    progress: dict[str, Said]


def entered(start: Content, content: Content) -> Entered:
    return Entered(
        lines=_new(start.lines, content.lines),
        values=_new(addresses(start), addresses(content)),
        nothing=_new(start.nothing, content.nothing),
        progress=_new(start.progress, content.progress),
    )


def _new(before: Mapping[K, V], after: Mapping[K, V]) -> dict[K, V]:
    return {key: one for key, one in after.items() if before.get(key) != one}


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
            cells=[str(one) for one in list(new.values)[:MOST_CELLS]],
        )  # fmt: skip
    for table in new.nothing:
        yield audit("report.nothing", revision, officer, table=table)
    if new.progress:
        yield audit("report.progress", revision, officer, activities=sorted(new.progress))
    if made.content.explanations:
        yield audit("report.explain", revision, officer, findings=list(made.content.explanations))


def _prefilled(revision: Revision, prefill: Prefill, officer: User) -> AuditEvent:
    return audit(
        PREFILL, revision, officer, periods=[one.key for one in prefill.periods],
        months=prefill.months, expected=prefill.expected,
        values=len(addresses(prefill.content)), rows=len(prefill.content.lines),
    )  # fmt: skip


def digest_of(content: Content) -> str:
    """As `queries.content_digest` finds it in the rows."""
    return fingerprint(_lines(content))


def _lines(content: Content) -> Iterator[str]:
    for one, value in addresses(content).items():
        yield value_line(one.cell, one.entry, value.number, value.not_available)
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
