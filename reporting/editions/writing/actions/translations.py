"""A passage, or words that no passage holds, get their counterpart in the other language: it refers
to the same figures, and is never saved over one that its author has not seen."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.core.actions.audit import record
from reporting.core.queries.editions import figures_of
from reporting.document.sentences.figures_in_text import Setter
from reporting.document.sentences.language import language_of
from reporting.document.sentences.markup import Kept, MarkupError, Quoted, read
from reporting.document.sentences.pairs import (
    compare_references,
    is_in_wrong_language,
    mark_of,
    other_language,
)
from reporting.editions.writing.actions.versions import Conflict, change, passage_of, writable
from reporting.editions.writing.queries.figure_index import setter_of
from reporting.kernel.messages import in_words
from reporting.models import Edition, Passage, TranslatedWords

LONGEST = 20_000
LANGUAGE_NAMES = dict(settings.LANGUAGES)


class WordsConflict(Overtaken):
    """Somebody else has translated these words meanwhile: `row` is how they stand now."""

    def __init__(self, row: TranslatedWords) -> None:
        name = row.by.get_full_name() or row.by.get_username()
        super().__init__(
            _("%(name)s has translated this meanwhile. Look at both and choose.") % {"name": name}
        )
        self.row = row


@transaction.atomic
def translate(*, by: Actor, edition: Edition, passage: int, seen: int, text: str) -> Passage:
    """The counterpart of the text as it reads now. Raises `Conflict` where `seen` is not the newest
    version, `Refused` where the counterpart refers to other figures than the text."""
    writable(by, edition)
    row = passage_of(edition, passage)
    if row.version != seen:
        raise Conflict(row)
    if not row.language:
        raise NotHere
    kept = counterpart(edition, row.text, row.language, text)
    changes = {"translation": kept, "translates": mark_of(row.text)}
    made = change(by, edition, passage, seen, changes)
    if made.version != seen:
        _record(by, edition, passage=made.pk, version=made.version)
    return made


@transaction.atomic
def confirm(*, by: Actor, edition: Edition, passage: int, seen: int) -> Passage:
    """The text has changed and its counterpart still says the same."""
    writable(by, edition)
    row = passage_of(edition, passage)
    if not row.translation:
        raise NotHere
    return translate(by=by, edition=edition, passage=passage, seen=seen, text=row.translation)


@transaction.atomic
def translate_words(
    *, by: Actor, edition: Edition, words: str, seen: int, text: str
) -> TranslatedWords:
    """Of words as they are printed. `seen`: the version that was looked at, 0 where there was none.
    Raises `WordsConflict` where there is a newer one, `Refused` as `translate`."""
    writable(by, edition)
    language = language_of(words)
    if not language:
        raise NotHere
    kept = counterpart(edition, words, language, text)
    rows = TranslatedWords.objects.select_for_update().filter(edition=edition, mark=mark_of(words))
    row = rows.select_related("by").first()
    if row is not None and row.translation == kept:
        return row
    if row is not None and row.version != seen:
        raise WordsConflict(row)
    if row is None:
        row = TranslatedWords(edition=edition, mark=mark_of(words), text=words, language=language)
        before = ""
    else:
        before = row.translation
        row.version += 1
    row.translation, row.at, row.by = kept, timezone.now(), by.user
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        now = rows.select_related("by").first()
        if now is None:
            raise
        raise WordsConflict(now) from None
    _record(by, edition, words=words, before=before, after=kept)
    return row


def counterpart(edition: Edition, text: str, language: str, typed: str) -> str:
    """As it is kept. Raises `Refused` with what is wrong with it."""
    kept = typed.replace("\x00", "").replace("\r\n", "\n").strip()
    name = {"language": str(LANGUAGE_NAMES[other_language(language)])}
    if not kept:
        raise Refused(_("Nothing is written in %(language)s yet.") % name)
    if len(kept) > LONGEST:
        raise Refused(_("The paragraph is too long. Write it as two."))
    try:
        read(kept)
    except MarkupError as error:
        words = _("“{{ %(source)s }}” is no figure: %(why)s Choose a figure, or delete it.")
        why = in_words(error.template, error.params, _)
        raise Refused(words % {"source": error.source, "why": why}) from error
    if is_in_wrong_language(kept, text):
        raise Refused(_("This is the language of the original. Write it in %(language)s.") % name)
    found = compare_references(text, kept)
    if found:
        raise Refused(" ".join(_differing(edition, found.missing, found.extra)))
    return kept


def counterpart_given(edition: Edition, text: str, typed: str) -> str:
    """As `counterpart`, of one that may be left empty."""
    language = language_of(text)
    return counterpart(edition, text, language, typed) if typed.strip() and language else ""


def _differing(edition: Edition, missing: Iterable[str], extra: Iterable[str]) -> Iterable[str]:
    figures = figures_of(edition)
    setter = setter_of(figures, "en") if figures else None
    lacking = [_shown(token, setter) for token in missing]
    too_many = [_shown(token, setter) for token in extra]
    if lacking:
        yield _("Both texts refer to the same figures. Missing here: %(figures)s. Put them in.") % {
            "figures": ", ".join(lacking)
        }
    if too_many:
        yield _(
            "The original does not refer to: %(figures)s. Take them out, or add them there first."
        ) % {"figures": ", ".join(too_many)}


def _shown(token: str, setter: Setter | None) -> str:
    """The number that is read."""
    try:
        piece = read(token)[0]
    except MarkupError:
        return token
    if isinstance(piece, Kept):
        return piece.shown
    if isinstance(piece, Quoted) and setter is not None:
        return setter.quote(piece).text
    return token


def translate_all(
    *, by: Actor, edition: Edition, passages: Mapping[int, str], words: Mapping[str, str]
) -> int:
    """What a file holds: counterparts by passage and by words; how many."""
    versions = dict(edition.passages.filter(pk__in=passages).values_list("pk", "version"))
    for pk, text in passages.items():
        translate(by=by, edition=edition, passage=pk, seen=versions[pk], text=text)
    for source, text in words.items():
        translate_words(by=by, edition=edition, words=source, seen=0, text=text)
    return len(passages) + len(words)


def _record(by: Actor, edition: Edition, **detail: Any) -> None:
    record("edition.translate", f"edition:{edition.pk}", by=by, **detail)
