"""Sentences follow their figures: after a consolidation it is kept what each of them showed before
and shows now, for whoever wrote it."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from reporting.access import Actor
from reporting.core.actions.audit import record
from reporting.core.queries.editions import consolidation_before, in_work
from reporting.document.sentences.figures_in_text import Setter
from reporting.document.sentences.markup import Quoted
from reporting.document.sentences.row_texts import TEXTS, places, stored_texts
from reporting.editions.writing.actions.versions import writable
from reporting.editions.writing.queries.figure_index import setter_of
from reporting.models import Consolidation, Edition, FollowedFigure, Passage

LONGEST_REFERENCE, LONGEST_SHOWN = 600, 200


@transaction.atomic
def follow(consolidation: Consolidation) -> int:
    """For the edition that is being written of this period; how many figures sentences followed."""
    edition = in_work(consolidation.period_key)
    before = consolidation_before(consolidation)
    if edition is None or before is None:
        return 0
    with_references = Q(text__contains="{{") | Q(spec__has_key=TEXTS)
    passages = list(
        edition.passages.filter(with_references, removed=False).select_related("changed_by")
    )
    made: list[FollowedFigure] = []
    for language, _name in settings.LANGUAGES:
        theirs = [passage for passage in passages if _language(passage) == language]
        if theirs:
            made += _followed(consolidation, before, theirs, language)
    FollowedFigure.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return len(made)


def _language(passage: Passage) -> str:
    """In which its last editor is told."""
    known = {code for code, _name in settings.LANGUAGES}
    wanted = passage.changed_by.reads
    return wanted if wanted in known else settings.LANGUAGE_CODE.partition("-")[0]


def _followed(
    consolidation: Consolidation, before: Consolidation, passages: Iterable[Passage], language: str
) -> Iterator[FollowedFigure]:
    with override(language):
        then, now = setter_of(before, language), setter_of(consolidation, language)
        for passage in passages:
            for reference, old, new in changes_in(passage, then, now):
                yield FollowedFigure(
                    passage=passage,
                    consolidation=consolidation,
                    reference=reference[:LONGEST_REFERENCE],
                    before=old[:LONGEST_SHOWN],
                    after=new[:LONGEST_SHOWN],
                )


def changes_in(passage: Passage, then: Setter, now: Setter) -> Iterator[tuple[str, str, str]]:
    """In its text, or in the texts of a table's rows; what two of them refer to counts once."""
    seen: set[str] = set()
    for text in stored_texts(passage.text, passage.spec):
        for reference, old, new in changes(text, then, now):
            if reference not in seen:
                seen.add(reference)
                yield reference, old, new


def changes(text: str, then: Setter, now: Setter) -> Iterator[tuple[str, str, str]]:
    """Each reference of a text that is read otherwise now: itself, before, after."""
    then, now = then.for_text(text), now.for_text(text)
    quoted = {
        str(place.number): place.number
        for place in places(text)
        if isinstance(place.number, Quoted)
    }
    for reference in quoted.values():
        old, new = then.quote(reference), now.quote(reference)
        if old.text != new.text:
            yield new.expression, old.text, new.text


@transaction.atomic
def mark_seen(*, by: Actor, edition: Edition, passage: int | None = None) -> int:
    """Of one passage or of the whole edition; how many were unseen."""
    writable(by, edition)
    rows = FollowedFigure.objects.filter(passage__edition=edition, seen_at=None)
    if passage is not None:
        rows = rows.filter(passage_id=passage)
    seen = rows.update(seen_at=timezone.now(), seen_by=by.user)
    if seen:
        record("edition.seen", f"edition:{edition.pk}", by=by, passage=passage, figures=seen)
    return seen
