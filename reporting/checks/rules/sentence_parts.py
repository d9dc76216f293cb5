"""Which numbers of a sentence are parts of which: in brackets, after “including”, after a colon,
“of whom”, “of 220 people”, or one after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reporting.document.sentences.counted import CountedNumber, ParsedPassage

_INTRO = re.compile(
    r"\bincluding\b|\bof (?:whom|which|these|them|those|this (?:number|total))\b|"
    r"\bamong (?:them|these|those|whom|which)\b|\bin that\b|\bnamely\b|\bconsist(?:ing|s) of\b|"
    r"\bcompris(?:ing|es)\b|:(?=\s)|រួមមាន|រួមទាំង|ក្នុងនោះ|ក្នុងចំណោមនោះ|ក្នុងចំណោមពួកគេ|៖",
    re.IGNORECASE,
)
# Behind these all the parts are named, where there are several.
_ALL = re.compile(r"of (?:which|whom|these|those|this)|in that|:|៖|រួមមាន|consist|compris", re.I)
_OF_WHOLE = re.compile(
    r"(?:(?:^|[.;,(]\s*)(?:out of|of|among)\s+(?:the\s+|these\s+|a total of\s+)?|"
    r"ក្នុងចំណោម(?!នោះ|ពួកគេ)[\u1780-\u17d3]{0,24}\s*)$",
    re.IGNORECASE,
)
_NO_PARTS = re.compile(
    r"\bcompared\b|\bincreas|\bdecreas|\bmore than\b|\bless than\b|\bfewer\b|\bas against\b|"
    r"\bdollars?\b|\bor\b|កើន|ថយ|ប្រៀបធៀប",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[,;]|\band\b|និង", re.IGNORECASE)
_OUT_OF = re.compile(r"^[^,;.()។]{0,30}(?:\bout of\b|ក្នុងចំណោម)[^,;.()។\d]{0,20}$", re.IGNORECASE)
# Khmer parts the whole from its parts by a space and this word.
_PARTS_FOLLOW = re.compile(r",|មាន|ត្រូវ")
_KHMER = re.compile("[\u1780-\u17d3]")
_COMPARED = re.compile(
    r"^[^,;.()។]{0,30}(?:\bcompared (?:to|with)\b|\bas against\b|ធៀបនឹង)[^,;.()។\d]{0,20}$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"^\s*(?:[a-z]+\s+)?of (?:whom|which)\b", re.IGNORECASE)
_BESIDE = re.compile(r"^\s*[A-Za-z\u1780-\u17d3]{0,12}\s?/\s*$")
_SAME_AGAIN = re.compile(r"^\s*\(\s*$")
_BACK = 16  # signs from the beginning of a sentence within which it speaks of the one before


@dataclass(frozen=True)
class PartsOfWhole:
    """`parts` of one of `wholes`, the likeliest first. `all`: the words say that these are all the
    parts there are. `allowed`: values that their sum may have besides. `loose`: no word says that
    they are parts; they only count the same, one after the other."""

    parts: tuple[CountedNumber, ...]
    wholes: tuple[CountedNumber, ...]
    all: bool = False
    loose: bool = False
    allowed: frozenset[Decimal] = frozenset()


@dataclass(frozen=True)
class CountedPair:
    """`out_of`: 155 out of 169. Else 155/169: this period's number and another one's."""

    first: CountedNumber
    second: CountedNumber
    out_of: bool


def pairs_of(reading: ParsedPassage) -> list[CountedPair]:
    found = []
    for one, other in _neighbours(reading):
        gap = reading.between(one, other)
        if _OUT_OF.search(gap) or (
            _SAME_SENTENCE_OF.search(gap) and one.sentence == other.sentence
        ):
            found.append(CountedPair(one, other, out_of=True))
        elif _BESIDE.search(gap) or _COMPARED.search(gap):
            found.append(CountedPair(one, other, out_of=False))
    return found


_SAME_SENTENCE_OF = re.compile(r"^\s+of(?: the| a total of)?\s+$", re.IGNORECASE)


def _neighbours(reading: ParsedPassage) -> Iterator[tuple[CountedNumber, CountedNumber]]:
    """Numbers that follow one another in one sentence and in the same bracket."""
    last: dict[tuple[int, tuple[int, ...]], CountedNumber] = {}
    for number in reading.numbers:
        key = (number.sentence, number.inside)
        if key in last and not number.percent:
            yield last[key], number
        last[key] = number


def counts_of(reading: ParsedPassage, pairs: Sequence[CountedPair]) -> list[CountedNumber]:
    """Without shares, and without the second of a pair; where the first of two does not say what
    it counts, it counts what the second does."""
    second = {pair.second.start for pair in pairs}
    things = {pair.first.start: pair.second for pair in pairs}
    made: list[CountedNumber] = []
    for at, number in enumerate(reading.numbers):
        following = reading.numbers[at + 1] if at + 1 < len(reading.numbers) else None
        if number.percent or number.start in second:
            continue
        other = things.get(number.start)
        if other is None and following is not None and _is_same_again(reading, number, following):
            other = following
        made.append(_with_thing(number, other))
    return made


def _is_same_again(reading: ParsedPassage, number: CountedNumber, following: CountedNumber) -> bool:
    """“Five hundred and thirty (530) meetings”."""
    same = following.value == number.value
    return same and bool(_SAME_AGAIN.search(reading.between(number, following)))


def _with_thing(number: CountedNumber, other: CountedNumber | None) -> CountedNumber:
    if other is None or number.thing:
        return number
    return replace(number, thing=other.thing, noun=other.noun)


def groups_of(reading: ParsedPassage) -> Iterator[PartsOfWhole]:
    pairs = pairs_of(reading)
    counts = counts_of(reading, pairs)
    beside = {pair.first.start: pair.second.value for pair in pairs}
    for group in (*_in_brackets(reading, counts), *_introduced(reading, counts)):
        yield _with_allowed(group, beside)
    yield from _of_whom(reading)
    yield from _one_after_the_other(counts)


def _of_whom(reading: ParsedPassage) -> Iterator[PartsOfWhole]:
    """“40 participants, 45 of whom were women”: of the number just before."""
    for one, other in _neighbours(reading):
        if one.sentence == other.sentence and _OF_WHOM.search(reading.words[other.end :]):
            yield PartsOfWhole((other,), (one,))


def _with_allowed(group: PartsOfWhole, beside: dict[int, Decimal]) -> PartsOfWhole:
    allowed = {beside[whole.start] for whole in group.wholes if whole.start in beside}
    return PartsOfWhole(group.parts, group.wholes, group.all, group.loose, frozenset(allowed))


def _in_brackets(reading: ParsedPassage, counts: Sequence[CountedNumber]) -> Iterator[PartsOfWhole]:
    """Of the number before the bracket."""
    opened = dict.fromkeys(count.inside[-1] for count in counts if count.inside)
    for opens in opened:
        inner = [count for count in counts if count.inside and count.inside[-1] == opens]
        outside = inner[0].inside[:-1]
        before = [
            count for count in counts if count.end <= opens and count.inside == outside
            and count.sentence == inner[0].sentence
        ]  # fmt: skip
        closes = reading.words.find(")", inner[-1].end)
        if not before or _NO_PARTS.search(reading.words[opens:closes]):
            continue
        parts = _items(reading, inner, opens)
        wholes = before[::-1] if len(parts) > 1 else before[-1:]
        yield PartsOfWhole(tuple(parts), tuple(wholes))


def _introduced(reading: ParsedPassage, counts: Sequence[CountedNumber]) -> Iterator[PartsOfWhole]:
    """Of the numbers before the word that says so, or of the one that it names."""
    for start, end, whole, every in _openings(reading, counts):
        own = _at(reading, counts, start)
        if own is None:
            continue
        sentence, inside = own
        until = _until(reading, end, start)
        inner = [
            count for count in counts
            if end <= count.start < until and count.inside == inside and count.sentence == sentence
        ]  # fmt: skip
        if not inner:
            continue
        wholes = [whole] if whole else _wholes(reading, counts, start, sentence, inside)
        parts = _items(reading, inner, end)
        if wholes:
            yield PartsOfWhole(tuple(parts), tuple(wholes), all=every and len(parts) > 1)


Opening = tuple[int, int, CountedNumber | None, bool]


def _openings(reading: ParsedPassage, counts: Sequence[CountedNumber]) -> Iterator[Opening]:
    """Where it begins, where the parts begin, the whole that it names, whether they are all."""
    ends = {count.end for count in counts}
    for match in _INTRO.finditer(reading.words):
        if len(reading.words[: match.start()].rstrip()) in ends and match[0][:2].lower() == "of":
            continue  # “98 of them” is a part itself
        yield match.start(), match.end(), None, bool(_ALL.match(match[0]))
    for counted in counts:
        named = _OF_WHOLE.search(reading.words[: counted.start])
        if named and _PARTS_FOLLOW.search(reading.words[counted.end : counted.end + 40]):
            yield named.start(), counted.end, counted, True


def _at(
    reading: ParsedPassage, counts: Sequence[CountedNumber], start: int
) -> tuple[int, tuple[int, ...]] | None:
    """Sentence and bracket of the first number behind."""
    following = next((count for count in counts if count.start > start), None)
    return (following.sentence, following.inside) if following else None


def _until(reading: ParsedPassage, begin: int, start: int) -> int:
    """To the next such word or the end of the clause; after a colon, to the end."""
    following = _INTRO.search(reading.words, begin)
    ends = [following.start()] if following else []
    if reading.words[start] not in ":៖" and (semicolon := reading.words.find(";", begin)) >= 0:
        ends.append(semicolon)
    return min(ends, default=len(reading.words))


def _wholes(
    reading: ParsedPassage,
    counts: Sequence[CountedNumber],
    start: int,
    sentence: int,
    inside: tuple[int, ...],
) -> list[CountedNumber]:
    """The nearest first: of the clause, else of the sentence, else of the sentence before."""
    before = [count for count in counts if count.end <= start and count.inside == inside]
    same = [earlier for earlier in before if earlier.sentence == sentence]
    clause = reading.words.rfind(";", 0, start)
    of_clause = [earlier for earlier in same if earlier.start > clause]
    if of_clause or same:
        return (of_clause or same)[::-1]
    begins = max((earlier.end for earlier in before), default=0)
    if len(re.sub(r"^[^.!?។]*[.!?។]", "", reading.words[begins:start]).strip()) > _BACK:
        return []
    return [earlier for earlier in before if earlier.sentence == sentence - 1][::-1]


def _items(
    reading: ParsedPassage, numbers: Sequence[CountedNumber], begin: int
) -> list[CountedNumber]:
    """One number of each item of the list: “19 foreigners of 4 nationalities” is one item. In Khmer
    a space may stand between two of them, which then count the same."""
    found: dict[tuple[int, int], CountedNumber] = {}
    last, spaces = None, 0
    for number in numbers:
        if last and number.thing and number.thing == last.thing:
            spaces += bool(_KHMER.search(reading.between(last, number)))
        found.setdefault((len(_ITEM.findall(reading.words, begin, number.start)), spaces), number)
        last = number
    return list(found.values())


def _one_after_the_other(counts: Sequence[CountedNumber]) -> Iterator[PartsOfWhole]:
    """“312 cases; ... 233 cases ..., 18 cases ..., 10 cases ... and 52 cases”."""
    outer = [count for count in counts if not count.inside and count.thing and not count.attribute]
    for thing in dict.fromkeys(counted.thing for counted in outer):
        same = [counted for counted in outer if counted.thing == thing]
        whole, parts = same[0], same[1:]
        if len(parts) >= 3 and all(part.sentence - whole.sentence <= 1 for part in parts):
            yield PartsOfWhole(tuple(parts), (whole,), loose=True)
