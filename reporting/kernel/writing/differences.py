"""What differs between two wordings, word by word."""

import re
from collections.abc import Iterable, Iterator
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
class Change:
    """A stretch of text: in both wordings, only in the one before, or only in the one after."""

    kind: ChangeKind
    text: str


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """From `before` to `after`, in reading order; of a replaced stretch what was removed comes
    first. Wordings that differ in nothing but spaces and line breaks are the same; what is the
    same stands as `after` has it."""
    old, new = tokens_of(before), tokens_of(after)
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=len(new) > MANY)
    found: list[Change] = []
    for tag, old_from, old_to, new_from, new_to in _opcodes(matcher, new):
        if tag == "equal":
            found.append(Change("same", "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            found.append(Change("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(Change("added", "".join(new[new_from:new_to])))
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
