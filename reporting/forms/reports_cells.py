"""One input of a report's page: what the text in it means, or why it means nothing."""

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.actions.content import EntryText
from reporting.forms import reports_names as names
from reporting.kernel.numbers import TOO_LONG, NumberProblem, parse_number
from reporting.kernel.tables import Value
from reporting.models import ListEntry

LARGEST = Decimal(10) ** 14  # the database keeps 14 digits and two decimals
NOT_AVAILABLE = ("n/a", "na", "n.a.")


def too_long(longest: int) -> str:
    return _("This is too long: at most %(longest)d letters are kept.") % {"longest": longest}


def parse_cell(text: str, decimals: int) -> Value | None:
    """A number, “not available”, or nothing; raises NumberProblem."""
    typed = names.plain(text)
    if not typed:
        return None
    if typed.casefold() in (*NOT_AVAILABLE, _("n/a").casefold()):
        return Value(None, not_available=True)
    number = parse_number(typed, decimals)
    if number >= LARGEST:
        raise NumberProblem(TOO_LONG, {"text": typed})
    return Value(number)


class PartProblem(ValueError):
    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part


def entry_of(stored: ListEntry | None, texts: Mapping[str, str], position: int) -> EntryText:
    entry = EntryText(position=position)
    if stored is not None:
        fields = (*names.TEXTS, *names.FIELDS.values())
        kept = {field: getattr(stored, field) for field in fields}
        entry = EntryText(position=stored.position, level=stored.level, **kept)
    changed: dict[str, object] = {}
    for part, text in texts.items():
        changed[names.FIELDS.get(part, part)] = _date(text) if part == "date" else text
        if len(text) > names.LONGEST.get(part, len(text)):
            raise PartProblem(part, too_long(names.LONGEST[part]))
    return replace(entry, **changed)  # type: ignore[arg-type]  # the names are those of the fields


def _date(text: str) -> datetime.date | None:
    if not text:
        return None
    digits = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(digits, form).date()  # noqa: DTZ007  a day
        except ValueError:
            continue
    words = _("%(text)s is not a date. Write day/month/year, such as 27/06/2020.")
    raise PartProblem("date", words % {"text": text})


def conflict_words(kept: str) -> str:
    if not kept:
        return _("Somebody emptied this while you were typing. Save again to keep what you typed.")
    return _(
        "Somebody saved “%(kept)s” here while you were typing. Save again to keep what you typed."
    ) % {"kept": kept}


def same(one: Value, other: Value) -> bool:
    return (one.number, one.not_available) == (other.number, other.not_available)
