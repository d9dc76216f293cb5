"""What an editor does with passages (written, moved, taken out, brought back) and with the accepted
texts of the units (taken, merged, left out, offered again)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.core.actions.audit import record
from reporting.document.sentences.markup import MarkupError, plain, read
from reporting.editions.composing.queries.material import printed_texts
from reporting.editions.writing.actions.translations import counterpart_given
from reporting.editions.writing.actions.versions import (
    PASSAGE_FIELDS,
    add,
    change,
    passage_of,
    place_after,
    refuse_blank,
    writable,
)
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS
from reporting.kernel.messages import in_words
from reporting.models import (
    Edition,
    LeftBullet,
    ListEntry,
    Passage,
    PassageKind,
    PassageSource,
    PassageVersion,
)

LONGEST = 20_000
DEEPEST = 4
PLACE = ("section", "position")
TRANSLATION = ("translation", "translates")
SIGNATURE = "signature"  # the catalogue's table of place, date and name under the report
OF_STYLE = {"paragraph": PassageKind.PARAGRAPH, "numbered": PassageKind.NUMBERED}


@transaction.atomic
def write(
    *, by: Actor, edition: Edition, passage: int, seen: int, text: str, **details: Any
) -> Passage:
    """A new wording (and `kind`, `level`, `label`). Raises `Conflict` where `seen` is not the
    newest version, `Refused` where a reference cannot be read."""
    writable(by, edition)
    changes = {"text": _readable(text), **_known(details)}
    return _changed(by, edition, passage, seen, changes, "edition.write")


@transaction.atomic
def add_passage(
    *,
    by: Actor,
    edition: Edition,
    section: str,
    after: int | None,
    kind: str,
    text: str = "",
    level: int = 0,
    label: str = "",
    spec: dict[str, Any] | None = None,
    translation: str = "",
) -> Passage:
    """Behind the passage `after`, or at the section's beginning. `translation`: its counterpart,
    where it is given too."""
    writable(by, edition)
    behind = None if after is None else _behind(edition, after, section)
    words = _readable(text) if kind in TEXT_KINDS else text.strip()
    position = place_after(edition, section, behind)[0]
    details = _known({"kind": kind, "level": level, "label": label})
    row = Passage(section=section, position=position, text=words, spec=spec or {}, **details)
    row.translation = counterpart_given(edition, words, translation)
    made = add(by, edition, [row])[0]
    _record(by, edition, "edition.add", passage=made.pk, section=section)
    return made


@transaction.atomic
def take(
    *,
    by: Actor,
    edition: Edition,
    section: str,
    entries: Sequence[int],
    after: int | None = None,
    merged: bool = False,
    translations: Mapping[int, str] | None = None,
) -> list[Passage]:
    """Accepted texts as passages, one each or merged into one; each knows where it came from, so
    that labels of the source and marks of practice are left out of the words. `translations`:
    counterparts by accepted text, where they are given too."""
    writable(by, edition)
    rows = _entries(edition, entries)
    behind = None if after is None else _behind(edition, after, section)
    positions = place_after(edition, section, behind, 1 if merged else len(rows))
    words = printed_texts(rows, edition.year)
    if merged:
        text = " ".join(plain(words[row.pk]) for row in rows)
        passages = [_passage(rows[0], section, positions[0], text)]
    else:
        passages = [
            _passage(row, section, position, plain(words[row.pk]))
            for row, position in zip(rows, positions, strict=True)
        ]
        for row, passage in zip(rows, passages, strict=True):
            given = (translations or {}).get(row.pk, "")
            passage.translation = counterpart_given(edition, passage.text, given)
    made = add(by, edition, passages)
    PassageSource.objects.bulk_create(
        PassageSource(passage=made[0] if merged else made[at], entry=row, by=by.user)
        for at, row in enumerate(rows)
    )
    LeftBullet.objects.filter(edition=edition, entry__in=rows).delete()
    _record(by, edition, "edition.take", section=section, entries=[row.pk for row in rows])
    return made


@transaction.atomic
def merge_into(*, by: Actor, edition: Edition, passage: int, entries: Sequence[int]) -> None:
    """More accepted texts stand behind a passage; its words are the editor's to change."""
    writable(by, edition)
    row = passage_of(edition, passage)
    PassageSource.objects.bulk_create(
        (
            PassageSource(passage=row, entry=entry, by=by.user)
            for entry in _entries(edition, entries)
        ),
        ignore_conflicts=True,
    )
    LeftBullet.objects.filter(edition=edition, entry__in=entries).delete()
    _record(by, edition, "edition.merge", passage=row.pk, entries=list(entries))


@transaction.atomic
def leave(*, by: Actor, edition: Edition, entries: Sequence[int], reason: str = "") -> None:
    """Accepted texts that this edition does without."""
    writable(by, edition)
    rows = _entries(edition, entries)
    LeftBullet.objects.bulk_create(
        (
            LeftBullet(edition=edition, entry=row, reason=reason.strip()[:400], by=by.user)
            for row in rows
        ),
        ignore_conflicts=True,
    )
    _record(by, edition, "edition.leave", entries=[row.pk for row in rows])


