"""Wordings beside each other: of a text word by word, of a whole report sentence by sentence; and
one text with the changes that two people made to it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

ChangeKind = Literal["same", "removed", "added"]

# A reference to a figure; a letter of Khmer with what hangs on it (Khmer writes no spaces between
# words); a word or a number with its grouping; any other sign. Each with the spaces before it.
_TOKEN = re.compile(
    r"""\s*(?:
        \{\{.*?\}\}
      | [\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17dd])*
      | \d+(?:[.,]\d+)*
      | [^\W\u1780-\u17dd]+(?:['’\-][^\W\u1780-\u17dd]+)*
      | \S
    )""",
    re.VERBOSE | re.DOTALL,
)

# Beyond so many words the commonest ones are no anchors: with them a long text of one sentence
# repeated takes half a minute.
MANY = 400


@dataclass(frozen=True, slots=True)
class TextChange:
    """A stretch of text: in both wordings, only in the one before, or only in the one after."""

    kind: ChangeKind
    text: str


def word_changes(before: str, after: str) -> tuple[TextChange, ...]:
    """From `before` to `after`, in reading order; of a replaced stretch what was removed comes
    first. Wordings that differ in nothing but spaces and line breaks are the same; what is the
    same stands as `after` has it."""
    old, new = tokens_of(before), tokens_of(after)
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=len(new) > MANY)
    found: list[TextChange] = []
    for tag, old_from, old_to, new_from, new_to in _opcodes(matcher, new):
        if tag == "equal":
            found.append(TextChange("same", "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            found.append(TextChange("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(TextChange("added", "".join(new[new_from:new_to])))
    return tuple(found)


def tokens_of(text: str) -> list[str]:
    """Each with the spaces before it."""
    return [match[0] for match in _TOKEN.finditer(text.rstrip())]


def _bare(tokens: Iterable[str]) -> list[str]:
    return [token.lstrip() for token in tokens]


Opcode = tuple[str, int, int, int, int]


def _opcodes(matcher: "SequenceMatcher[str]", new: list[str]) -> Iterator[Opcode]:
    """A comma that stays alone between two changes belongs to them: one reads phrases."""
    codes = matcher.get_opcodes()
    last = len(codes) - 1

    def stays(place: int) -> bool:
        tag, _old_from, _old_to, new_from, new_to = codes[place]
        words = any(char.isalnum() for char in "".join(new[new_from:new_to]))
        return tag == "equal" and (words or place in (0, last))

    for same, places in groupby(range(len(codes)), key=stays):
        run = [codes[place] for place in places]
        if same:
            yield from run
        else:
            yield ("replace", run[0][1], run[-1][2], run[0][3], run[-1][4])


What = Literal["added", "removed", "rewritten", "followed", "moved"]
_DIGITS = re.compile(r"[\d\u17e0-\u17e9][\d\u17e0-\u17e9.,]*")


@dataclass(frozen=True, slots=True)
class ComparedPassage:
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
    before: ComparedPassage | None
    after: ComparedPassage | None
    words: tuple[TextChange, ...] = ()

    @property
    def section(self) -> str:
        found = self.after or self.before
        assert found is not None
        return found.section


def sentence_changes(
    before: Sequence[ComparedPassage], after: Sequence[ComparedPassage]
) -> list[SentenceChange]:
    """Only what differs, in the order of `after`; what was taken out stands at its old place."""
    pairs = [*_by_root(before, after), *_by_order(before, after)]
    order = {id(passage): place for place, passage in enumerate(after)}
    places = _places_of_removed(before, pairs, order)
    found = [change for old, new in pairs if (change := _compared(old, new)) is not None]
    return sorted(
        found,
        key=lambda sentence: (
            (order[id(sentence.after)], 1)
            if sentence.after is not None
            else (places[id(sentence.before)], 0)
        ),
    )


Pair = tuple[ComparedPassage | None, ComparedPassage | None]


def _by_root(before: Sequence[ComparedPassage], after: Sequence[ComparedPassage]) -> Iterator[Pair]:
    """Of one root there may be several, where a passage was copied: in their order."""
    old: dict[int, list[ComparedPassage]] = defaultdict(list)
    for passage in before:
        if passage.root:
            old[passage.root].append(passage)
    for new in after:
        if new.root:
            known = old.get(new.root)
            yield (known.pop(0) if known else None), new
    yield from ((passage, None) for rest in old.values() for passage in rest)


def _by_order(
    before: Sequence[ComparedPassage], after: Sequence[ComparedPassage]
) -> Iterator[Pair]:
    """Where nothing is known of what continues what: section by section, by likeness."""
    sections: dict[str, tuple[list[ComparedPassage], list[ComparedPassage]]] = {}
    for side, rows in enumerate((before, after)):
        for row in rows:
            if not row.root:
                sections.setdefault(row.section, ([], []))[side].append(row)
    for old, new in sections.values():
        yield from _aligned(old, new)


def _aligned(old: list[ComparedPassage], new: list[ComparedPassage]) -> Iterator[Pair]:
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


def _compared(old: ComparedPassage | None, new: ComparedPassage | None) -> SentenceChange | None:
    if old is None or new is None:
        return SentenceChange("added" if old is None else "removed", old, new)
    same_words = _source(old) == _source(new) and old.kind == new.kind
    same_text = " ".join(old.text.split()) == " ".join(new.text.split())
    if same_words and same_text:
        return SentenceChange("moved", old, new) if old.section != new.section else None
    what: What = "followed" if same_words else "rewritten"
    return SentenceChange(what, old, new, word_changes(old.text, new.text))


def _source(passage: ComparedPassage) -> str:
    return passage.source or wordless(passage.text)


def _places_of_removed(
    before: Sequence[ComparedPassage], pairs: Iterable[Pair], order: dict[int, int]
) -> dict[int, int]:
    """Before whatever of the new text followed it."""
    new_of = {id(old): order[id(new)] for old, new in pairs if old is not None and new is not None}
    places: dict[int, int] = {}
    following = len(order)
    for earlier in reversed(before):
        following = new_of.get(id(earlier), following)
        places[id(earlier)] = following
    return places


Span = tuple[int, int, list[str]]  # from, to (of the base), what stands there instead


def both_changes(base: str, theirs: str, mine: str) -> str:
    """`base` with what `theirs` and `mine` changed of it. Where both changed the same words, theirs
    stand first and mine behind them: a person then puts them in order."""
    old = tokens_of(base)
    ours, others = _spans(old, tokens_of(mine)), _spans(old, tokens_of(theirs))
    made: list[str] = []
    at = 0
    while ours or others:
        start = min(span[0] for span in (*ours[:1], *others[:1]))
        made += old[at:start]
        end, first, second = _together(start, others, ours)
        left, right = _over(old, start, end, first), _over(old, start, end, second)
        if first and second and left != right:
            made += [*left, *_apart(right)]
        else:
            made += right if second else left
        at = end
    return "".join([*made, *old[at:]]).strip()


def _apart(words: list[str]) -> list[str]:
    """With a space before them."""
    bare = words[:1] and not words[0][:1].isspace()
    return [" ", *words] if bare else words


def _spans(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    bare_old, bare_new = [line.strip() for line in old], [line.strip() for line in new]
    matcher = SequenceMatcher(None, bare_old, bare_new, autojunk=len(new) > MANY)
    return [
        (old_from, old_to, list(new[new_from:new_to]))
        for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes()
        if tag != "equal"
    ]


def _together(
    start: int, others: list[Span], ours: list[Span]
) -> tuple[int, list[Span], list[Span]]:
    """What of both begins at `start` or overlaps with what does; taken off both lists."""
    first: list[Span] = []
    second: list[Span] = []
    end = start
    grew = True
    while grew:
        grew = False
        for spans, kept in ((others, first), (ours, second)):
            while spans and (spans[0][0] < end or spans[0][0] == start):
                span = spans.pop(0)
                kept.append(span)
                end = max(end, span[1])
                grew = True
    return end, first, second


def _over(old: Sequence[str], start: int, end: int, spans: Sequence[Span]) -> list[str]:
    """The stretch of the base with these changes made."""
    made: list[str] = []
    at = start
    for span_from, span_to, words in spans:
        made += old[at:span_from]
        made += words
        at = span_to
    return made + list(old[at:end])
