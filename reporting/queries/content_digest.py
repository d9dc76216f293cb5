"""The fingerprint of what a revision says: it stands on the receipt and can be computed again."""

from collections.abc import Iterable, Iterator

from reporting.kernel.fingerprint import fingerprint, line, value_line
from reporting.models import Revision

ENTRY = (
    "table__code", "key", "position", "level", "kind", "title", "number", "date", "partner", "text",
    "activity_group",
)  # fmt: skip
PROGRESS = ("activity__code", "status", "times_done", "obstacle")


def content_digest(revision: Revision) -> str:
    """SHA-256 over one line a number, row, text, statement, explanation and activity, sorted."""
    return fingerprint(_lines(revision))


def _lines(revision: Revision) -> Iterator[str]:
    for cell, entry, value, missing in revision.values.values_list(
        "cell__code", "entry__key", "value", "not_available"
    ):
        yield value_line(cell, entry, value, missing)
    parts: Iterable[tuple[object, ...]]
    for name, parts in (
        ("entry", revision.entries.values_list(*ENTRY)),
        ("nothing", revision.statements.values_list("table__code", "reason")),
        ("explanation", revision.explanations.values_list("finding", "reason", "text")),
        ("activity", revision.progress.values_list(*PROGRESS)),
    ):
        for row in parts:
            yield line(name, *row)
