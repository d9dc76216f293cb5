"""What may be wrong with a translation: nothing of it needs Khmer to be seen."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import polib

from reporting.catalogue.rules.glossary import Term

# What stands for something else, and must be there as often: %(name)s, {name}, <strong>, &nbsp;
PLACEHOLDER = re.compile(r"%\(\w+\)(?:\.\d+)?[a-z]|%%|%[sd]|\{\{.*?\}\}|\{\w*\}")
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+\.\S+|/[\w/.-]*[\w/-]/")
# What is typed as it stands: load_organisations, --until, offences.cases, KH-0812; or is quoted.
CODE = re.compile(r"--[a-z-]+|[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)+|[A-Z]{2,}[A-Z0-9]*")
QUOTED = re.compile(r"«([^«»\u1780-\u17ff]+)»|“([^“”\u1780-\u17ff]+)”|\"([^\"\u1780-\u17ff]+)\"")
LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
OTHER_SPELLING = "\u17d2\u178a"  # looks like U+17D2 U+178F, in which we write
ZERO_WIDTH_SPACE = "\u200b"
OTHER_MEANING = re.compile(r"^other meaning: (.+)$", re.MULTILINE)  # in a translator's comment


def problems(entry: polib.POEntry, terms: Sequence[Term], latin: Collection[str]) -> Iterator[str]:
    """Each in words; nothing where the translation is as it should be."""
    khmer = said(entry)
    if entry.fuzzy or not khmer.strip():
        yield "is not translated" if not khmer.strip() else "is marked as doubtful (fuzzy)"
        return
    yield from _signs_kept(entry, khmer)
    yield from _spelling(khmer)
    left = _without_samples(_bare(khmer), entry.msgid)
    for word in sorted(set(LATIN_WORD.findall(left)) - set(latin)):
        yield f"has the Latin word {word}"
    yield from _terms_kept(entry, khmer, terms)


def said(entry: polib.POEntry) -> str:
    plural: dict[int, str] = entry.msgstr_plural
    return str(plural.get(0, "")) if entry.msgid_plural else str(entry.msgstr)


def _signs_kept(entry: polib.POEntry, khmer: str) -> Iterator[str]:
    """A plural's one form may say the number as either form of the English does."""
    sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    for signs, what in ((PLACEHOLDER, "placeholders"), (MARKUP, "markup")):
        found = Counter(signs.findall(khmer))
        if all(found != Counter(signs.findall(source)) for source in sources):
            yield f"has other {what} than the English: {' '.join(sorted(found)) or 'none'}"
    for end in (str.startswith, str.endswith):
        if end(entry.msgid, "\n") != end(khmer, "\n"):
            yield "has other line ends than the English"


def _spelling(khmer: str) -> Iterator[str]:
    if OTHER_SPELLING in khmer:
        yield "has U+17D2 U+178A where we write U+17D2 U+178F"
    if ZERO_WIDTH_SPACE in khmer:
        yield "has a U+200B: words are parted when lines are broken"


def _without_samples(khmer: str, english: str) -> str:
    """Without the codes and quotations that stand in the English too."""

    def kept(match: re.Match[str]) -> str:
        sample = next(filter(None, match.groups()), match.group())
        return " " if sample.strip() in english else match.group()

    return CODE.sub(kept, QUOTED.sub(kept, khmer))


def _bare(text: str) -> str:
    for signs in (PLACEHOLDER, MARKUP, ADDRESS):
        text = signs.sub(" ", text)
    return text


def _terms_kept(entry: polib.POEntry, khmer: str, terms: Sequence[Term]) -> Iterator[str]:
    """The longest terms first: "activity group" is not asked for "activity" too."""
    english = CODE.sub(_unless_word, _bare(entry.msgid))
    others = set(OTHER_MEANING.findall(entry.tcomment))
    for term in sorted(terms, key=lambda one: -len(one.english)):
        english, times = _word(term.english).subn(" ", english)
        if times and term.english not in others and not any(way in khmer for way in term.khmer):
            yield f"says “{term.english}” otherwise than the glossary: {' | '.join(term.khmer)}"


def _unless_word(match: re.Match[str]) -> str:
    """`e-mail` is a word, `offences.cases` a code."""
    return match.group() if re.fullmatch("[A-Za-z-]+|[A-Z]+", match.group()) else " "


def _word(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(term)}(?:s|es)?(?![\w-])", re.IGNORECASE)
