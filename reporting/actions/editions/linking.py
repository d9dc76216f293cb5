"""A number that was typed by hand becomes a reference to a figure, or is kept with a reason."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.access_errors import Overtaken, Refused
from reporting.actions.audit import record
from reporting.actions.editions.versions import change, passage_of, writable
from reporting.kernel.messages import in_words
from reporting.kernel.writing.markup import Kept, MarkupError, Quoted, plain, read
from reporting.kernel.writing.places import Place, replaced, typed_places
from reporting.models import Edition, Passage
from reporting.queries.editions.books import setter_of
from reporting.queries.editions.found import figures_of

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
    for one in links:
        wanted[one.passage, one.seen][one.nth] = _reference(edition, one.reference)
    changed = []
    for (passage, seen), by_place in wanted.items():
        row = passage_of(edition, passage)
        text = row.text
        for nth in sorted(by_place, reverse=True):  # from the end: the places before stay
            text = replaced(text, _place(row, seen, nth), by_place[nth])
        changed.append(change(by, edition, passage, seen, {"text": text}))
        _record(by, edition, "edition.link", row, numbers=len(by_place))
    return changed


@transaction.atomic
def keep(*, by: Actor, edition: Edition, passage: int, seen: int, nth: int, reason: str) -> Passage:
    """As it was typed, with why; raises as `link`."""
    writable(by, edition)
    row = passage_of(edition, passage)
    place = _place(row, seen, nth)
    words = " ".join(plain(reason).split())
    if not words:
        raise Refused(_("Say why the number is kept as it was typed."))
    if len(words) > LONGEST_REASON:
        raise Refused(_("The reason is too long. Say it in one or two sentences."))
    shown = row.text[place.start : place.end]
    text = replaced(row.text, place, Kept(shown, words))
    changed = change(by, edition, passage, seen, {"text": text})
    _record(by, edition, "edition.keep", changed, number=shown)
    return changed


def _place(row: Passage, seen: int, nth: int) -> Place:
    """Of an older version it is `change` that says who was first."""
    found = typed_places(row.text)
    if 0 <= nth < len(found):
        return found[nth]
    if row.version != seen:
        return Place(0, 0, Kept("", ""))
    raise Overtaken(_("This number is not in the passage any more. Load the page again."))


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
