"""Names of the inputs on a report's page, and how what is stored stands in them.

A number's name is its cell code with the key of its open row (`direct_publicity[forums].females`,
`materials.copies{r1}`); a text's is `materials{r1}:title`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.actions.content import EntryKey, EntryText
from reporting.kernel.numbers import format_number
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import ListEntry
from reporting.queries.activities import AssignedActivity
from reporting.queries.report_pages import Content, address

TEXTS = ("title", "kind", "number", "date", "partner", "text")
LONGEST = {"title": 600, "kind": 80, "number": 80, "partner": 600, "text": 20_000}
LIST_TEXTS = ("title", "kind", "number", "date", "partner", "text")
GRID_TEXTS = ("title", "partner")
GROUP = "group"
FIELDS = {GROUP: "activity_group"}  # where the input of a row is not called as its field
ACTIVITY_PARTS = ("status", "times", "obstacle")
ENTRY_KEY = re.compile(r"[A-Za-z0-9][\w-]{0,39}", re.ASCII)
_TEXT_NAME = re.compile(r"(\w+)\{([\w-]+)\}:(\w+)", re.ASCII)


def text_name(key: EntryKey, part: str) -> str:
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


def activity_texts(one: AssignedActivity) -> dict[str, str]:
    """By the name of the input."""
    said = one.progress
    times = "" if said.times is None else format_number(said.times)
    texts = zip(ACTIVITY_PARTS, (said.status, times, said.obstacle), strict=True)
    return {activity_name(said.code, part): text for part, text in texts}


def posted_keys(names: Iterable[str]) -> dict[str, list[str]]:
    """Table -> the keys of the open rows whose inputs came, in their order on the page."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        match = _TEXT_NAME.fullmatch(name)
        if match and ENTRY_KEY.fullmatch(match[2]):
            found.setdefault(match[1], {})[match[2]] = None
    return {table: list(keys) for table, keys in found.items()}


def shown_texts(spec: TableSpec, entries: Iterable[ListEntry]) -> tuple[str, ...]:
    """Which texts an open row has on the page: the usual ones and whatever is filled already."""
    if spec.kind == "narrative":
        return ("text", GROUP)
    usual = GRID_TEXTS if spec.elements else LIST_TEXTS
    filled = {part for one in entries for part in TEXTS if getattr(one, part)}
    return tuple(part for part in TEXTS if part in usual or part in filled)


def keys_of(spec: TableSpec) -> Iterator[CellKey]:
    """The cells of a table with rows of its own, those that one types into."""
    if spec.kind == "single":
        yield from (CellKey(None, one.code) for one in spec.entered())
    elif spec.kind == "fixed":
        for row in spec.rows():
            yield from (CellKey(row.code, one.code) for one in spec.entered())


def value_text(value: Value | None) -> str:
    """As a number stands in its input."""
    if value is None:
        return ""
    if value.number is None:
        return _("n/a") if value.not_available else ""
    return format_number(value.number)


def entry_text(entry: ListEntry | EntryText, part: str) -> str:
    value = getattr(entry, FIELDS.get(part, part))
    return value.isoformat() if part == "date" and value else str(value or "")


def date_text(entry: ListEntry) -> str:
    """For reading."""
    return date_format(entry.date) if entry.date else ""


def digest(texts: Mapping[str, str]) -> str:
    joined = json.dumps(sorted((part, plain(text)) for part, text in texts.items()))
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def plain(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


@dataclass(frozen=True)
class Loaded:
    """What the page showed when it was opened: so one sees what was typed since, and by whom."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Content) -> "Loaded":
        values, rows = {}, {}
        for code, spec in content.specs.items():
            for key, value in content.numbers(code).items():
                values[str(address(code, key))] = value_text(value)
            entries = content.entries.get(code, [])
            shown = shown_texts(spec, entries)
            for one in entries:
                texts = {part: entry_text(one, part) for part in shown}
                rows[f"{code}{{{one.key}}}"] = digest(texts)
        for activity in content.activities:
            values |= activity_texts(activity)
        return cls(values, rows)

    @classmethod
    def read(cls, text: str) -> "Loaded | None":
        """None where nothing readable came: then what is stored counts as what was seen."""
        try:
            found = json.loads(text)
            return cls(_strings(found["values"]), _strings(found["rows"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def as_text(self) -> str:
        return json.dumps({"values": self.values, "rows": self.rows}, ensure_ascii=False)


def _strings(found: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}
