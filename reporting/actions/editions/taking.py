"""Accepted texts into the report at the place where the report's order wants them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.access_errors import NotHere, Overtaken, Refused
from reporting.actions.audit import record
from reporting.actions.editions import writing
from reporting.actions.editions.places import place_after
from reporting.actions.editions.versions import add, writable
from reporting.kernel.writing.markup import plain
from reporting.models import Edition, ListEntry, Passage, PassageKind, PassageSource
from reporting.queries.document.entries import level_title
from reporting.queries.document.order import entry_order, level_of
from reporting.queries.editions.bullets import accepted_entries, words_of
from strategies.models import Table

Place = tuple[int, int, int, int]  # table's order, then the entry's in it
FIRST: Place = (-1, 0, 0, 0)
LAST = 1_000_000_000


@dataclass(frozen=True)
class _Standing:
    """A passage and where the report's order has it; None: wherever an editor put it."""

    passage: Passage
    place: Place | None
    level: tuple[int, str] = (0, "")  # of the texts behind it: table, heading


@transaction.atomic
def take_in_order(
    *, by: Actor, edition: Edition, section: str, entries: Sequence[int], merged: bool = False
) -> list[Passage]:
    """Each text as a passage (or all as one) before its table, behind what the report's order has
    before it; the first texts of a level get its heading where the table says so. What is in a
    passage already is not taken twice. `Overtaken` where one does not stand for the period any
    more, `Refused` where none is left."""
    writable(by, edition)
    wanted = _wanted(edition, section, entries)
    if merged:
        after = _behind(_standings(edition, section), _place(wanted[0]))
        return writing.take(
            by=by, edition=edition, section=section, entries=[one.pk for one in wanted],
            after=after.pk if after else None, merged=True,
        )  # fmt: skip
    made: list[Passage] = []
    for heading, run in _runs(wanted):
        standings = _standings(edition, section)
        is_first = not any(one.level == (run[0].table_id, heading) for one in standings)
        taken: list[Passage] = []
        for after, some in _gaps(standings, run):
            taken += writing.take(
                by=by, edition=edition, section=section, entries=[one.pk for one in some],
                after=after.pk if after else None,
            )  # fmt: skip
        if heading and is_first:
            _head(by, edition, section, heading, taken[0])
        made += taken
    return made


@transaction.atomic
def merge_words(
    *, by: Actor, edition: Edition, passage: int, seen: int, entries: Sequence[int]
) -> Passage:
    """The words of accepted texts behind those of a passage, which then comes from them too.
    Raises `Conflict` where `seen` is not its newest version."""
    writable(by, edition)
    rows = accepted_entries(edition, entries)
    if not rows:
        raise Refused(_("Choose the texts first."))
    found = Passage.objects.filter(edition=edition, pk=passage, kind__in=writing.TEXT_KINDS).first()
    if found is None:
        raise NotHere
    words = " ".join([found.text, *(plain(words_of(row)) for row in rows)])
    made = writing.write(by=by, edition=edition, passage=passage, seen=seen, text=words)
    writing.merge_into(by=by, edition=edition, passage=passage, entries=[row.pk for row in rows])
    return made


@transaction.atomic
def follow_text(
    *, by: Actor, edition: Edition, passage: int, entry: int, seen: int, use: bool
) -> None:
    """A text was accepted again with other words: the passage takes them (`use`), or keeps its
    own; either way the newest wording stands behind it."""
    writable(by, edition)
    rows = accepted_entries(edition, [entry])
    if not rows:
        raise NotHere
    if use:
        words = plain(words_of(rows[0]))
        writing.write(by=by, edition=edition, passage=passage, seen=seen, text=words)
    writing.merge_into(by=by, edition=edition, passage=passage, entries=[entry])


@transaction.atomic
def part_from(*, by: Actor, edition: Edition, passage: int, entry: int) -> None:
    """The passage stands without this text: it was withdrawn, or did not belong there."""
    writable(by, edition)
    gone = PassageSource.objects.filter(
        passage_id=passage, passage__edition=edition, entry_id=entry
    )
    if not gone.exists():
        raise NotHere
    gone.delete()
    record("edition.part", f"edition:{edition.pk}", by=by, passage=passage, entry=entry)


