"""Names of the inputs of a report's form, and how what is stored stands in them.

A number's name is its cell code with the key of its open row (`direct_publicity[forums].females`,
`materials.copies{r1}`); a text's is `materials{r1}:title`. Edits are kept by these names.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reporting.entry.page.rules.activity_progress import Progress
from reporting.kernel.numbers import format_number
from reporting.kernel.tables import TableSpec, Value
from reporting.models import ListEntry

TEXTS = ("title", "kind", "number", "date", "partner", "text")
LIST_TEXTS = TEXTS
GRID_TEXTS = ("title", "partner")
GROUP = "group"
FIELDS = {GROUP: "activity_group"}  # where the input of a row is not called as its field
ACTIVITY_PARTS = ("status", "times", "obstacle")
MISSING = "n/a"


def text_name(key: tuple[str, str], part: str) -> str:
    return f"{key[0]}{{{key[1]}}}:{part}"


def nothing_name(table: str) -> str:
    return f"nothing:{table}"


def reason_name(table: str) -> str:
    return f"reason:{table}"


def explanation_name(key: str) -> str:
    return f"explain:{key}"


def reason_of_list_name(key: str) -> str:
    return f"why:{key}"


def activity_name(code: str, part: str) -> str:
    """`activity:1.2.3:times`."""
    return f"activity:{code}:{part}"


def activity_texts(said: Progress) -> dict[str, str]:
    """By the name of the input."""
    times = "" if said.times is None else format_number(said.times)
    texts = zip(ACTIVITY_PARTS, (said.status, times, said.obstacle), strict=True)
    return {activity_name(said.code, part): text for part, text in texts}


def shown_texts(spec: TableSpec, entries: Iterable[ListEntry]) -> tuple[str, ...]:
    """Which texts an open row has on the page: the usual ones and whatever is filled already."""
    if spec.kind == "narrative":
        return ("text", GROUP)
    usual = GRID_TEXTS if spec.elements else LIST_TEXTS
    filled = {part for entry in entries for part in TEXTS if getattr(entry, part)}
    return tuple(part for part in TEXTS if part in usual or part in filled)


def value_text(value: Value | None) -> str:
    """As a number stands in its input."""
    if value is None:
        return ""
    if value.number is None:
        return _("n/a") if value.not_available else ""
    return format_number(value.number)


def entry_text(entry: object, part: str) -> str:
    """Of a row that is stored (`ListEntry`) or is to be (`EntryText`)."""
    value = getattr(entry, FIELDS.get(part, part))
    return value.isoformat() if part == "date" and value else str(value or "")
