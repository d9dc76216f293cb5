"""One row of a report's page: what its texts say, or why they say nothing."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from reporting.actions.content import EntryText
from reporting.forms import reports_names as names
from reporting.kernel.days import read_day
from reporting.models import ListEntry


def too_long(longest: int) -> str:
    return _("This is too long: at most %(longest)d letters are kept.") % {"longest": longest}


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
    try:
        return read_day(text)
    except ValueError:
        words = _("%(text)s is not a date. Write day/month/year, such as 27/06/2020.")
        raise PartProblem("date", words % {"text": text}) from None


def conflict_words(kept: str) -> str:
    if not kept:
        return _("Somebody emptied this while you were typing. Save again to keep what you typed.")
    return _(
        "Somebody saved “%(kept)s” here while you were typing. Save again to keep what you typed."
    ) % {"kept": kept}


def own_conflict_words(kept: str) -> str:
    if not kept:
        return _("You emptied this in another window. Save again to keep what you typed here.")
    return _(
        "You saved “%(kept)s” here in another window. Save again to keep what you typed here."
    ) % {"kept": kept}
