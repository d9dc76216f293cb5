"""Numbers that were typed by hand become references to figures, or are kept with a reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.access import Actor, Overtaken, Refused
from reporting.core.actions.audit import record
from reporting.core.queries.editions import figures_of
from reporting.document.sentences.markup import Kept, MarkupError, Quoted, plain, read
from reporting.document.sentences.pairs import mark_of, state_of
from reporting.document.sentences.row_texts import (
    NumberPlace,
    RowText,
    rebound,
    replaced,
    typed_places,
    with_row_text,
)
from reporting.editions.reading.queries.shown_passages import material_of, row_texts
from reporting.editions.writing.actions.versions import change, passage_of, writable
from reporting.editions.writing.queries.figure_index import setter_of
from reporting.kernel.messages import in_words
from reporting.models import Edition, Passage, PassageKind

LONGEST_REASON = 300


@dataclass(frozen=True)
class Link:
    """The `nth` number typed by hand of a passage (from 0), as its version `seen` has it, and the
    `reference` that takes its place, as it is stored."""

    passage: int
    seen: int
    nth: int
    reference: str


@transaction.atomic
def link(
    *, by: Actor, edition: Edition, passage: int, seen: int, nth: int, reference: str
) -> Passage:
    """Raises `Conflict` where `seen` is not the newest version, `Refused` where there is no such
    figure."""
    return link_all(by=by, edition=edition, links=[Link(passage, seen, nth, reference)])[0]


@transaction.atomic
def link_all(*, by: Actor, edition: Edition, links: Iterable[Link]) -> list[Passage]:
    """All or none; one version a passage."""
    writable(by, edition)
    wanted: dict[tuple[int, int], dict[int, Quoted]] = defaultdict(dict)
    for typed_link in links:
        wanted[typed_link.passage, typed_link.seen][typed_link.nth] = _reference(
            edition, typed_link.reference
        )
    changed = []
    for (passage, seen), by_place in wanted.items():
        texts = _Texts(edition, passage_of(edition, passage), seen)
        for nth in sorted(by_place, reverse=True):  # from the end: the places before stay
            texts.replace(nth, by_place[nth])
        changed.append(change(by, edition, passage, seen, texts.changes))
        _record(by, edition, "edition.link", texts.row, numbers=len(by_place))
    return changed


@transaction.atomic
def reword_rows(
    *, by: Actor, edition: Edition, passage: int, seen: int, texts: Mapping[str, str]
) -> Passage:
    """Texts among the rows of a table with references in the place of their numbers, by the key of
    the row's text. Raises `Conflict` as `link`, `Refused` where a reference cannot be read."""
    writable(by, edition)
    row = passage_of(edition, passage)
    spec = row.spec
    for row_text in row_texts(row, material_of(figures_of(edition))):
        if row_text.key in texts:
            read(texts[row_text.key])
            spec = with_row_text(spec, replace(row_text, text=texts[row_text.key]))
    changed = change(by, edition, passage, seen, {"spec": spec})
    _record(by, edition, "edition.reword", changed, texts=len(texts))
    return changed


@transaction.atomic
def keep(*, by: Actor, edition: Edition, passage: int, seen: int, nth: int, reason: str) -> Passage:
    """As it was typed, with why; raises as `link`."""
    writable(by, edition)
    texts = _Texts(edition, passage_of(edition, passage), seen)
    shown = texts.shown(nth)
    words = " ".join(plain(reason).split())
    if not words:
        raise Refused(_("Say why the number is kept as it was typed."))
    if len(words) > LONGEST_REASON:
        raise Refused(_("The reason is too long. Say it in one or two sentences."))
    texts.replace(nth, Kept(shown, words))
    changed = change(by, edition, passage, seen, texts.changes)
    _record(by, edition, "edition.keep", changed, number=shown)
    return changed


class _Texts:
    """The texts of a passage, and its numbers typed by hand counted through them: a sentence is one
    text, a table has those of its rows."""

    def __init__(self, edition: Edition, row: Passage, seen: int) -> None:
        self.row, self.seen = row, seen
        figures = figures_of(edition) if row.kind == PassageKind.TABLE else None
        self.texts = row_texts(row, material_of(figures)) or [RowText("", row.text, row.text)]
        self.places = [
            (at, place)
            for at, row_text in enumerate(self.texts)
            for place in typed_places(row_text.text)
        ]
        self.changes: dict[str, Any] = {}

    def _at(self, nth: int) -> tuple[int, NumberPlace] | None:
        """None of an older version: it is `change` that says who was first."""
        if 0 <= nth < len(self.places):
            return self.places[nth]
        if self.row.version != self.seen:
            return None
        raise Overtaken(_("This number is not in the paragraph any more. Load the page again."))

    def shown(self, nth: int) -> str:
        found = self._at(nth)
        return self.texts[found[0]].text[found[1].start : found[1].end] if found else ""

    def replace(self, nth: int, by: Quoted | Kept) -> None:
        """What stands behind it in the same text was replaced before."""
        found = self._at(nth)
        if found is None:
            self.changes = {"text": "", "spec": {}}
            return
        at, place = found
        text = replaced(self.texts[at].text, place, by)
        self.texts[at] = replace(self.texts[at], text=text)
        if not self.texts[at].key:
            self.changes = {"text": text, **self._in_counterpart(place, by, text)}
            return
        spec = self.changes.get("spec", self.row.spec)
        self.changes = {"spec": with_row_text(spec, self.texts[at])}

    def _in_counterpart(self, place: NumberPlace, by: Quoted | Kept, text: str) -> dict[str, str]:
        """Both texts bind their figures at once: where the counterpart has this number too, and has
        it once, it binds it there; else it has to be looked at."""
        before = self.changes.get("translation")
        if before is None and (self.changes or state_of(self.row) != "translated"):
            return {}
        found = rebound(before or self.row.translation, place, by)
        if found is None:
            return {}
        return {"translation": found, "translates": mark_of(text)}


def _reference(edition: Edition, text: str) -> Quoted:
    try:
        pieces = read(text.strip())
    except MarkupError as error:
        raise Refused(in_words(error.template, error.params, _)) from error
    figures = figures_of(edition)
    quoted = pieces[0] if len(pieces) == 1 else None
    if not isinstance(quoted, Quoted) or figures is None:
        raise Refused(_("Choose a figure."))
    if setter_of(figures, get_language() or "en").quote(quoted).kind != "linked":
        raise Refused(_("There is no such figure in this report."))
    return quoted


def _record(by: Actor, edition: Edition, action: str, row: Passage, **detail: Any) -> None:
    record(action, f"edition:{edition.pk}", by=by, passage=row.pk, **detail)
