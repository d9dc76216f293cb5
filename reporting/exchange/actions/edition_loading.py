"""The printed report of a year written as an edition, in the words of its transcription: what it
had wrong is explained one by one, and sentences that do not agree with themselves stay with a
reason."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from reporting.access import Actor
from reporting.core.queries.editions import figures_of, in_work, is_written
from reporting.editions.composing.queries.material import Material
from reporting.editions.discrepancies.actions import explain_each
from reporting.editions.discrepancies.queries.contradictions import OpenSentence, open_sentences
from reporting.editions.discrepancies.queries.workspaces import workspace_of
from reporting.editions.reading.queries.shown_passages import row_texts
from reporting.editions.writing.actions import passages as writing
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.linking import reword_rows
from reporting.editions.writing.actions.unit_texts import take_in_order
from reporting.exchange.actions.transcribed_files import TranscriptionError
from reporting.kernel.periods import Period
from reporting.models import Edition, PassageKind, PassageSource
from strategies.models import Section

PRINTED_IN = "en"  # the language of what is transcribed
PrintedKey = tuple[str, int, str]  # (kind, line of the source, as printed)
TextKey = tuple[str, str, str]  # (unit, table, key of the entry)


def explain_edition(*, by: Actor, edition: Edition, folder: Path) -> int:
    """How many were explained. Raises `TranscriptionError` where one has no words, or words belong
    to nothing that is found."""
    printed = _of_print(folder)
    texts = {**printed, **_of_sentences(edition, folder)}
    return explain_each(by=by, period_key=edition.period_key, texts=texts, notes=printed)


def _of_print(folder: Path) -> dict[str, str]:
    """Fingerprint -> words, of what the printed report says otherwise than the units."""
    path = folder / "explanations.csv"
    words = {(row["kind"], int(row["line"]), row["printed"]): row["text"] for row in _rows(path)}
    found: dict[PrintedKey, str] = {
        (matter.found.kind, matter.found.line or 0, matter.found.printed): matter.fingerprint
        for matter in workspace_of(Period.parse(folder.name), "en").items
        if matter.is_printed
    }
    if found.keys() != words.keys():
        raise TranscriptionError(f"{path.name}: {sorted(found.keys() ^ words.keys())}")
    return {found[key]: text for key, text in words.items()}


def _of_sentences(edition: Edition, folder: Path) -> dict[str, str]:
    """Fingerprint -> why the sentence stays."""
    path = folder / "sentences.csv"
    words = {(_key(row), row["begins"]): row["reason"] for row in _rows(path)}
    sources = _sources(edition)
    texts: dict[str, str] = {}
    for sentence in open_sentences(edition):
        place = next((at for at in words if _is(sentence, at, sources)), None)
        if place is None:
            raise TranscriptionError(
                f"{path.name}: no reason for {sentence.row.params['sentence']}"
            )
        texts[sentence.fingerprint] = words.pop(place)
    if words:
        raise TranscriptionError(f"{path.name}: these agree with themselves: {sorted(words)}")
    return texts


def _is(sentence: OpenSentence, place: tuple[TextKey, str], sources: dict[int, TextKey]) -> bool:
    key, begins = place
    return sources.get(sentence.passage) == key and sentence.row.params["text"].startswith(begins)


def _sources(edition: Edition) -> dict[int, TextKey]:
    rows = PassageSource.objects.filter(passage__edition=edition).values_list(
        "passage_id", "entry__organisation_unit__code", "entry__table__code", "entry__key"
    )
    return {passage: (unit, table, key) for passage, unit, table, key in rows}


def _key(row: dict[str, str]) -> TextKey:
    return row["organisation_unit"], row["table"], row["key"]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@dataclass
class LoadedEdition:
    edition: Edition
    passages: int = 0
    rewritten: int = 0


@transaction.atomic
def write_edition(*, by: Actor, folder: Path) -> LoadedEdition:
    """The edition that the consolidation began is written, not yet signed. `folder` is that of the
    year's transcription."""
    year = int(folder.name)
    period = Period.parse(str(year))
    edition = in_work(period.key)
    if edition is None or is_written(period.key):
        edition = begin(by=by, period=period)  # refuses where somebody is writing one
    edition.transcribed_language = PRINTED_IN
    edition.save(update_fields=["transcribed_language"])
    done = LoadedEdition(edition)
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


def _tables(
    by: Actor, done: LoadedEdition, material: Material, wordings: dict[TextKey, str]
) -> None:
    """The texts among the rows of its tables. `key/title` and `key/kind` are other texts of a row
    than what was done."""
    for passage in done.edition.passages.filter(kind=PassageKind.TABLE):
        table = str(passage.spec.get("table"))
        texts: dict[str, str] = {}
        for row_text in row_texts(passage, material):
            unit, _period, key, name = row_text.key.split("/")
            wanted = (unit, table, key if name == "text" else f"{key}/{name}")
            if wanted in wordings:
                texts[row_text.key] = wordings.pop(wanted)
        if texts:
            reword_rows(by=by, edition=done.edition, passage=passage.pk, seen=1, texts=texts)
            done.rewritten += len(texts)


def _section(
    by: Actor,
    done: LoadedEdition,
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
    for source in sources:
        row, passage = rows[source.entry_id], source.passage
        done.passages += 1
        key = (row.unit.code, row.entry.table.code, row.entry.key)
        wording = wordings.pop(key, None)
        if wording is not None and wording != passage.text:
            writing.write(by=by, edition=done.edition, passage=passage.pk, seen=1, text=wording)
            done.rewritten += 1
