"""The fingerprint of what a revision says: it stands on the receipt and can be computed again."""

import hashlib
from collections.abc import Iterable, Iterator

from reporting.models import Revision

ENTRY = (
    "table__code", "key", "position", "level", "kind", "title", "number", "date", "partner", "text",
    "activity_group",
)  # fmt: skip
PROGRESS = ("activity__code", "status", "times_done", "obstacle")


def content_digest(revision: Revision) -> str:
    """SHA-256 over one line a number, row, text, statement, explanation and activity, sorted."""
    lines = "\n".join(sorted(_lines(revision)))
    return hashlib.sha256(lines.encode()).hexdigest()


def _lines(revision: Revision) -> Iterator[str]:
    for cell, entry, value, missing in revision.values.values_list(
        "cell__code", "entry__key", "value", "not_available"
    ):
        yield _line("value", cell, entry, "NA" if missing else f"{value:.2f}")
    parts: Iterable[tuple[object, ...]]
    for name, parts in (
        ("entry", revision.entries.values_list(*ENTRY)),
        ("nothing", revision.statements.values_list("table__code", "reason")),
        ("explanation", revision.explanations.values_list("finding", "reason", "text")),
        ("activity", revision.progress.values_list(*PROGRESS)),
    ):
        for row in parts:
            yield _line(name, *row)


def _line(*parts: object) -> str:
    shown = ("" if one is None else str(one) for one in parts)
    return "|".join(
        one.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for one in shown
    )
