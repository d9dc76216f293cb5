"""Accepted texts are taken into the report at the place where the report's order wants them, or
into a passage that is there; a passage follows a text that was accepted again with other words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.core.actions.audit import record
from reporting.document.sentences.language import language_of
from reporting.document.sentences.markup import plain
from reporting.document.sentences.pairs import other_language
from reporting.editions.composing.queries.material import entry_order, level_of, printed_texts
from reporting.editions.composing.queries.open_row_tables import level_title
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.versions import add, place_after, writable
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS
from reporting.editions.writing.queries.unit_texts import accepted_entries, section_entries
from reporting.models import Edition, ListEntry, Passage, PassageKind, PassageSource
from strategies.models import Table

# Table's order, the entry's in it (`entry_order`), and 0 for the heading above it.
Place = tuple[int, int, int, int, int]
LAST = 1_000_000_000
Level = tuple[int, str]  # table, national or sub-national


@dataclass(frozen=True)
class _OrderedPassage:
    """A passage and where the report's order has it; None: wherever an editor put it. `level`:
    of the text behind it."""

    passage: Passage
    place: Place | None
    level: Level | None = None


@dataclass(frozen=True)
class _Order:
    """The section's accepted texts: the level of each, and where a level begins."""

    levels: dict[int, Level]
    starts: dict[Level, Place]


@transaction.atomic
def take_in_order(
    *,
    by: Actor,
    edition: Edition,
    section: str,
    entries: Sequence[int],
    merged: bool = False,
    translations: Mapping[int, str] | None = None,
) -> list[Passage]:
    """Each text as a passage (or all as one) before its table, behind what the report's order has
    before it; the first texts of a level get its heading where the table says so. What is in a
    passage already is not taken twice. `Overtaken` where one does not stand for the period any
    more, `Refused` where none is left."""
    writable(by, edition)
    every = section_entries(edition, section)
    wanted, order = _wanted(edition, every, entries), _order(every)
    if merged:
        after = _behind(_ordered_passages(edition, section, order), _place(wanted[0]))
        return passages.take(
            by=by, edition=edition, section=section, entries=[entry.pk for entry in wanted],
            after=after.pk if after else None, merged=True,
        )  # fmt: skip
    made: list[Passage] = []
    for level, run in groupby(wanted, key=lambda entry: order.levels[entry.pk]):
        in_order = _ordered_passages(edition, section, order)
        is_first = all(ordered.level != level for ordered in in_order)
        taken: list[Passage] = []
        for after, some in _gaps(in_order, list(run)):
            taken += passages.take(
                by=by, edition=edition, section=section, entries=[entry.pk for entry in some],
                after=after.pk if after else None, translations=translations,
            )  # fmt: skip
        if level[1] and is_first:
            _head(by, edition, section, level[1], taken[0])
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
        raise Refused(_choose())
    found = Passage.objects.filter(edition=edition, pk=passage, kind__in=TEXT_KINDS).first()
    if found is None:
        raise NotHere
    printed = printed_texts(rows, edition.year)
    words = " ".join([found.text, *(plain(printed[row.pk]) for row in rows)])
    made = passages.write(by=by, edition=edition, passage=passage, seen=seen, text=words)
    passages.merge_into(by=by, edition=edition, passage=passage, entries=[row.pk for row in rows])
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
        words = plain(printed_texts(rows, edition.year)[rows[0].pk])
        passages.write(by=by, edition=edition, passage=passage, seen=seen, text=words)
    passages.merge_into(by=by, edition=edition, passage=passage, entries=[entry])


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


def _wanted(
    edition: Edition, every: Sequence[tuple[ListEntry, str]], entries: Sequence[int]
) -> list[ListEntry]:
    """In the order of the report, what is not in it yet."""
    asked = set(entries)
    rows = [entry for entry, _level in every if entry.pk in asked]
    if len(rows) != len(asked):
        raise Overtaken(_("A report was accepted again meanwhile. Look at its new words first."))
    there = set(
        PassageSource.objects.filter(
            passage__edition=edition, passage__removed=False, entry__in=rows
        ).values_list("entry_id", flat=True)
    )
    left = [row for row in rows if row.pk not in there]
    if not left:
        words = _("These texts stand in the report already.") if rows else _choose()
        raise Refused(words)
    return left


def _choose() -> str:
    return _("Choose the texts first.")


