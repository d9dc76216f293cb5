"""The inputs that came from a report's page, told apart by name, and what the page showed."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from reporting.entry.page.actions.content import EntryText
from reporting.entry.page.queries.input_names import (
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
from reporting.entry.page.queries.report_content import ReportContent, address
from reporting.kernel.days import read_day
from reporting.kernel.json_text import read_json
from reporting.kernel.tables import CellKey, TableSpec
from reporting.models import ListEntry

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
class PageAsOpened:
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
    def of(cls, content: ReportContent) -> "PageAsOpened":
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
    def read(cls, text: str) -> "PageAsOpened | None":
        """None where nothing readable came: then what is stored counts as what was seen."""
        try:
            found = read_json(text)
            return cls(_strings(found["values"]), _strings(found["rows"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    @classmethod
    def told(cls, before: Mapping[str, str], sent: Mapping[str, str]) -> "PageAsOpened":
        """What stood in each input that was changed."""
        return cls(values=before, texts=before, sent=sent)

    def as_text(self) -> str:
        return json.dumps({"values": self.values, "rows": self.rows}, ensure_ascii=False)


def _strings(found: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}


def too_long(longest: int) -> str:
    return _("This is too long: at most %(longest)d letters are kept.") % {"longest": longest}


class PartProblem(ValueError):
    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part


def entry_of(stored: ListEntry | None, texts: Mapping[str, str], position: int) -> EntryText:
    entry = EntryText(position=position)
    if stored is not None:
        fields = (*TEXTS, *FIELDS.values())
        kept = {field: getattr(stored, field) for field in fields}
        entry = EntryText(position=stored.position, level=stored.level, **kept)
    changed: dict[str, object] = {}
    for part, text in texts.items():
        changed[FIELDS.get(part, part)] = _date(text) if part == "date" else text
        if len(text) > LONGEST.get(part, len(text)):
            raise PartProblem(part, too_long(LONGEST[part]))
    return replace(entry, **changed)  # type: ignore[arg-type]  # the names are those of the fields


def _date(text: str) -> datetime.date | None:
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError:
        words = _("%(text)s is not a date. Write day/month/year, such as 27/06/2020.")
        raise PartProblem("date", words % {"text": text}) from None


def conflict_words(kept: str) -> str:
    if not kept:
        return _("Somebody emptied this while you were typing. Save again to keep what you typed.")
    return _(
        "Somebody saved “%(kept)s” here while you were typing. Save again to keep what you typed."
    ) % {"kept": kept}


def own_conflict_words(kept: str) -> str:
    if not kept:
        return _("You emptied this in another window. Save again to keep what you typed here.")
    return _(
        "You saved “%(kept)s” here in another window. Save again to keep what you typed here."
    ) % {"kept": kept}
