"""The transcribed edition in the other language: its translation is read from files, text by text,
and each counterpart is saved as an editor saves it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from reporting.access import Actor, Refused
from reporting.core.queries.editions import figures_of
from reporting.editions.discrepancies.queries.footnote_words import written_note
from reporting.editions.discrepancies.queries.resolutions import discrepancies_of, histories
from reporting.editions.writing.actions.translations import translate, translate_words
from reporting.editions.writing.queries.translations import pairs_of
from reporting.exchange.actions.transcribed_files import TranscriptionError
from reporting.models import Edition, PassageSource

FOLDER, TRANSLATION = "khmer", "text_km"
# File -> the columns that say which text it is.
FILES = {
    "passages.csv": ("organisation_unit", "table", "key"),
    "words.csv": ("text",),
    "explanations.csv": ("kind", "line", "printed"),
}
Key = tuple[str, ...]


@dataclass
class LoadedTranslation:
    translated: int = 0
    lacking: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def translate_edition(*, by: Actor, edition: Edition, folder: Path) -> LoadedTranslation:
    """`folder` is that of the year's transcription; without a translation in it nothing is done.
    Raises `TranscriptionError` with every counterpart that belongs to no text of the edition or
    does not refer to the figures of its text."""
    done = LoadedTranslation()
    if (folder / FOLDER).is_dir():
        for name, wanted in _wanted(edition).items():
            _load(by, edition, folder / FOLDER / name, wanted, done)
        if done.refused:
            raise TranscriptionError("\n".join(done.refused))
    done.lacking = sum(part.to_do for part in pairs_of(edition, "en"))
    return done


def _wanted(edition: Edition) -> dict[str, dict[Key, int | str]]:
    """By file what each key means: a passage by its number, words by themselves."""
    words: dict[Key, int | str] = {
        (item.text,): item.text
        for part in pairs_of(edition, "en")
        for item in part.items
        if not item.passage
    }
    return {
        "passages.csv": dict(_passages(edition)),
        "words.csv": words,
        "explanations.csv": dict(_notes(edition)),
    }


def _passages(edition: Edition) -> Iterator[tuple[Key, int]]:
    rows = PassageSource.objects.filter(passage__edition=edition).values_list(
        "passage_id", "entry__organisation_unit__code", "entry__table__code", "entry__key"
    )
    for passage, unit, table, key in rows:
        yield (unit, table, key), passage


def _notes(edition: Edition) -> Iterator[tuple[Key, str]]:
    """What is printed of the explanations; "" of one that another note says too."""
    figures = figures_of(edition)
    if figures is None:
        return
    said = histories(edition.period_key)
    for mark, row in discrepancies_of(figures).items():
        if mark in said:
            yield (row.kind, str(row.line or 0), row.printed), written_note(row, said[mark][-1])


def _load(
    by: Actor, edition: Edition, path: Path, wanted: dict[Key, int | str], done: LoadedTranslation
) -> None:
    for line, key, text in read_translations(path):
        target = wanted.get(key)
        if target is None:
            done.refused.append(f"{path.name}:{line}: no text of the edition is {key}.")
            continue
        if target == "":
            continue
        try:
            if isinstance(target, int):
                version = edition.passages.get(pk=target).version
                translate(by=by, edition=edition, passage=target, seen=version, text=text)
            else:
                translate_words(by=by, edition=edition, words=target, seen=0, text=text)
        except Refused as refusal:
            done.refused.append(f"{path.name}:{line}: {key}: {refusal}")
            continue
        done.translated += 1


def read_translations(path: Path) -> Iterator[tuple[int, Key, str]]:
    """Line, key and counterpart of each row; a row without a counterpart waits for it."""
    if not path.exists():
        return
    columns = FILES[path.name]
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if row[TRANSLATION].strip():
                yield reader.line_num, tuple(row[name] for name in columns), row[TRANSLATION]
