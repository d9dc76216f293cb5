"""Publication: text, figures, revisions, catalogue and rendering become one edition that never
changes any more, and every unit reads it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from provinces.roles import Permission
from reporting.access import Actor, Overtaken, Refused, require
from reporting.core.actions.audit import record
from reporting.core.queries.editions import newest_consolidation
from reporting.document.json_files import to_json
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.discrepancies.queries.contradictions import open_sentences
from reporting.editions.publishing.actions import freezing
from reporting.editions.publishing.actions.freezing import LANGUAGES, Contents
from reporting.editions.publishing.actions.rendered_files import WHOLE
from reporting.editions.publishing.queries import readiness
from reporting.editions.publishing.queries.canonical import (
    canonical_figures,
    canonical_text,
    catalogue_of,
)
from reporting.editions.publishing.queries.signatures import (
    EditionFingerprints,
    required_rows,
    valid_rows,
)
from reporting.editions.publishing.rules.manifest import digest_of, figures_digest
from reporting.editions.publishing.rules.signatures import SigningRole
from reporting.editions.reading.queries.stored_document import stamp_of
from reporting.editions.writing.queries.translations import untranslated as untranslated_of
from reporting.models import (
    Consolidation,
    Edition,
    EditionDocument,
    SignOff,
)
from reporting.review.queries.comments import open_comments

CHECKING = gettext_noop("Checking")
SETTING = gettext_noop("Setting the pages")
RENDERING = gettext_noop("Rendering")
MANIFEST = gettext_noop("Writing the manifest")
FREEZING = gettext_noop("Freezing")
ROLE_WORDS = dict(SignOff.Role.choices)
# Step, its number from 0, how many there are, which file.
Progress = Callable[[str, int, int, str], None]
Step = tuple[str, str]


def steps(files: Sequence[str] = WHOLE) -> list[Step]:
    """What a publication goes through, in order; of a rendering its file."""
    rendered = [(RENDERING, name) for name in freezing.names_by_language(files)]
    return [(CHECKING, ""), (SETTING, ""), *rendered, (MANIFEST, ""), (FREEZING, "")]


@dataclass(frozen=True)
class StepReport:
    """Reports which step has begun, and how many there are."""

    progress: Progress
    steps: Sequence[Step]

    def __call__(self, step: str, file: str = "") -> None:
        self.progress(step, self.steps.index((step, file)), len(self.steps), file)


def _silent(step: str, done: int, total: int, file: str) -> None:
    return None


@transaction.atomic
def publish(
    *,
    by: Actor,
    edition: Edition,
    reason: str = "",
    untranslated_reason: str = "",
    seen: str = "",
    files: Sequence[str] = WHOLE,
    said: Progress = _silent,
) -> Edition:
    """All or nothing. `reason`: why with open discrepancies of high severity, if the consolidator
    has not said it; `untranslated_reason`: why with texts that are not translated. `seen`: the
    fingerprint of what was looked at last. `files`: those rendered now, in each language; others
    are rendered when somebody asks. Raises `Refused` with everything that stands in the way."""
    require(by, Permission.ANNUAL_PUBLISH)
    report_step = StepReport(said, steps(files))
    report_step(CHECKING)
    locked = _locked(edition)
    contents = _checked(by, locked, Reasons(reason.strip(), untranslated_reason.strip()), seen)
    try:
        _freeze(by, contents, files, report_step)
    except BaseException:
        freezing.throw_away(contents.edition)
        raise
    edition.refresh_from_db()
    return edition


def _locked(edition: Edition) -> Edition:
    """Nobody adds to it or changes it until it is published or refused."""
    found = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("begun_by", "basis")
        .get(pk=edition.pk)
    )
    if found.is_published:
        raise Overtaken(_("This edition is published already."))
    list(found.passages.select_for_update().order_by("pk").values_list("pk"))
    return found


@dataclass(frozen=True)
class Reasons:
    """Why it is published as it is: with open discrepancies, with texts that are not translated."""

    high: str = ""
    untranslated: str = ""


def _checked(by: Actor, edition: Edition, reasons: Reasons, seen: str) -> Contents:
    """What is to be frozen, with the edition as it will be; refuses with every reason at once."""
    figures = newest_consolidation(edition.period_key)
    state = EditionFingerprints(edition)
    if seen and seen != state.whole:
        raise Overtaken(
            _("The report has changed since you looked at it. Look at it again, then publish.")
        )
    wrong = [
        *readiness.of_figures(figures),
        *readiness.of_references(edition),
        *readiness.of_pairs(edition),
        *readiness.of_signatures(edition, state),
        *readiness.of_sentences(open_sentences(edition)),
    ]
    if figures is None or wrong:
        raise _refusal(wrong)
    _apart(by, edition, state)
    high, untranslated = readiness.open_high(edition), untranslated_of(edition)
    said = _said_by_consolidator(edition, state)
    kept = reasons.high or edition.reason or said
    if high and not kept:
        raise Refused(readiness.NEEDS_REASON % {"count": high})
    edition.untranslated_reason = (
        (reasons.untranslated or edition.untranslated_reason or said) if untranslated else ""
    )
    if untranslated and not edition.untranslated_reason:
        raise Refused(readiness.NEEDS_REASON_UNTRANSLATED % {"count": untranslated})
    lines = canonical_figures(figures)
    if figures_digest(lines) != figures.digest:
        raise Refused(_("The stored figures are not those that were added up. Consolidate again."))
    _as_published(by, edition, figures, kept if high else reasons.high)
    contents = Contents(
        edition=edition,
        figures=figures,
        documents={},
        text=canonical_text(edition),
        catalogue=catalogue_of(edition.year),
        lines=lines,
        signatures=valid_rows(edition),
        open_comments=open_comments(edition),
        open_high=high,
        untranslated=untranslated,
    )
    edition.text_digest = digest_of(contents.text)
    edition.catalogue_digest = digest_of(contents.catalogue)
    return contents


def _refusal(wrong: Sequence[readiness.Obstacle]) -> Refused:
    return Refused(" ".join(obstacle.words for obstacle in wrong))


def _apart(by: Actor, edition: Edition, state: EditionFingerprints) -> None:
    """Who publishes has not signed for text or figures as well."""
    for role, row in required_rows(edition, state.whole).items():
        if row.by_id == by.user.pk:
            words = _("You have signed as %(role)s: somebody else publishes.")
            raise Refused(words % {"role": ROLE_WORDS[role]})


def _said_by_consolidator(edition: Edition, state: EditionFingerprints) -> str:
    row = required_rows(edition, state.whole).get(SigningRole.CONSOLIDATOR)
    return row.words if row else ""


def _as_published(by: Actor, edition: Edition, figures: Consolidation, reason: str) -> None:
    """In memory: its document says what it will be."""
    edition.consolidation = figures
    edition.published_at, edition.published_by = timezone.now(), by.user
    edition.reason = reason


def _freeze(by: Actor, contents: Contents, names: Sequence[str], report_step: StepReport) -> None:
    edition, figures = contents.edition, contents.figures
    report_step(SETTING)
    _set(contents)
    contents.signatures = [*contents.signatures, _signature(by, edition)]
    freezing.render_files(contents, names, partial(report_step, RENDERING))
    report_step(MANIFEST)
    edition.manifest = freezing.manifest_of(contents)
    archive = freezing.archive(contents, edition.manifest)
    report_step(FREEZING)
    Consolidation.objects.filter(pk=figures.pk, published_at=None).update(
        published_at=edition.published_at, published_by=by.user
    )
    record(
        "edition.publish", f"edition:{edition.pk}", by=by, period=edition.period_key,
        number=edition.number, archive=archive.digest,
    )  # fmt: skip
    edition.state = Edition.State.PUBLISHED
    edition.save()


def _set(contents: Contents) -> None:
    """The document in each language, as it will be read for good."""
    for language in LANGUAGES:
        document = build_edition(contents.edition, contents.figures, language)
        contents.documents[language] = document
        EditionDocument.objects.update_or_create(
            edition=contents.edition,
            language=language,
            defaults={"document": to_json(document), "stamp": stamp_of(contents.edition)},
        )
    wrong = list(readiness.of_document(contents.documents["en"]))
    if wrong:
        raise _refusal(wrong)


def _signature(by: Actor, edition: Edition) -> SignOff:
    """Her signature is the publication."""
    return SignOff.objects.create(
        edition=edition,
        role=SignOff.Role.SECRETARY_GENERAL,
        digest=EditionFingerprints(edition).whole,
        words=edition.reason,
        by=by.user,
    )
