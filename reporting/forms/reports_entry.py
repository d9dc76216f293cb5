"""What came back from the page of a report: the changes, and everything that is wrong with them.

A table with a problem is left alone as a whole; each problem stands under the name of its input.
"""

import datetime
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.actions.content import EntryKey, EntryText
from reporting.actions.report_page import Changes
from reporting.forms import reports_names as names
from reporting.forms.reports_explanations import read_explanations
from reporting.forms.reports_posted import Posted, conflict, too_long
from reporting.forms.reports_progress import read_progress
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import TOO_LONG, NumberProblem, parse_number
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import ListEntry
from reporting.queries.report_pages import Content, address, places

LARGEST = Decimal(10) ** 14  # the database keeps 14 digits and two decimals
LONGEST_REASON = 400
NOT_AVAILABLE = ("n/a", "na", "n.a.")


def read_posted(data: Mapping[str, str], content: Content) -> Posted:
    """`data`: name of the input -> what stands in it."""
    posted = Posted()
    loaded = names.Loaded.read(data.get("loaded", "")) or names.Loaded.of(content)
    keys = names.posted_keys(data)
    for code, spec in content.specs.items():
        reader = TableReader(spec, content, data, loaded, keys.get(code, []))
        reader.read()
        if reader.problems:
            posted.problems |= reader.problems
            posted.typed |= reader.typed
            posted.failed.append(spec.title)
        else:
            _merge(posted.changes, reader.changes)
    read_explanations(data, content, posted)
    read_progress(data, content, loaded, posted)
    return posted


def _merge(into: Changes, other: Changes) -> None:
    into.values |= other.values
    into.entries |= other.entries
    into.removed |= other.removed
    into.nothing |= other.nothing
    into.something |= other.something


def parse_cell(text: str, decimals: int) -> Value | None:
    """A number, “not available”, or nothing; raises NumberProblem."""
    typed = names.plain(text)
    if not typed:
        return None
    if typed.casefold() in (*NOT_AVAILABLE, _("n/a").casefold()):
        return Value(None, not_available=True)
    number = parse_number(typed, decimals)
    if number >= LARGEST:
        raise NumberProblem(TOO_LONG, {"text": typed})
    return Value(number)


