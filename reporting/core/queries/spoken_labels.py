"""Labels inside messages that were stored in English, as the reader's language has them.

What a check finds is kept as template and parameters; among these are labels of the catalogue and
names of units. They are looked up here when the message is put into words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language, gettext

from provinces.models import UnitName
from reporting.kernel.messages import Translate
from strategies.models import (
    CatalogueStamp,
    Comparison,
    DataSet,
    Element,
    Option,
    Section,
    Table,
    TableRule,
)
from strategies.models.labels import MONTHS, whole_year

_IN_BRACKETS = re.compile(r"(?P<what>.+) \((?P<whose>[^()]+)\)")
LOOKS_EVERY = 1.0  # seconds: a page puts some hundred messages into words


@dataclass
class _Known:
    stamp: UUID | None
    labels: Mapping[str, str]
    looked_at: float


_known: dict[str, _Known] = {}


def spoken(text: str) -> str:
    """The text in the reader's language, where it is a message or a label that is known."""
    said = gettext(text)
    if said != text or not (get_language() or "en").startswith("km"):
        return said
    labels = _labels()
    return labels.get(_key(text)) or _parts(text, labels)


def spoken_with(words: Callable[[str], str]) -> Translate:
    """The same where an edition has translated words of its own: the titles of rows that units
    wrote. `words` gives what it does not know back as it is."""

    def say(text: str) -> str:
        said = words(text)
        if said != text:
            return said
        within = _IN_BRACKETS.fullmatch(text)
        if within and words(within["what"]) != within["what"]:
            return f"{words(within['what'])} ({spoken(within['whose'])})"
        return spoken(text)

    return say


def _parts(text: str, labels: Mapping[str, str]) -> str:
    """Messages call a cell “table – row – column” and an open row “title (unit)”."""
    head, dash, tail = text.rpartition(" – ")
    if dash:
        return f"{_parts(head, labels)} – {_parts(tail, labels)}"
    within = _IN_BRACKETS.fullmatch(text)
    if within and _key(text) not in labels:
        return f"{_parts(within['what'], labels)} ({_parts(within['whose'], labels)})"
    if ", " in text and _key(text) not in labels:
        return _listed(text, labels)
    return labels.get(_key(text)) or gettext(text)


def _listed(text: str, labels: Mapping[str, str]) -> str:
    """“unit, row”: cut where both halves are known, since names have commas too."""
    for at in (found.start() for found in re.finditer(", ", text)):
        halves = labels.get(_key(text[:at])), labels.get(_key(text[at + 2 :]))
        if all(halves):
            return f"{halves[0]}, {halves[1]}"
    return gettext(text)


def _labels() -> Mapping[str, str]:
    """By database; whether the catalogue has changed is asked once a second at most."""
    database = str(connection.settings_dict["NAME"])
    known, now = _known.get(database), monotonic()
    if known is not None and now - known.looked_at < LOOKS_EVERY:
        return known.labels
    stamp = CatalogueStamp.objects.values_list("stamp", flat=True).first()
    if known is None or known.stamp != stamp:
        known = _Known(stamp, _read(), now)
        _known[database] = known
    known.looked_at = now
    return known.labels


def _read() -> Mapping[str, str]:
    """The first of two rows with one English label is taken."""
    found: dict[str, str] = {}
    months, in_khmer = whole_year("en"), whole_year("km")
    for english, khmer in _pairs():
        if english and khmer:
            english, khmer = english.replace(MONTHS, months), khmer.replace(MONTHS, in_khmer)
            found.setdefault(_key(english), khmer)
    return found


def _pairs() -> Iterator[tuple[str, str]]:
    yield from UnitName.objects.order_by("-valid_from").values_list("en", "km")
    for labelled in (Section, Table, Option, DataSet):
        yield from labelled.objects.order_by("pk").values_list("title_en", "title_km")
    for element in Element.objects.order_by("pk"):
        yield element.title_en, element.title_km
        yield (
            _path(element.header_en, element.title_en),
            _path(element.header_km, element.title_km),
        )
    for said in (Comparison, TableRule):
        yield from said.objects.order_by("pk").values_list("message_en", "message_km")


def _path(heads: Iterable[str], title: str) -> str:
    """As a message calls a column, with the headings over it."""
    return " – ".join([*heads, title])


def _key(text: str) -> str:
    """Inside a sentence a label begins with a small letter."""
    return text.casefold()