def _wanted(edition: Edition, section: str, entries: Sequence[int]) -> list[ListEntry]:
    rows = accepted_entries(edition, entries)
    if len(rows) != len(set(entries)):
        raise Overtaken(_("A report was accepted again meanwhile. Look at its new words first."))
    there = set(
        PassageSource.objects.filter(
            passage__edition=edition, passage__removed=False, entry__in=rows
        ).values_list("entry_id", flat=True)
    )
    left = [row for row in rows if row.pk not in there]
    if not left:
        if rows:
            raise Refused(_("These texts stand in the report already."))
        raise Refused(_("Choose the texts first."))
    if any(row.table.section.code != section for row in left):
        raise NotHere
    return left


def _place(entry: ListEntry) -> Place:
    return (entry.table.position, *entry_order(entry, entry.table))


def _runs(wanted: Sequence[ListEntry]) -> Iterator[tuple[str, list[ListEntry]]]:
    """What belongs under one heading: by table and level. The heading is "" where there is none."""
    levels = []
    level = ""
    for at, one in enumerate(wanted):
        if at and one.table_id != wanted[at - 1].table_id:
            level = ""
        level = level_of(one.organisation_unit, level) if one.table.levels else ""
        levels.append((one.table_id, level))
    for (_table, level), run in groupby(zip(levels, wanted, strict=True), key=itemgetter(0)):
        yield level_title(level) if level else "", [one for _level, one in run]


def _standings(edition: Edition, section: str) -> list[_Standing]:
    """Every passage of the section that stands, in order. A table stands behind its own texts, a
    heading with what follows it, a sentence of an editor with what is before it."""
    rows = list(
        Passage.objects.filter(edition=edition, section=section, removed=False).order_by(
            "position", "pk"
        )
    )
    tables = dict(Table.objects.filter(section__code=section).values_list("code", "position"))
    first: dict[int, Place] = {}
    levels: dict[int, tuple[int, str]] = {}
    sources = PassageSource.objects.filter(passage__in=rows).select_related(
        "entry__table__section", "entry__organisation_unit", "entry__revision__report"
    )
    for one in sources:
        entry = one.entry
        if entry.table.section.code == section:
            place = _place(entry)
            first[one.passage_id] = min(place, first.get(one.passage_id, place))
            level = level_of(entry.organisation_unit, "")
            levels[one.passage_id] = (entry.table_id, level_title(level))
    places: list[Place | None] = []
    for row in rows:
        position = tables.get(str(row.spec.get("table", ""))) if row.spec else None
        if row.kind == PassageKind.CHART:
            places.append((LAST, 0, 0, 0))
        else:
            places.append(first.get(row.pk) if position is None else (position, LAST, 0, 0))
    for at in range(len(rows) - 1, -1, -1):
        if rows[at].kind == PassageKind.HEADING and places[at] is None:
            places[at] = next((one for one in places[at + 1 :] if one is not None), None)
    return [
        _Standing(row, place, levels.get(row.pk, (0, "")))
        for row, place in zip(rows, places, strict=True)
    ]


def _behind(standings: Sequence[_Standing], place: Place) -> Passage | None:
    """The passage before the first one that the order has behind `place`."""
    before = None
    for one in standings:
        if one.place is not None and one.place > place:
            return before
        before = one.passage
    return before


def _gaps(
    standings: Sequence[_Standing], run: Sequence[ListEntry]
) -> Iterator[tuple[Passage | None, list[ListEntry]]]:
    """The texts of a run by the passage behind which they go."""
    some: list[ListEntry] = []
    last: Passage | None = None
    for one in run:
        after = _behind(standings, _place(one))
        if some and after != last:
            yield last, some
            some = []
        last = after
        some.append(one)
    yield last, some


def _head(by: Actor, edition: Edition, section: str, words: str, first: Passage) -> None:
    """A heading before this passage."""
    first.refresh_from_db(fields=["position"])  # the section may have been spread out
    before = (
        Passage.objects.filter(edition=edition, section=section, position__lt=first.position)
        .order_by("-position", "-pk")
        .first()
    )
    position = place_after(edition, section, before)[0]
    kind = PassageKind.HEADING
    add(by, edition, [Passage(section=section, position=position, kind=kind, text=words)])
