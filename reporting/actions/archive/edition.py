"""The printed report of a year as an edition of the portal, by the actions of an editor: the
accepted texts are taken in the report's order, and the sentences that quote figures are rewritten
so that they refer to them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from reporting.access import Actor
from reporting.actions.archive.files import TranscriptionError
from reporting.actions.editions import writing
from reporting.actions.editions.begin import begin
from reporting.actions.editions.linking import reword_rows
from reporting.actions.editions.taking import take_in_order
from reporting.kernel.periods import Period
from reporting.models import Edition, PassageKind, PassageSource
from reporting.queries.document.material import Material
from reporting.queries.editions.found import figures_of, in_work, is_written
from reporting.queries.editions.shown import row_texts
from strategies.models import Section

TextKey = tuple[str, str, str]  # (unit, table, key of the entry)


@dataclass
class Written:
    edition: Edition
    passages: int = 0
    rewritten: int = 0


@transaction.atomic
def write_edition(*, by: Actor, folder: Path) -> Written:
    """The edition that the consolidation began is written, not yet signed. `folder` is that of the
    year's transcription."""
    year = int(folder.name)
    period = Period.parse(str(year))
    edition = in_work(period.key)
    if edition is None or is_written(period.key):
        edition = begin(by=by, period=period)  # refuses where somebody is writing one
    done = Written(edition)
    wordings = dict(_wordings(folder / "edition.csv"))
    figures = figures_of(edition)
    assert figures is not None  # it could be begun
    material = Material(figures, "en")
    for section in material.sections:
        _section(by, done, section, material, wordings)
    _tables(by, done, material, wordings)
    if wordings:
        raise TranscriptionError(f"edition.csv: no report has these texts: {sorted(wordings)}")
    return done


def _wordings(path: Path) -> Iterator[tuple[TextKey, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield (row["organisation_unit"], row["table"], row["key"]), row["text"]


def _tables(by: Actor, done: Written, material: Material, wordings: dict[TextKey, str]) -> None:
    """The texts among the rows of its tables. `key/title` and `key/kind` are other texts of a row
    than what was done."""
    for passage in done.edition.passages.filter(kind=PassageKind.TABLE):
        table = str(passage.spec.get("table"))
        texts: dict[str, str] = {}
        for one in row_texts(passage, material):
            unit, _period, key, name = one.key.split("/")
            wanted = (unit, table, key if name == "text" else f"{key}/{name}")
            if wanted in wordings:
                texts[one.key] = wordings.pop(wanted)
        if texts:
            reword_rows(by=by, edition=done.edition, passage=passage.pk, seen=1, texts=texts)
            done.rewritten += len(texts)


def _section(
    by: Actor,
    done: Written,
    section: Section,
    material: Material,
    wordings: dict[TextKey, str],
) -> None:
    """Its texts in the report's order, as an editor takes all of them at once."""
    rows = {
        row.entry.pk: row
        for table in material.tables[section.pk]
        if table.style
        for row in material.entries[table.pk]
        if row.entry.text or row.entry.title
    }
    if not rows:
        return
    take_in_order(by=by, edition=done.edition, section=section.code, entries=list(rows))
    sources = PassageSource.objects.filter(
        passage__edition=done.edition, passage__section=section.code
    ).select_related("passage")
    for one in sources:
        row, passage = rows[one.entry_id], one.passage
        done.passages += 1
        key = (row.unit.code, row.entry.table.code, row.entry.key)
        wording = wordings.pop(key, None)
        if wording is not None and wording != passage.text:
            writing.write(by=by, edition=done.edition, passage=passage.pk, seen=1, text=wording)
            done.rewritten += 1
