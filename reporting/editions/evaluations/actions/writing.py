"""The paragraphs of an evaluation: those of any edition, written with their counterpart at once."""

from django.db import transaction

from reporting.access import Actor, NotHere
from reporting.editions.evaluations.queries.evaluations import template_in
from reporting.editions.writing.actions import passages, translations
from reporting.editions.writing.actions.versions import Conflict, passage_of
from reporting.models import Edition, Passage


@transaction.atomic
def add(
    *, by: Actor, edition: Edition, part: str, kind: str, text: str, translation: str = ""
) -> Passage:
    """Behind the last paragraph of the part."""
    if template_in(edition).part(part) is None:
        raise NotHere
    last = edition.passages.filter(section=part, removed=False).order_by("position").last()
    return passages.add_passage(
        by=by, edition=edition, section=part, after=last.pk if last else None, kind=kind,
        text=text, translation=translation,
    )  # fmt: skip


@transaction.atomic
def rewrite(
    *,
    by: Actor,
    edition: Edition,
    passage: int,
    seen: int,
    kind: str,
    text: str,
    translation: str = "",
) -> Passage:
    """Raises `Conflict` where somebody else was first. A counterpart that was left as it stood does
    not count as read again where the text has changed."""
    before = passage_of(edition, passage)
    if before.version != seen:
        raise Conflict(before)
    stood, was = before.translation, before.text
    made = passages.write(by=by, edition=edition, passage=passage, seen=seen, text=text, kind=kind)
    given = translation.strip()
    if given and (given != stood or made.text == was):
        return translations.translate(
            by=by, edition=edition, passage=passage, seen=made.version, text=given
        )
    return made
