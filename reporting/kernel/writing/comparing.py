"""Two wordings of a whole report beside each other, sentence by sentence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from reporting.kernel.writing.differences import Change, word_changes

What = Literal["added", "removed", "rewritten", "followed", "moved"]
_DIGITS = re.compile(r"[\d\u17e0-\u17e9][\d\u17e0-\u17e9.,]*")


@dataclass(frozen=True, slots=True)
class Said:
    """A passage as it is read. `root`: what it goes back to through all editions, 0 where that is
    not known. `source`: as it was written, with its references; of a chart or table its choice."""

    section: str
    kind: str
    text: str
    source: str = ""
    root: int = 0
    passage: int = 0


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """`followed`: the words are the same and their numbers followed the figures."""

    what: What
    before: Said | None
    after: Said | None
    words: tuple[Change, ...] = ()

    @property
    def section(self) -> str:
        found = self.after or self.before
        assert found is not None
        return found.section


def sentence_changes(before: Sequence[Said], after: Sequence[Said]) -> list[SentenceChange]:
    """Only what differs, in the order of `after`; what was taken out stands at its old place."""
    pairs = [*_by_root(before, after), *_by_order(before, after)]
    order = {id(one): place for place, one in enumerate(after)}
    places = _places_of_removed(before, pairs, order)
    found = [change for old, new in pairs if (change := _compared(old, new)) is not None]
    return sorted(
        found,
        key=lambda one: (
            (order[id(one.after)], 1) if one.after is not None else (places[id(one.before)], 0)
        ),
    )


Pair = tuple[Said | None, Said | None]


def _by_root(before: Sequence[Said], after: Sequence[Said]) -> Iterator[Pair]:
    """Of one root there may be several, where a passage was copied: in their order."""
    old: dict[int, list[Said]] = defaultdict(list)
    for one in before:
        if one.root:
            old[one.root].append(one)
    for new in after:
        if new.root:
            known = old.get(new.root)
            yield (known.pop(0) if known else None), new
    yield from ((one, None) for rest in old.values() for one in rest)


def _by_order(before: Sequence[Said], after: Sequence[Said]) -> Iterator[Pair]:
    """Where nothing is known of what continues what: section by section, by likeness."""
    sections: dict[str, tuple[list[Said], list[Said]]] = {}
    for side, rows in enumerate((before, after)):
        for row in rows:
            if not row.root:
                sections.setdefault(row.section, ([], []))[side].append(row)
    for old, new in sections.values():
        yield from _aligned(old, new)


def _aligned(old: list[Said], new: list[Said]) -> Iterator[Pair]:
    matcher = SequenceMatcher(
        None, [wordless(line.text) for line in old], [wordless(line.text) for line in new],
        autojunk=False,
    )  # fmt: skip
    for _tag, a, b, c, d in matcher.get_opcodes():
        for place in range(max(b - a, d - c)):
            yield (
                old[a + place] if a + place < b else None,
                new[c + place] if c + place < d else None,
            )


def wordless(text: str) -> str:
    """The sentence without its numbers: two that differ only in these say the same of others."""
    return _DIGITS.sub("#", " ".join(text.split()))


def _compared(old: Said | None, new: Said | None) -> SentenceChange | None:
    if old is None or new is None:
        return SentenceChange("added" if old is None else "removed", old, new)
    same_words = _source(old) == _source(new) and old.kind == new.kind
    same_text = " ".join(old.text.split()) == " ".join(new.text.split())
    if same_words and same_text:
        return SentenceChange("moved", old, new) if old.section != new.section else None
    what: What = "followed" if same_words else "rewritten"
    return SentenceChange(what, old, new, word_changes(old.text, new.text))


def _source(one: Said) -> str:
    return one.source or wordless(one.text)


def _places_of_removed(
    before: Sequence[Said], pairs: Iterable[Pair], order: dict[int, int]
) -> dict[int, int]:
    """Before whatever of the new text followed it."""
    new_of = {id(old): order[id(new)] for old, new in pairs if old is not None and new is not None}
    places: dict[int, int] = {}
    following = len(order)
    for earlier in reversed(before):
        following = new_of.get(id(earlier), following)
        places[id(earlier)] = following
    return places
