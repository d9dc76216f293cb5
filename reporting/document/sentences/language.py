"""The language of a text, by the script in which it is written."""

import re
from collections.abc import Callable, Collection

LANGUAGES = ("en", "km")

_KHMER = re.compile(r"[\u1780-\u17b3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_REFERENCE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def language_of(text: str) -> str:
    """`km` or `en`; "" of what has no letters: numbers are read in any language. What stands
    between the braces of a reference is no text. A Khmer sentence names organisations in Latin
    letters, and its letters are fewer for as many words: it is Khmer from a third of them on."""
    words = _REFERENCE.sub(" ", text)
    khmer, latin = len(_KHMER.findall(words)), len(_LATIN.findall(words))
    if not khmer and not latin:
        return ""
    return "km" if 2 * khmer >= latin else "en"


# `Practice: …`, `សាកល្បង (2021-03)៖ …`: invented texts say so wherever they stand alone.
_PRACTICE = re.compile(
    r"^\s*(?:Practice|\u179f\u17b6\u1780\u179b\u17d2\u1794\u1784)(?:\s*\([^()\n]*\))?\s*[:\u17d6]\s*"
)
_SOURCE = r"(?:[Ss]ource|SOURCE|\u1794\u17d2\u179a\u1797\u1796)\s*[:\u17d6]"
_FIRST_LINE = re.compile(rf"^\s*{_SOURCE}[^\n]*\n\s*")
_LAST = re.compile(
    rf"\s*(?:\(\s*{_SOURCE}[^()\n]*\)|\[\s*{_SOURCE}[^\[\]\n]*\]|(?<=[.!?\u17d4\n\u2013\u2014-])\s*"
    rf"{_SOURCE}[^\n]*)(?P<stop>[.\u17d4]?)\s*$"
)
_BRACKETS = re.compile(r"\s*[(\[](?P<label>[^()\[\]\n]{2,120})[)\]](?P<stop>[.\u17d4]?)\s*$")


def without_labels(
    text: str, *, is_own: Callable[[str], bool], practice: bool, periods: Collection[str] = ()
) -> str:
    """`is_own`: whether words in brackets at the end are a name of the unit itself. `periods`: how
    those of shorter reports are called, with which a paragraph of a longer one begins ("February
    2021: …"). The mark of practice is taken off where the year is one: each page says it then."""
    found = _without_periods(text, periods)
    found = _PRACTICE.sub("", found, count=1) if practice else found
    found = _FIRST_LINE.sub("", found, count=1)
    found = _LAST.sub(_stop, found, count=1)
    brackets = _BRACKETS.search(found)
    if brackets and _is_label(found[: brackets.start()], brackets["label"], is_own):
        found = found[: brackets.start()] + _stop(brackets)
    kept = found.rstrip(" \u2013\u2014-") if found != text else text
    return kept if kept.strip() else text


# Between the periods that a paragraph names, and behind them: in English and in Khmer.
_BETWEEN, _COLON = re.compile(", | និង "), re.compile("(?::|៖) ")


def _without_periods(text: str, periods: Collection[str]) -> str:
    found = _COLON.search(text)
    if found is None or not text[found.end() :].strip():
        return text
    named = _BETWEEN.split(text[: found.start()])
    return text[found.end() :] if all(word in periods for word in named) else text


def _is_label(before: str, label: str, is_own: Callable[[str], bool]) -> bool:
    """Not the short name behind the long one: `Ministry of Tourism (MoT)`."""
    return is_own(label.strip()) and not is_own(before.strip())


def _stop(match: re.Match[str]) -> str:
    """The full stop that stood behind the label, unless one stands before it."""
    before = match.string[: match.start()].rstrip()
    return "" if before.endswith((".", "!", "?", "\u17d4")) else match["stop"]
