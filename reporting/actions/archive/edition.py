"""The printed report of a year as an edition of the portal, by the actions of an editor: the
accepted texts are taken in the report's order, and the sentences that quote figures are rewritten
so that they refer to them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.db import transaction

from reporting.access import Actor
from reporting.actions.archive.files import TranscriptionError
from reporting.actions.editions import writing
from reporting.actions.editions.begin import begin
from reporting.kernel.periods import Period
from reporting.models import Edition, Passage, PassageKind
from reporting.queries.document.entries import text_level, text_level_title
from reporting.queries.document.material import EntryRow, Material
from reporting.queries.editions.found import figures_of
from strategies.models import Section, Table

TextKey = tuple[str, str, str]  # (unit, table, key of the entry)


@dataclass
class Written:
    edition: Edition
    passages: int = 0
    rewritten: int = 0


@transaction.atomic
def write_edition(*, by: Actor, folder: Path) -> Written:
    """Begun and written, not yet signed. `folder` is that of the year's transcription."""
    year = int(folder.name)
    edition = begin(by=by, period=Period.parse(str(year)))
    done = Written(edition)
    wordings = dict(_wordings(folder / "edition.csv"))
    figures = figures_of(edition)
    assert figures is not None  # it could be begun
    material = Material(figures, "en")
    for section in material.sections:
        _section(by, done, section, material, wordings)
    if wordings:
        raise TranscriptionError(f"edition.csv: no report has these texts: {sorted(wordings)}")
    return done


def _wordings(path: Path) -> Iterator[tuple[TextKey, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield (row["organisation_unit"], row["table"], row["key"]), row["text"]


def _section(
    by: Actor,
    done: Written,
    section: Section,
    material: Material,
    wordings: dict[TextKey, str],
) -> None:
    """The texts of each table stand before its numbers, as the catalogue has them in order."""
    placed = {
        row.spec["table"]: row.pk
        for row in done.edition.passages.filter(section=section.code, kind=PassageKind.TABLE)
    }
    after: int | None = None
    for table in material.tables[section.pk]:
        if table.style:
            after = _texts(by, done, table, material, wordings, after)
        after = placed.get(table.code, after)


def _texts(
    by: Actor,
    done: Written,
    table: Table,
    material: Material,
    wordings: dict[TextKey, str],
    after: int | None,
) -> int | None:
    rows = [row for row in material.entries[table.pk] if row.entry.text or row.entry.title]
    for level, group in groupby(_with_levels(rows), key=lambda pair: pair[0]):
        entries = [row for _level, row in group]
        if table.levels:
            after = _heading(by, done, table, text_level_title(level), after).pk
        made = writing.take(
            by=by, edition=done.edition, section=table.section.code, after=after,
            entries=[row.entry.pk for row in entries],
        )  # fmt: skip
        for row, passage in zip(entries, made, strict=True):
            wording = wordings.pop((row.unit.code, table.code, row.entry.key), None)
            if wording is not None and wording != passage.text:
                writing.write(by=by, edition=done.edition, passage=passage.pk, seen=1, text=wording)
                done.rewritten += 1
        done.passages += len(made)
        after = made[-1].pk
    return after


def _with_levels(rows: list[EntryRow]) -> Iterator[tuple[str, EntryRow]]:
    level = ""
    for row in rows:
        level = text_level(row, level)
        yield level, row


def _heading(by: Actor, done: Written, table: Table, title: str, after: int | None) -> Passage:
    return writing.add_passage(
        by=by, edition=done.edition, section=table.section.code, after=after,
        kind=PassageKind.HEADING, text=title,
    )  # fmt: skip