def _order(every: Sequence[tuple[ListEntry, str]]) -> _Order:
    levels = {entry.pk: (entry.table_id, level) for entry, level in every}
    starts: dict[Level, Place] = {}
    for entry, _level in every:
        starts.setdefault(levels[entry.pk], (*_place(entry)[:4], 0))
    return _Order(levels, starts)


def _place(entry: ListEntry) -> Place:
    return (entry.table.position, *entry_order(entry, entry.table), 1)


def _ordered_passages(edition: Edition, section: str, order: _Order) -> list[_OrderedPassage]:
    """Every passage of the section that stands, in order. A table stands behind its own texts, a
    heading with what follows it, a sentence of an editor with what is before it."""
    rows = list(
        Passage.objects.filter(edition=edition, section=section, removed=False).order_by(
            "position", "pk"
        )
    )
    tables = dict(Table.objects.filter(section__code=section).values_list("code", "position"))
    texts = _first_texts(rows, section)
    found: list[_OrderedPassage] = []
    below: _OrderedPassage | None = None
    for row in reversed(rows):
        ordered = _ordered_passage(row, texts.get(row.pk), tables, order)
        if row.kind == PassageKind.HEADING and ordered.place is None and below is not None:
            ordered = _OrderedPassage(row, _heads(row, below, order))
        if ordered.place is not None:
            below = ordered
        found.append(ordered)
    return found[::-1]


def _first_texts(rows: Sequence[Passage], section: str) -> dict[int, ListEntry]:
    """By passage the text behind it that the report has first."""
    sources = PassageSource.objects.filter(
        passage__in=rows, entry__table__section__code=section
    ).select_related("entry__table", "entry__organisation_unit", "entry__revision__report")
    found: dict[int, ListEntry] = {}
    for source in sorted(sources, key=lambda source: _place(source.entry)):
        found.setdefault(source.passage_id, source.entry)
    return found


def _ordered_passage(
    row: Passage, text: ListEntry | None, tables: Mapping[str, int], order: _Order
) -> _OrderedPassage:
    if row.kind == PassageKind.CHART:
        return _OrderedPassage(row, (LAST, 0, 0, 0, 0))
    position = tables.get(str(row.spec.get("table", ""))) if row.spec else None
    if position is not None:
        return _OrderedPassage(row, (position, LAST, 0, 0, 0))
    if text is None:
        return _OrderedPassage(row, None)
    level = level_of(text.organisation_unit, "") if text.table.levels else ""
    return _OrderedPassage(row, _place(text), order.levels.get(text.pk, (text.table_id, level)))


def _heads(heading: Passage, below: _OrderedPassage, order: _Order) -> Place | None:
    """The heading of a level stands before every text of it, taken or not."""
    if below.level and below.level[1] and heading.text == level_title(below.level[1]):
        return order.starts.get(below.level, below.place)
    return below.place


def _behind(in_order: Sequence[_OrderedPassage], place: Place) -> Passage | None:
    """The passage before the first one that the order has behind `place`."""
    before = None
    for ordered in in_order:
        if ordered.place is not None and ordered.place > place:
            return before
        before = ordered.passage
    return before


def _gaps(
    in_order: Sequence[_OrderedPassage], run: Sequence[ListEntry]
) -> Iterator[tuple[Passage | None, list[ListEntry]]]:
    """The texts of a run by the passage behind which they go."""
    some: list[ListEntry] = []
    last: Passage | None = None
    for entry in run:
        after = _behind(in_order, _place(entry))
        if some and after != last:
            yield last, some
            some = []
        last = after
        some.append(entry)
    yield last, some


def _head(by: Actor, edition: Edition, section: str, level: str, first: Passage) -> None:
    """A heading before this passage, in both languages where the portal has it in both."""
    words = level_title(level)
    with override(other_language(language_of(words)) or None):
        translated = level_title(level)
    first.refresh_from_db(fields=["position"])  # the section may have been spread out
    before = (
        Passage.objects.filter(edition=edition, section=section, position__lt=first.position)
        .order_by("-position", "-pk")
        .first()
    )
    position = place_after(edition, section, before)[0]
    heading = Passage(section=section, position=position, kind=PassageKind.HEADING, text=words)
    if language_of(translated) != language_of(words):
        heading.translation = translated
    add(by, edition, [heading])
