"""The names of the inputs of a report's page, what a name says, and how what is stored stands in
its input.

A number's name is its cell code with the key of its open row (`direct_publicity[forums].females`,
`materials.copies{r1}`); a text's is `materials{r1}:title`. Edits are kept by these names.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from reporting.entry.page.rules.activity_progress import Progress
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.kernel.numbers import format_number
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import ListEntry

TEXTS = ("title", "kind", "number", "date", "partner", "text")
GRID_TEXTS = ("title", "partner")
GROUP = "group"
FIELDS = {GROUP: "activity_group"}  # where the input of a row is not called as its field
ACTIVITY_PARTS = ("status", "times", "obstacle")
COMMITMENT_PARTS = ("status", "text", "evidence")
MISSING = "n/a"
NOTHING_REST = "nothing_rest"  # buttons: a section's code, or all
NOTHING_BACK = "nothing_back"
COPY_ROWS = "copy_rows"
DROP_ROWS = "drop_rows"  # button: the rows that it offers to remove, see `row_name`
REST_REASON = "nothing_reason"
ENTRY_KEY = re.compile(r"[A-Za-z0-9][\w-]{0,39}", re.ASCII)
_TOGETHER = {"reason": "nothing", "why": "explain"}
_IN_A_ROW = re.compile(r"(\w+)(?:\.\w+)?\{([\w-]+)\}(?::\w+)?", re.ASCII)


def text_name(key: tuple[str, str], part: str) -> str:
    return f"{key[0]}{{{key[1]}}}:{part}"


def row_name(key: tuple[str, str]) -> str:
    """`materials{r1}`."""
    return f"{key[0]}{{{key[1]}}}"


def nothing_name(table: str) -> str:
    return f"nothing:{table}"


def reason_name(table: str) -> str:
    return f"reason:{table}"


def explanation_name(key: str) -> str:
    return f"explain:{key}"


def reason_of_list_name(key: str) -> str:
    return f"why:{key}"


def common_reason_name(key: str) -> str:
    """Of the buttons that answer with one press."""
    return f"pick:{key}"


def activity_name(code: str, part: str) -> str:
    """`activity:1.2.3:times`."""
    return f"activity:{code}:{part}"


def activity_texts(said: Progress) -> dict[str, str]:
    """By the name of the input."""
    times = "" if said.times is None else format_number(said.times)
    texts = zip(ACTIVITY_PARTS, (said.status, times, said.obstacle), strict=True)
    return {activity_name(said.code, part): text for part, text in texts}


def commitment_name(number: int, part: str) -> str:
    """`commitment:12:status`."""
    return f"commitment:{number}:{part}"


def commitment_texts(number: int, said: CommitmentText) -> dict[str, str]:
    """By the name of the input."""
    return {commitment_name(number, part): getattr(said, part) for part in COMMITMENT_PARTS}


def shown_texts(spec: TableSpec, entries: Iterable[ListEntry]) -> tuple[str, ...]:
    """Which texts an open row has on the page: the usual ones and whatever is filled already."""
    if spec.kind == "narrative":
        return ("text", GROUP)
    usual = GRID_TEXTS if spec.elements else TEXTS
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


def posted_keys(names: Iterable[str]) -> dict[str, list[str]]:
    """Table -> the keys of the open rows whose inputs came, in their order on the page."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        match = _IN_A_ROW.fullmatch(name)
        if match and ENTRY_KEY.fullmatch(match[2]):
            found.setdefault(match[1], {})[match[2]] = None
    return {table: list(keys) for table, keys in found.items()}


def table_of(name: str) -> str:
    kind, _colon, rest = name.partition(":")
    return rest if kind in ("nothing", "reason") else re.split(r"[.{\[:]", name, maxsplit=1)[0]


def kept_with(name: str) -> str:
    """What is kept together or not at all: the texts of a row, the parts of an activity or of a
    commitment, the two parts of an answer or of “nothing to report”. A number is kept alone: then
    its own name."""
    match = _IN_A_ROW.fullmatch(name)
    if match:
        return f"{match[1]}{{{match[2]}}}" if ":" in name else name
    kind, _colon, rest = name.partition(":")
    if kind in ("activity", "commitment"):
        return name.rpartition(":")[0]
    return f"{_TOGETHER.get(kind, kind)}:{rest}"


def keys_of(spec: TableSpec) -> Iterator[CellKey]:
    """The cells of a table with rows of its own, those that one types into."""
    if spec.kind == "single":
        yield from (CellKey(None, element.code) for element in spec.entered())
    elif spec.kind == "fixed":
        for row in spec.rows():
            yield from (CellKey(row.code, element.code) for element in spec.entered())


def digest(texts: Mapping[str, str]) -> str:
    joined = json.dumps(sorted((part, plain(text)) for part, text in texts.items()))
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def plain(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()