@transaction.atomic
def offer_again(*, by: Actor, edition: Edition, entries: Sequence[int]) -> None:
    writable(by, edition)
    LeftBullet.objects.filter(edition=edition, entry__in=list(entries)).delete()
    _record(by, edition, "edition.offer", entries=list(entries))


@transaction.atomic
def take_out(*, by: Actor, edition: Edition, passage: int, seen: int) -> Passage:
    """Out of the report; its accepted texts are offered again, itself can be brought back."""
    writable(by, edition)
    return _changed(by, edition, passage, seen, {"removed": True}, "edition.remove")


@transaction.atomic
def bring_back(*, by: Actor, edition: Edition, passage: int, seen: int, version: int) -> Passage:
    """As it stood in that version; its place in the section stays the present one, and so does its
    counterpart where that version had none."""
    writable(by, edition)
    then = PassageVersion.objects.filter(
        passage_id=passage, passage__edition=edition, number=version
    ).first()
    if then is None:
        raise NotHere
    left = PLACE if then.translation else (*PLACE, *TRANSLATION)
    changes = {name: getattr(then, name) for name in PASSAGE_FIELDS if name not in left}
    return _changed(by, edition, passage, seen, changes, "edition.restore", undoes=seen)


@transaction.atomic
def move(
    *, by: Actor, edition: Edition, passage: int, seen: int, after: int | None, section: str = ""
) -> Passage:
    """Behind another passage, or to the beginning of the section (its own, or another one)."""
    writable(by, edition)
    there = section or passage_of(edition, passage).section
    behind = None if after is None else _behind(edition, after, there)
    if behind and behind.pk == passage:
        raise Refused(_("A paragraph cannot stand behind itself."))
    position = place_after(edition, there, behind)[0]
    changes = {"section": there, "position": position}
    return _changed(by, edition, passage, seen, changes, "edition.move")


def _changed(
    by: Actor,
    edition: Edition,
    passage: int,
    seen: int,
    changes: dict[str, Any],
    action: str,
    undoes: int | None = None,
) -> Passage:
    row = change(by, edition, passage, seen, changes, undoes)
    if row.version != seen:
        _record(by, edition, action, passage=row.pk, version=row.version)
    return row


def _record(by: Actor, edition: Edition, action: str, **detail: Any) -> None:
    record(action, f"edition:{edition.pk}", by=by, **detail)


def _readable(text: str) -> str:
    kept = refuse_blank(text)
    if len(kept) > LONGEST:
        raise Refused(_("The paragraph is too long. Write it as two."))
    try:
        read(kept)
    except MarkupError as error:
        words = _("“{{ %(source)s }}” is no figure: %(why)s Choose a figure, or delete it.")
        why = in_words(error.template, error.params, _)
        raise Refused(words % {"source": error.source, "why": why}) from error
    return kept


def _known(details: dict[str, Any]) -> dict[str, Any]:
    """Only what a passage has, within its bounds."""
    wanted = ("kind", "level", "label", "spec")
    found: dict[str, Any] = {name: details[name] for name in wanted if name in details}
    if "kind" in found and found["kind"] not in PassageKind.values:
        raise Refused(_("There is no such kind of paragraph."))
    if "level" in found and not 0 <= int(found["level"]) <= DEEPEST:
        raise Refused(_("A list has at most five levels."))
    if len(found.get("label", "")) > 24:
        raise Refused(_("The number before the paragraph is too long."))
    return found


def _behind(edition: Edition, pk: int, section: str) -> Passage:
    found = Passage.objects.filter(edition=edition, section=section, pk=pk).first()
    if found is None:
        raise Overtaken(_("The paragraph before it has been moved. Load the page again."))
    return found


def _entries(edition: Edition, wanted: Sequence[int]) -> list[ListEntry]:
    """In the order asked for; `NotHere` where one is not an accepted text of the year."""
    rows = ListEntry.objects.filter(
        pk__in=wanted, revision__state="accepted", revision__report__year=edition.year
    ).select_related("table")
    found = {row.pk: row for row in rows}
    if not wanted or len(found) != len(set(wanted)):
        raise NotHere
    return [found[pk] for pk in dict.fromkeys(wanted)]


def _passage(entry: ListEntry, section: str, position: int, text: str) -> Passage:
    kind = OF_STYLE.get(entry.table.style, PassageKind.BULLET)
    if entry.table.code == SIGNATURE:
        kind = PassageKind.SIGNATURE
    label = entry.number[:24] if kind == PassageKind.NUMBERED else ""
    level = min(entry.level, DEEPEST)
    return Passage(
        section=section, position=position, kind=kind, level=level, label=label, text=text
    )
