"""One table of a report as its page sent it: what changed, what is wrong, and what somebody else
has changed since the page was opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reporting.entry.page.actions.draft_changes import Changes, EntryKey
from reporting.entry.page.forms.posted_inputs import (
    PageAsOpened,
    PartProblem,
    conflict_words,
    day_text,
    entry_of,
    means,
    parse_cell,
    same_numbers,
    same_texts,
    too_long,
)
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent, address, places
from reporting.kernel.coded_rows import meant, nearest
from reporting.kernel.days import as_written
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import ListEntry

LONGEST_REASON = 400


@dataclass
class TableReader:
    """One table of the form against what came."""

    spec: TableSpec
    content: ReportContent
    data: Mapping[str, str]
    loaded: PageAsOpened
    keys: list[str]
    changes: Changes = field(default_factory=Changes)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)  # numbers that wait until their row is right

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
        if where.cell in self.content.computed:
            return False
        if where.cell in self.content.recorded:
            return key in self.content.numbers(self.spec.code)
        name = str(where)
        stored = self.content.numbers(self.spec.code).get(key)
        kept = names.value_text(stored)
        typed = names.plain(self.data.get(name, kept))
        decimals = places(self.spec, key)
        if self._is_unchanged(name, typed, stored, decimals):
            return bool(kept)
        self.typed[name] = typed
        if not any(means(text, stored, decimals) for text in self.loaded.before(name)):
            self._clash(name, kept)
            return True
        try:
            value = parse_cell(typed, decimals)
        except NumberProblem as problem:
            self.problems[name] = in_words(problem.template, problem.params, _)
            if problem.suggestion:
                self.offers[name] = problem.suggestion
            return True
        self.changes.values[where] = value
        return value is not None

    def _is_unchanged(self, name: str, typed: str, stored: Value | None, decimals: int) -> bool:
        """Whether it is the number that stands there, or the one that the page showed: then
        whatever somebody else wrote there meanwhile stays."""
        if name not in self.data or typed == names.value_text(stored):
            return True
        shown = self.loaded.values.get(name, "")
        return means(typed, stored, decimals) or same_numbers(typed, shown, decimals)

    def _read_rows(self) -> None:
        entries = self.content.entries.get(self.spec.code, [])
        stored = {entry.key: entry for entry in entries}
        shown = names.shown_texts(self.spec, entries)
        position = max((entry.position for entry in entries), default=0)
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
        texts = {part: self._text(names.text_name(where, part), part, kept[part]) for part in shown}
        if texts.get(names.GROUP) not in self.content.groups.get(self.spec.code, {}):
            texts = {part: kept[part] if part == names.GROUP else texts[part] for part in texts}
        elements = self.spec.entered()
        numbers = [self._read_number(CellKey(None, element.code, key)) for element in elements]
        anything = any(text for part, text in texts.items() if part != names.GROUP)
        named_by = next(part for part in ("title", "text", *shown) if part in shown)
        said = bool(texts.get(named_by))
        if not (anything or any(numbers)):
            self._remove(where, stored, texts)
            return False
        if names.digest(texts) != names.digest(kept):
            self._read_texts(key, stored, kept, texts, position)
        if not said:
            self._type(where, texts)
            problem = _("Say in a few words what this is.")
            self.problems.setdefault(names.text_name(where, named_by), problem)
        if any(names.text_name(where, part) in self.problems for part in shown):
            self._leave_numbers(key)
        return True

    def _text(self, name: str, part: str, kept: str) -> str:
        """What stands in the input now, as it is kept where it means the same."""
        text = day_text(part, names.plain(self.data.get(name, kept)))
        if part == "title" and (row := meant(text, self.spec.coded) if text else None):
            text = row.english
        shown = self.loaded.texts
        untouched = shown is not None and name in shown and same_texts(part, text, shown[name])
        return kept if untouched and not same_texts(part, text, kept) else text

    def _leave_numbers(self, key: str) -> None:
        """Of a row that is not kept as it was typed."""
        for element in self.spec.entered():
            where = address(self.spec.code, CellKey(None, element.code, key))
            if self.changes.values.pop(where, None):
                self.left.add(str(where))

    def _clash(self, name: str, kept: str) -> None:
        said = as_written(kept) if name.endswith(":date") else kept
        self.problems[name] = conflict_words(said)
        self.conflicts[name] = said

    def _remove(self, where: EntryKey, stored: ListEntry | None, texts: Mapping[str, str]) -> None:
        """An emptied row goes, with the numbers that were in it."""
        self._leave_numbers(where[1])
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
        if self._is_as_shown(where, texts):
            return  # not touched here; somebody else changed it since
        self._type(where, texts)
        if clashes := self._clashes(where, stored, kept, texts):
            for part in clashes:
                self._clash(names.text_name(where, part), kept[part])
            return
        try:
            self._refuse_unlisted(texts.get("title", ""), kept.get("title", ""))
            self.changes.entries[where] = entry_of(stored, texts, position)
        except PartProblem as problem:
            self.problems[names.text_name(where, problem.part)] = str(problem)

    def _refuse_unlisted(self, title: str, kept: str) -> None:
        """A row of a code list is chosen from it; what stood there before the list may stay."""
        coded = self.spec.coded
        if not coded or title in ("", kept) or meant(title, coded):
            return
        words = _("“%(title)s” is not in the list.") % {"title": title}
        if near := nearest(title, coded):
            words += " " + _("Did you mean %(near)s?") % {"near": ", ".join(near)}
        raise PartProblem("title", words)

    def _is_as_shown(self, where: EntryKey, texts: Mapping[str, str]) -> bool:
        shown = self.loaded.rows.get(f"{where[0]}{{{where[1]}}}", "")
        return self.loaded.texts is None and shown == names.digest(texts)

    def _clashes(
        self,
        where: EntryKey,
        stored: ListEntry | None,
        kept: Mapping[str, str],
        texts: Mapping[str, str],
    ) -> list[str]:
        """The parts of a row that somebody else changed too."""
        if self.loaded.texts is not None:
            return [
                part
                for part, text in texts.items()
                if text != kept[part] and not self._was_shown(where, part, kept[part])
            ]
        shown = self.loaded.rows.get(f"{where[0]}{{{where[1]}}}", "")
        if stored is None or shown == names.digest(kept):
            return []
        filled = [part for part, text in kept.items() if text]
        return [next(iter(filled), next(iter(kept)))]

    def _was_shown(self, where: EntryKey, part: str, kept: str) -> bool:
        shown = self.loaded.before(names.text_name(where, part))
        return any(same_texts(part, text, kept) for text in shown)

    def _read_nothing(self) -> None:
        """What somebody else said of the table since the page was opened stays: it is not taken
        back by a page that never showed it, nor a reason replaced by a blank one."""
        code, name = self.spec.code, names.reason_name(self.spec.code)
        if name not in self.data:
            return
        said = self.content.statements.get(code)
        reason = names.plain(self.data[name])
        if names.nothing_name(code) not in self.data:
            if said is not None and self._showed_nothing():
                self.changes.something.add(code)
            elif reason:
                self.typed[name] = reason
                self.problems[name] = _(
                    "There is a reason, but “nothing to report” was not chosen."
                )
            return
        if self._is_said(reason, said):
            return
        self.typed |= {names.nothing_name(code): "on", name: reason}
        if problem := self._against_nothing(reason):
            self.problems[name] = problem
        elif said and said not in self.loaded.before(name):
            self._clash(name, said)
        else:
            self.changes.nothing[code] = reason

    def _showed_nothing(self) -> bool:
        """Whether the page said “nothing” when it was opened, or does not tell."""
        name = names.nothing_name(self.spec.code)
        untold = self.loaded.texts is not None and name not in self.loaded.values
        return untold or "on" in self.loaded.before(name)

    def _is_said(self, reason: str, said: str | None) -> bool:
        """Whether it is said already, or the page only repeats what it showed."""
        tick, why = names.nothing_name(self.spec.code), names.reason_name(self.spec.code)
        shown = self.loaded.values
        repeated = shown.get(tick) == "on" and shown.get(why, "") == reason
        if said is None:
            return repeated
        return not self._has_content() and (reason in ("", said) or repeated)

    def _against_nothing(self, reason: str) -> str:
        if self._has_content():
            return _("The table is not empty. Empty it, or take “nothing to report” back.")
        if not reason and self.spec.code in self.content.earlier.last:
            return _("Say in a few words why there is nothing to report.")
        return too_long(LONGEST_REASON) if len(reason) > LONGEST_REASON else ""

    def _has_content(self) -> bool:
        if self.spec.kind in ("open", "narrative"):
            return self.rows_there
        return any(self._numbers_left())

    def _numbers_left(self) -> Iterator[bool]:
        stored = self.content.numbers(self.spec.code)
        for key in names.keys_of(self.spec):
            changed = self.changes.values
            where = address(self.spec.code, key)
            yield changed[where] is not None if where in changed else key in stored
