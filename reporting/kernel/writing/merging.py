"""Two people changed the same words: both changes in one text, as far as a machine can."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from reporting.kernel.writing.differences import MANY, tokens_of

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
