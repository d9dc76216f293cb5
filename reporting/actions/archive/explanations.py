"""What the printed report of a year had wrong, explained one by one, and the sentences that stay as
they were printed though they do not agree with themselves: by the actions of a consolidator, in the
words of the transcription."""

import csv
from collections.abc import Iterator
from pathlib import Path

from reporting.access import Actor
from reporting.actions.archive.files import TranscriptionError
from reporting.actions.editions.settling import explain_each
from reporting.kernel.periods import Period
from reporting.models import Edition, PassageSource
from reporting.queries.editions.contradictions import OpenSentence, open_sentences
from reporting.queries.editions.desks import desk_of

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
        (one.found.kind, one.found.line or 0, one.found.printed): one.fingerprint
        for one in desk_of(Period.parse(folder.name), "en").items
        if one.is_printed
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
    for one in open_sentences(edition):
        place = next((at for at in words if _is(one, at, sources)), None)
        if place is None:
            raise TranscriptionError(f"{path.name}: no reason for {one.row.params['sentence']}")
        texts[one.fingerprint] = words.pop(place)
    if words:
        raise TranscriptionError(f"{path.name}: these agree with themselves: {sorted(words)}")
    return texts


def _is(one: OpenSentence, place: tuple[TextKey, str], sources: dict[int, TextKey]) -> bool:
    key, begins = place
    return sources.get(one.passage) == key and one.row.params["text"].startswith(begins)


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
