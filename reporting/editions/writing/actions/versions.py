"""Every change of a passage is kept as a version, with author and time, and never made over one
that its author has not seen; positions in a section have room between them; who is at a section
now."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.document.sentences.language import language_of
from reporting.document.sentences.pairs import mark_of
from reporting.models import Edition, Passage, PassageVersion

PUBLISHED = gettext_noop(
    "This edition is published and does not change. Begin the next edition to correct it."
)
PASSAGE_FIELDS = (
    "section", "position", "kind", "level", "label", "text", "language", "translation",
    "translates", "spec", "removed",
)  # fmt: skip
TRANSLATED = ("translated_at", "translated_by")
STEP = 1000  # between two positions
MINUTES = 3  # so long somebody is taken to be at a section


class Conflict(Overtaken):
    """Somebody else has changed the passage meanwhile: `passage` is how it stands now."""

    def __init__(self, passage: Passage) -> None:
        name = passage.changed_by.get_full_name() or passage.changed_by.get_username()
        super().__init__(
            _("%(name)s has changed this paragraph meanwhile. Look at both and choose.")
            % {"name": name}
        )
        self.passage = passage


def writable(by: Actor, edition: Edition) -> None:
    """Raises where this person does not write, or nobody does any more."""
    require(by, Permission.EDITION_WRITE)
    if edition.is_published:
        raise Overtaken(_(PUBLISHED))


def _not_meanwhile(edition: Edition) -> None:
    """Somebody may have published it since it was read."""
    if Edition.everything.filter(pk=edition.pk, state=Edition.State.PUBLISHED).exists():
        raise Overtaken(_(PUBLISHED))


def passage_of(edition: Edition, pk: int) -> Passage:
    """Locked until the transaction ends."""
    found = Passage.objects.select_for_update().filter(edition=edition, pk=pk).first()
    if found is None:
        raise NotHere
    return found


def change(
    by: Actor,
    edition: Edition,
    pk: int,
    seen: int,
    changes: Mapping[str, Any],
    undoes: int | None = None,
) -> Passage:
    """The next version, if `seen` is the newest one; raises `Conflict`. No change, no version."""
    passage = passage_of(edition, pk)
    _not_meanwhile(edition)
    if all(getattr(passage, name) == value for name, value in changes.items()):
        return passage
    if passage.version != seen:
        raise Conflict(passage)
    for name, value in changes.items():
        setattr(passage, name, value)
    passage.language = language_of(passage.text)
    passage.version += 1
    passage.changed_at, passage.changed_by = timezone.now(), by.user
    if {"translation", "translates"} & changes.keys():
        mark_translated(passage, by)
    passage.save(
        update_fields=[*PASSAGE_FIELDS, *TRANSLATED, "version", "changed_at", "changed_by"]
    )
    keep_versions([passage], undoes)
    return passage


def mark_translated(passage: Passage, by: Actor) -> None:
    """Who did it, and when: now."""
    done = bool(passage.translation)
    passage.translated_at = timezone.now() if done else None
    passage.translated_by = by.user if done else None


def add(by: Actor, edition: Edition, passages: Iterable[Passage]) -> list[Passage]:
    """New passages with their first version, in two statements. A counterpart that is given with
    its text translates it."""
    rows = list(passages)
    for row in rows:
        row.edition, row.changed_by = edition, by.user
        row.language = language_of(row.text)
        if row.translation and row.translated_at is None:
            row.translates = mark_of(row.text)
            mark_translated(row, by)
    try:
        with transaction.atomic():
            made = Passage.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:
        _not_meanwhile(edition)
        raise
    keep_versions(made)
    return made


def keep_versions(passages: Iterable[Passage], undoes: int | None = None) -> None:
    PassageVersion.objects.bulk_create(
        (
            PassageVersion(
                passage=row,
                number=row.version,
                undoes=undoes,
                at=row.changed_at,
                by_id=row.changed_by_id,
                **{name: getattr(row, name) for name in PASSAGE_FIELDS},
            )
            for row in passages
        ),
        batch_size=500,
    )


def refuse_blank(text: str) -> str:
    """The text as it is kept; a passage says something."""
    kept = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not kept:
        raise Refused(_("The paragraph is empty. Write it, or take it out."))
    return kept


def place_after(edition: Edition, section: str, after: Passage | None, count: int = 1) -> list[int]:
    """Positions for `count` passages behind `after`, or at the section's beginning. Where there is
    no room left the section is spread out again: the order stays, so that is no change."""
    rows = list(
        Passage.objects.select_for_update()
        .filter(edition=edition, section=section)
        .order_by("position", "pk")
    )
    at = next((i for i, row in enumerate(rows) if after and row.pk == after.pk), -1)
    low = rows[at].position if at >= 0 else 0
    high = rows[at + 1].position if at + 1 < len(rows) else low + STEP * (count + 1)
    step = (high - low) // (count + 1)
    if step < 1:
        _spread(rows, at, count)
        low = rows[at].position if at >= 0 else 0
        step = STEP
    return [low + step * (n + 1) for n in range(count)]


def _spread(rows: list[Passage], at: int, count: int) -> None:
    """A step between two, and room for `count` behind the one at `at`."""
    for place, row in enumerate(rows):
        room = count if place > at else 0
        row.position = STEP * (place + 1 + room)
    Passage.objects.bulk_update(rows, ["position"], batch_size=500)


@dataclass(frozen=True)
class PresentEditor:
    user_id: int
    name: str
    writes: bool  # has a passage open


def mark_present(actor: Actor, edition: Edition, section: str, *, writes: bool) -> None:
    key = _key(edition, section)
    now = time.time()
    present = {
        pk: presence
        for pk, presence in (cache.get(key) or {}).items()
        if now - presence[1] < MINUTES * 60
    }
    present[actor.user.pk] = (actor.user.get_full_name() or actor.user.username, now, writes)
    cache.set(key, present, MINUTES * 60)


def others_present(actor: Actor, edition: Edition, section: str) -> list[PresentEditor]:
    now = time.time()
    return [
        PresentEditor(pk, name, writes)
        for pk, (name, at, writes) in sorted((cache.get(_key(edition, section)) or {}).items())
        if pk != actor.user.pk and now - at < MINUTES * 60
    ]


def _key(edition: Edition, section: str) -> str:
    return f"edition-section:{edition.pk}:{edition.begun_at.timestamp()}:{section}"
