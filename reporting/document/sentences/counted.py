"""What a sentence counts: each number of a passage with its value, what it counts, and where it
stands: in which sentence, in which clause, inside which bracket."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reporting.document.sentences.number_words import number_in_words
from reporting.document.sentences.typed_numbers import typed_numbers
from reporting.document.value import Quote, Run

_COVER = "\ufffc"  # stands for each sign of a number while the words around it are read
# What is counted, in the words that follow the number: only like is added to like.
_THINGS = {
    "person": (
        r"persons?|people|participants?|victims?|suspects?|workers?|students?|officials?|migrants?|"
        r"nationals|laborers|labourers|children|child|girls?|boys?|wom[ae]n|females?|males?|men|"
        r"minors?|adults?|foreigners?|accused|perpetrators?|seekers|volunteers|members|"
        r"នាក់|ជនរងគ្រោះ|ជនសង្ស័យ|នារី|អនីតិជន"
    ),
    "case": r"cases?|ករណី|សំណុំរឿង",
    "occasion": (
        r"times?|meetings?|workshops?|courses?|sessions?|trainings?|broadcasts?|rebroadcasts?|"
        r"forums?|inspections?|លើក|ដង|វគ្គ"
    ),
    "family": r"famil(?:y|ies)|households?|គ្រួសារ",
    "place": (
        r"places|districts?|communes?|villages?|provinces?|establishments?|enterprises?|companies|"
        r"factories|sites|schools?|ខេត្ត|ស្រុក|ឃុំ|ភូមិ"
    ),
    "nationality": r"nationalit(?:y|ies)|សញ្ជាតិ",
    "copy": r"copies|books?|posters?|leaflets?|booklets?|texts?|ច្បាប់",
}


def _pattern(words: str) -> str:
    """Latin words whole; Khmer ones stand without spaces between them."""
    latin = [word for word in words.split("|") if word.isascii()]
    khmer = [word for word in words.split("|") if not word.isascii()]
    return "|".join([rf"\b(?:{'|'.join(latin)})\b", *khmer])


_THING = re.compile(
    "|".join(f"(?P<{name}>{_pattern(words)})" for name, words in _THINGS.items()), re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    r"\b(?P<female>females?)\b|\b(?P<male>males?)\b|\b(?P<woman>wom[ae]n)\b|\b(?P<man>men)\b|"
    r"\b(?P<girl>girls?)\b|\b(?P<boy>boys?)\b|\b(?P<minor>minors?)\b|\b(?P<adult>adults?)\b|"
    r"\b(?P<foreign>foreigners?)\b|(?P<khmer_female>ស្រី|នារី)|(?P<khmer_male>ប្រុស|បុរស)|"
    r"(?P<khmer_minor>អនីតិជន|កុមារ)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+(?=[A-Z“\"‘(\d\ufffc])|[។៕]\s*")
_ABBREVIATED = re.compile(r"(?:\b(?:No|Lt|Gen|Dr|Mr|Mrs|Ms|St|Art|vs|[A-Z])|\bH\.E)\.$")
# What is counted stands before the first of these: “369 were handed over to their families”.
_PHRASE_ENDS = re.compile(
    r"[,;:.()/។៖]|\b(?:were|was|are|is|had|have|by|from|of|for|in|to|with|who|which|under|via|on|at|"
    r"through|and|aged|per)\b"
)
DEEPEST = 6  # brackets inside brackets; what is deeper is read as if it stood in the last
MOST = 300  # numbers of a passage that are read: sentences have some thirty
_FAR = 60  # characters behind a number in which it is said what it counts


@dataclass(frozen=True)
class CountedNumber:
    """`shown` as it stands in the text from `start` to `end`. `inside`: where the brackets around
    it open, from the outermost on. `thing`: what is counted, as a kind ("person"), "" where the
    words do not say; `noun` the word itself. `attribute`: of which part of it ("female")."""

    shown: str
    value: Decimal
    start: int
    end: int
    sentence: int
    clause: int
    inside: tuple[int, ...] = ()
    thing: str = ""
    noun: str = ""
    attribute: str = ""
    percent: bool = False

    @property
    def words(self) -> str:
        return f"{self.shown} {self.noun}".strip()


@dataclass(frozen=True)
class ParsedPassage:
    """A passage read: `text` as it stands, `words` the same with its numbers covered."""

    text: str
    words: str
    numbers: tuple[CountedNumber, ...]

    def between(self, one: CountedNumber, other: CountedNumber) -> str:
        return self.words[one.end : other.start]

    def sentence_of(self, number: int) -> str:
        starts = [0, *_sentence_ends(self.words), len(self.words)]
        return self.text[starts[number] : starts[number + 1]].strip()


@lru_cache(maxsize=4096)
def read_runs(runs: tuple[Run, ...], text: str = "") -> ParsedPassage:
    """The numbers that count something: linked, kept or typed. `text` where there are no runs."""
    whole = "".join(run if isinstance(run, str) else run.text for run in runs) or text
    found = list(_found(whole, _quotes(runs)))[:MOST]
    words = list(whole)
    for start, end, _shown, _value in found:
        words[start:end] = _COVER * (end - start)
    covered = "".join(words)
    return ParsedPassage(whole, covered, tuple(_placed(covered, found)))


Found = tuple[int, int, str, Decimal]


def _quotes(runs: Sequence[Run]) -> Iterator[tuple[int, int, Quote]]:
    at = 0
    for run in runs:
        length = len(run if isinstance(run, str) else run.text)
        if isinstance(run, Quote):
            yield at, at + length, run
        at += length


def _found(text: str, quotes: Iterator[tuple[int, int, Quote]]) -> Iterator[Found]:
    """A number that refers to a figure counts something, whatever stands around it."""
    linked = [(start, end) for start, end, quote in quotes if quote.kind == "linked"]
    made: list[Found] = []
    for number in typed_numbers(text):
        refers = any(start <= number.start < end for start, end in linked)
        if number.value is not None and (number.is_figure or refers):
            made.append((number.start, number.end, number.shown, number.value))
    for start, end in linked:  # "one" is no number where somebody typed it
        value = number_in_words(text[start:end])
        if value is not None and not any(start <= other[0] < end for other in made):
            made.append((start, end, text[start:end], value))
    return iter(sorted(made))


def _placed(words: str, found: Sequence[Found]) -> Iterator[CountedNumber]:
    inside = _brackets(words)
    ends = _sentence_ends(words)
    for at, (start, end, shown, value) in enumerate(found):
        following = found[at + 1][0] if at + 1 < len(found) else len(words)
        said = _said_behind(words[end : min(following, end + _FAR)])
        thing = _THING.search(said)
        attribute = _ATTRIBUTE.search(said)
        sentence = sum(full_stop <= start for full_stop in ends)
        begin = ends[sentence - 1] if sentence else 0
        yield CountedNumber(
            shown=shown,
            value=value,
            start=start,
            end=end,
            sentence=sentence,
            clause=_clauses(words, begin, start),
            inside=inside[start],
            thing=(thing.lastgroup or "") if thing else "",
            noun=thing[0] if thing else "",
            attribute=_attribute(attribute),
            percent="%" in shown or bool(re.match(r"\s?(?:%|per ?cent|ភាគរយ)", words[end:])),
        )


def _said_behind(words: str) -> str:
    return _PHRASE_ENDS.split(words, maxsplit=1)[0]


def _attribute(match: re.Match[str] | None) -> str:
    return (match.lastgroup or "").removeprefix("khmer_") if match else ""


def _clauses(words: str, begin: int, end: int) -> int:
    return words.count(";", begin, end)


def _sentence_ends(words: str) -> list[int]:
    """Where the next sentence begins."""
    return [
        match.end()
        for match in _SENTENCE.finditer(words)
        if not _ABBREVIATED.search(words[: match.start()])
    ]


def _brackets(words: str) -> list[tuple[int, ...]]:
    """At each sign the brackets that are open there; one that is never closed is none."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, sign in enumerate(words):
        if sign == "(" and len(opened) < DEEPEST:
            opened.append(at)
        elif sign == ")" and opened:
            pairs[opened.pop()] = at
    inside: list[tuple[int, ...]] = []
    now: tuple[int, ...] = ()
    for at in range(len(words)):
        while now and pairs[now[-1]] < at:
            now = now[:-1]
        if at in pairs:
            now = (*now, at)
        inside.append(now)
    return inside
