"""What the text in an input of a report's page means, what the page showed when it was opened, and
an open row read out of its texts. Two texts that mean the same are no change: 9188, 9,188 and ៩១៨៨
are one number, N/A is n/a, 27/06/2020 is 2020-06-27."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.spelling import plain as meant
from provinces.spelling import visible
from reporting.entry.page.actions.draft_changes import EntryText
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent, address
from reporting.kernel.days import read_day
from reporting.kernel.json_text import read_json
from reporting.kernel.numbers import NumberProblem, parse_entered
from reporting.kernel.tables import Value
from reporting.models import ListEntry

LONGEST = {"title": 600, "kind": 80, "number": 80, "partner": 600, "text": 20_000}
# In the words of the people who fill forms, beside the portal's own in each of its languages.
NOT_AVAILABLE = {
    "n/a", "na", "n.a.", "n.a", "n\\a", "not available", "no data",
    "គ្មានទិន្នន័យ", "មិនមានទិន្នន័យ", "មិនមានទិន្ន័យ",
}  # fmt: skip


def is_not_available(text: str) -> bool:
    typed = " ".join(meant(text).casefold().replace(" / ", "/").split())
    return typed in NOT_AVAILABLE or typed in _in_every_language()


def _in_every_language() -> set[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(_("n/a").casefold())
    return found


def parse_cell(text: str, decimals: int) -> Value | None:
    """A number, “not available”, or nothing; raises NumberProblem."""
    typed = meant(text)
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
        return meant(one) == meant(other) or means(one, parse_cell(other, decimals), decimals)
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
            return meant(text)
    return text


def _seen(text: str) -> str:
    return " ".join(visible(text).split())


def same_progress(name: str, one: str, other: str, decimals: int) -> bool:
    """Of one input of an activity."""
    if name.endswith(":times"):
        return same_numbers(one, other, decimals)
    return _seen(one) == _seen(other)


@dataclass(frozen=True)
class PageAsOpened:
    """What the page showed when it was opened: so one sees what was typed since, and by whom.

    `values`: by name; `rows`: digests of the texts of a row, or `texts` each by its own name;
    `sent`: what a page sent of an input without an answer: it may have been stored.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] | None = None
    sent: Mapping[str, str] = field(default_factory=dict)

    def before(self, name: str) -> list[str]:
        """What the page may rightly believe to stand in the input."""
        shown = [self.values.get(name, "")]
        return [*shown, self.sent[name]] if name in self.sent else shown

    @classmethod
    def of(cls, content: ReportContent) -> "PageAsOpened":
        values, rows = {}, {}
        for code, spec in content.specs.items():
            for key, value in content.numbers(code).items():
                values[str(address(code, key))] = names.value_text(value)
            entries = content.entries.get(code, [])
            shown = names.shown_texts(spec, entries)
            for entry in entries:
                texts = {part: names.entry_text(entry, part) for part in shown}
                rows[f"{code}{{{entry.key}}}"] = names.digest(texts)
        for code, reason in content.statements.items():
            values |= {names.nothing_name(code): "on", names.reason_name(code): reason}
        for activity in content.activities:
            values |= names.activity_texts(activity.progress)
        for asked in content.commitments:
            values |= names.commitment_texts(asked.number, asked.said)
        return cls(values, rows)

    @classmethod
    def read(cls, text: str) -> "PageAsOpened | None":
        """None where nothing readable came: then what is stored counts as what was seen."""
        try:
            found = read_json(text)
            return cls(_strings(found["values"]), _strings(found["rows"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    @classmethod
    def of_inputs(cls, before: Mapping[str, str], sent: Mapping[str, str]) -> "PageAsOpened":
        """What stood in each input that was changed."""
        return cls(values=before, texts=before, sent=sent)

    def as_text(self) -> str:
        return json.dumps({"values": self.values, "rows": self.rows}, ensure_ascii=False)


def _strings(found: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}


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
        if len(text) > LONGEST.get(part, len(text)):
            raise PartProblem(part, too_long(LONGEST[part]))
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
