"""The inputs that came from a report's page, told apart by name, and what the page showed."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reporting.kernel.json_text import read_json
from reporting.kernel.tables import CellKey, TableSpec
from reporting.queries.input_names import (
    ACTIVITY_PARTS,
    FIELDS,
    GRID_TEXTS,
    GROUP,
    LIST_TEXTS,
    TEXTS,
    activity_name,
    activity_texts,
    entry_text,
    explanation_name,
    nothing_name,
    reason_name,
    reason_of_list_name,
    shown_texts,
    text_name,
    value_text,
)
from reporting.queries.report_pages import Content, address

__all__ = [
    "ACTIVITY_PARTS",
    "FIELDS",
    "GRID_TEXTS",
    "GROUP",
    "LIST_TEXTS",
    "TEXTS",
    "activity_name",
    "activity_texts",
    "entry_text",
    "explanation_name",
    "nothing_name",
    "reason_name",
    "reason_of_list_name",
    "shown_texts",
    "text_name",
    "value_text",
]
LONGEST = {"title": 600, "kind": 80, "number": 80, "partner": 600, "text": 20_000}
ENTRY_KEY = re.compile(r"[A-Za-z0-9][\w-]{0,39}", re.ASCII)
_TOGETHER = {"reason": "nothing", "why": "explain"}
_IN_A_ROW = re.compile(r"(\w+)(?:\.\w+)?\{([\w-]+)\}(?::\w+)?", re.ASCII)


def posted_keys(names: Iterable[str]) -> dict[str, list[str]]:
    """Table -> the keys of the open rows whose inputs came, in their order on the page."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        match = _IN_A_ROW.fullmatch(name)
        if match and ENTRY_KEY.fullmatch(match[2]):
            found.setdefault(match[1], {})[match[2]] = None
    return {table: list(keys) for table, keys in found.items()}


def tables_of(names: Iterable[str]) -> list[str]:
    """The tables whose inputs came, each once; an explanation's stands in none."""
    return list(dict.fromkeys(table_of(name) for name in names))


def table_of(name: str) -> str:
    kind, _colon, rest = name.partition(":")
    return rest if kind in ("nothing", "reason") else re.split(r"[.{\[:]", name, maxsplit=1)[0]


def kept_with(name: str) -> str:
    """What is kept together or not at all: the texts of a row, the parts of an activity, the two
    parts of an answer or of “nothing to report”. A number is kept alone: then its own name."""
    match = _IN_A_ROW.fullmatch(name)
    if match:
        return f"{match[1]}{{{match[2]}}}" if ":" in name else name
    kind, _colon, rest = name.partition(":")
    if kind == "activity":
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


@dataclass(frozen=True)
class Loaded:
    """What the page showed when it was opened: so one sees what was typed since, and by whom.

    `values`: by name; `rows`: digests of the texts of a row, or `texts` each by its own name;
    `sent`: what a page sent of an input without an answer: it may have been stored.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] | None = None
    sent: Mapping[str, str] = field(default_factory=dict)

    def before(self, name: str) -> list[str]:
        """What the page may rightly believe to stand in the input."""
        shown = [self.values.get(name, "")]
        return [*shown, self.sent[name]] if name in self.sent else shown

    @classmethod
    def of(cls, content: Content) -> "Loaded":
        values, rows = {}, {}
        for code, spec in content.specs.items():
            for key, value in content.numbers(code).items():
                values[str(address(code, key))] = value_text(value)
            entries = content.entries.get(code, [])
            shown = shown_texts(spec, entries)
            for entry in entries:
                texts = {part: entry_text(entry, part) for part in shown}
                rows[f"{code}{{{entry.key}}}"] = digest(texts)
        for activity in content.activities:
            values |= activity_texts(activity.progress)
        return cls(values, rows)

    @classmethod
    def read(cls, text: str) -> "Loaded | None":
        """None where nothing readable came: then what is stored counts as what was seen."""
        try:
            found = read_json(text)
            return cls(_strings(found["values"]), _strings(found["rows"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    @classmethod
    def told(cls, before: Mapping[str, str], sent: Mapping[str, str]) -> "Loaded":
        """What stood in each input that was changed."""
        return cls(values=before, texts=before, sent=sent)

    def as_text(self) -> str:
        return json.dumps({"values": self.values, "rows": self.rows}, ensure_ascii=False)


def _strings(found: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}
