"""What the text in an input means. Two texts that mean the same are no change: 9188, 9,188 and
៩១៨៨ are one number, N/A is n/a, 27/06/2020 is 2020-06-27."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.spelling import plain, visible
from reporting.kernel.days import read_day
from reporting.kernel.numbers import NumberProblem, parse_entered
from reporting.kernel.tables import Value

# In the words of the people who fill forms, beside the portal's own in each of its languages.
NOT_AVAILABLE = {
    "n/a", "na", "n.a.", "n.a", "n\\a", "not available", "no data",
    "គ្មានទិន្នន័យ", "មិនមានទិន្នន័យ", "មិនមានទិន្ន័យ",
}  # fmt: skip


def is_not_available(text: str) -> bool:
    typed = " ".join(plain(text).casefold().replace(" / ", "/").split())
    return typed in NOT_AVAILABLE or typed in _in_every_language()


def _in_every_language() -> set[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(_("n/a").casefold())
    return found


def parse_cell(text: str, decimals: int) -> Value | None:
    """A number, “not available”, or nothing; raises NumberProblem."""
    typed = plain(text)
    if not typed:
        return None
    if is_not_available(typed):
        return Value(None, not_available=True)
    return Value(parse_entered(typed, decimals))


def same(one: Value | None, other: Value | None) -> bool:
    """A cell that says nothing is as good as none."""
    return _said(one) == _said(other)


def _said(value: Value | None) -> object:
    return (value.number, value.not_available) if value is not None else (None, False)


def means(text: str, value: Value | None, decimals: int) -> bool:
    """Whether this text stands for that number."""
    try:
        return same(parse_cell(text, decimals), value)
    except NumberProblem:
        return False


def same_numbers(one: str, other: str, decimals: int) -> bool:
    try:
        return plain(one) == plain(other) or means(one, parse_cell(other, decimals), decimals)
    except NumberProblem:
        return False


def same_texts(part: str, one: str, other: str) -> bool:
    """Of the same part of an open row; signs that nobody sees do not count."""
    return _seen(day_text(part, one)) == _seen(day_text(part, other))


def day_text(part: str, text: str) -> str:
    """A day as it is kept, whatever way it was typed; every other text as it is."""
    if part == "date" and text:
        try:
            return read_day(text).isoformat()
        except ValueError:
            return plain(text)
    return text


def _seen(text: str) -> str:
    return " ".join(visible(text).split())


def same_progress(name: str, one: str, other: str, decimals: int) -> bool:
    """Of one input of an activity."""
    if name.endswith(":times"):
        return same_numbers(one, other, decimals)
    return _seen(one) == _seen(other)