@dataclass
class TableReader:
    """One table of the form against what came."""

    spec: TableSpec
    content: Content
    data: Mapping[str, str]
    loaded: names.Loaded
    keys: list[str]
    changes: Changes = field(default_factory=Changes)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        self.rows_there = bool(self.content.entries.get(self.spec.code))
        for key in names.keys_of(self.spec):
            self._read_number(key)
        if self.spec.kind in ("open", "narrative"):
            self._read_rows()
        self._read_nothing()

    def _read_number(self, key: CellKey) -> bool:
        """Whether there is something in the input."""
        where = address(self.spec.code, key)
        name = str(where)
        stored = self.content.numbers(self.spec.code).get(key)
        kept = names.value_text(stored)
        typed = names.plain(self.data.get(name, kept))
        before = self.loaded.values.get(name, "")
        if typed in (before, kept):
            return bool(kept)
        self.typed[name] = typed
        if before != kept:
            self.problems[name] = conflict(kept)
            return True
        try:
            value = parse_cell(typed, places(self.spec, key))
        except NumberProblem as problem:
            self.problems[name] = in_words(problem.template, problem.params, _)
            return True
        if value is None or stored is None or not _same(value, stored):
            self.changes.values[where] = value
        return value is not None

    def _read_rows(self) -> None:
        entries = self.content.entries.get(self.spec.code, [])
        stored = {one.key: one for one in entries}
        shown = names.shown_texts(self.spec, entries)
        position = max((one.position for one in entries), default=0)
        self.rows_there = bool(stored.keys() - set(self.keys))
        for key in self.keys:
            if key not in stored:
                position += 1
            if self._read_row(key, stored.get(key), shown, position):
                self.rows_there = True

    def _read_row(
        self, key: str, stored: ListEntry | None, shown: tuple[str, ...], position: int
    ) -> bool:
        """Whether the row is (still) there."""
        where = (self.spec.code, key)
        kept = {part: names.entry_text(stored, part) if stored else "" for part in shown}
        texts = {
            part: names.plain(self.data.get(names.text_name(where, part), kept[part]))
            for part in shown
        }
        if texts.get(names.GROUP) not in self.content.groups.get(self.spec.code, {}):
            texts = {part: kept[part] if part == names.GROUP else texts[part] for part in texts}
        elements = self.spec.entered()
        numbers = [self._read_number(CellKey(None, one.code, key)) for one in elements]
        said = any(text for part, text in texts.items() if part != names.GROUP)
        there = any(numbers) or said
        if not there:
            self._remove(where, stored, texts)
            return False
        if names.digest(texts) != names.digest(kept):
            self._read_texts(key, stored, kept, texts, position)
        if not said:
            self._type(where, texts)
            self.problems[names.text_name(where, shown[0])] = _("Say in a few words what this is.")
        return True

    def _remove(self, where: EntryKey, stored: ListEntry | None, texts: Mapping[str, str]) -> None:
        """An emptied row goes, with the numbers that were in it."""
        for one in self.spec.entered():
            key = CellKey(None, one.code, where[1])
            self.changes.values.pop(address(self.spec.code, key), None)
        if stored is not None:
            self._type(where, texts)
            self.changes.removed.add(where)

    def _type(self, where: EntryKey, texts: Mapping[str, str]) -> None:
        for part, text in texts.items():
            self.typed[names.text_name(where, part)] = text

    def _read_texts(
        self,
        key: str,
        stored: ListEntry | None,
        kept: Mapping[str, str],
        texts: Mapping[str, str],
        position: int,
    ) -> None:
        where = (self.spec.code, key)
        before = self.loaded.rows.get(f"{self.spec.code}{{{key}}}", "")
        if before == names.digest(texts):
            return  # not touched here; somebody else changed it since
        self._type(where, texts)
        first = names.text_name(where, next(iter(texts)))
        if stored is not None and before != names.digest(kept):
            self.problems[first] = conflict(next(filter(None, kept.values()), ""))
            return
        try:
            self.changes.entries[where] = _entry(stored, texts, position)
        except _PartProblem as problem:
            self.problems[names.text_name(where, problem.part)] = str(problem)

    def _read_nothing(self) -> None:
        code = self.spec.code
        if names.reason_name(code) not in self.data:
            return
        said = self.content.statements.get(code)
        reason = names.plain(self.data[names.reason_name(code)])
        if names.nothing_name(code) not in self.data:
            if said is not None:
                self.changes.something.add(code)
            return
        if reason == said and not self._has_content():
            return
        self.typed |= {names.nothing_name(code): "on", names.reason_name(code): reason}
        if problem := self._against_nothing(reason):
            self.problems[names.reason_name(code)] = problem
        else:
            self.changes.nothing[code] = reason

    def _against_nothing(self, reason: str) -> str:
        if self._has_content():
            return _("The table is not empty. Empty it, or take “nothing to report” back.")
        if not reason:
            return _("Say in a few words why there is nothing to report.")
        return too_long(LONGEST_REASON) if len(reason) > LONGEST_REASON else ""

    def _has_content(self) -> bool:
        if self.spec.kind == "open":
            return self.rows_there
        return any(self._numbers_left())

    def _numbers_left(self) -> Iterator[bool]:
        stored = self.content.numbers(self.spec.code)
        for key in names.keys_of(self.spec):
            changed = self.changes.values
            where = address(self.spec.code, key)
            yield changed[where] is not None if where in changed else key in stored


class _PartProblem(ValueError):
    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part


def _entry(stored: ListEntry | None, texts: Mapping[str, str], position: int) -> EntryText:
    entry = EntryText(position=position)
    if stored is not None:
        fields = (*names.TEXTS, *names.FIELDS.values())
        kept = {field: getattr(stored, field) for field in fields}
        entry = EntryText(position=stored.position, level=stored.level, **kept)
    changed: dict[str, object] = {}
    for part, text in texts.items():
        changed[names.FIELDS.get(part, part)] = _date(text) if part == "date" else text
        if len(text) > names.LONGEST.get(part, len(text)):
            raise _PartProblem(part, too_long(names.LONGEST[part]))
    return replace(entry, **changed)  # type: ignore[arg-type]  # the names are those of the fields


def _date(text: str) -> datetime.date | None:
    if not text:
        return None
    digits = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(digits, form).date()  # noqa: DTZ007  a day
        except ValueError:
            continue
    words = _("%(text)s is not a date. Write day/month/year, such as 27/06/2020.")
    raise _PartProblem("date", words % {"text": text})


def _same(one: Value, other: Value) -> bool:
    return (one.number, one.not_available) == (other.number, other.not_available)
