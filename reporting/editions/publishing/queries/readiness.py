"""What an edition still needs before its publication: signatures, figures that are the newest,
references that can be read, words on what is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from reporting.consolidation.queries.chosen_reports import (
    chosen_revisions,
    current_consolidation,
    revisions_before,
)
from reporting.core.queries.editions import period_of
from reporting.core.queries.period_words import joined
from reporting.document.sentences.figures_in_text import NO_FIGURE
from reporting.document.sentences.markup import MarkupError, read
from reporting.document.sentences.row_texts import stored_texts
from reporting.document.value import Bullet, Document, Paragraph, Quote, Subheading, Table
from reporting.editions.discrepancies.queries import discrepancy_list
from reporting.editions.discrepancies.queries.contradictions import OpenSentence, sentences_of
from reporting.editions.publishing.queries.signatures import (
    EditionFingerprints,
    Signed,
    group_names,
    missing_roles,
    signed,
)
from reporting.editions.publishing.rules.signatures import DUTIES, SigningRole, required
from reporting.editions.writing.queries.translations import (
    SectionPairs,
    every_pair,
    unequal_pairs,
    untranslated,
)
from reporting.editions.writing.queries.typed_by_hand import typed_in
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, Passage, Revision, SignOff
from reporting.review.queries.comments import open_comments

NAMED = 5  # places that a refusal names; of the others it says how many there are
NEEDS_REASON_UNTRANSLATED = gettext_lazy(
    "Texts that are not translated yet: %(count)d. Say why the report is published without."
)
NEEDS_REASON = gettext_lazy(
    "%(count)d discrepancies of high severity are open. Say why the report is published with them."
)

ROLE_WORDS: dict[str, object] = dict(SignOff.Role.choices)


@dataclass(frozen=True)
class Obstacle:
    """`page`: the name of the address (without namespace) where it is put right."""

    words: str
    page: str = ""


def open_high(edition: Edition, figures: Consolidation | None = None) -> int:
    """Discrepancies of high severity that nobody has explained and no report has corrected.
    `figures`: those of the edition; of one that is not published the newest there are."""
    newest = None if edition.is_published or edition.consolidation else figures
    return len(discrepancy_list.open_high(edition.period_key, newest=newest))


def of_figures(figures: Consolidation | None) -> Iterator[Obstacle]:
    """The figures are the newest ones, made from what is accepted now."""
    if figures is None:
        yield Obstacle(_("The period has not been consolidated yet."), "consolidations")
        return
    if _is_current(figures):
        return
    new = changed_since(figures)
    if not new:
        yield Obstacle(
            _("The catalogue was changed after the figures were added up. Consolidate again."),
            "consolidations",
        )
        return
    words = ngettext(
        "%(count)d report has changed since the figures were added up: %(named)s. "
        "Consolidate again.",
        "%(count)d reports have changed since the figures were added up: %(named)s. "
        "Consolidate again.",
        len(new),
    )
    yield Obstacle(words % {"count": len(new), "named": _some(new)}, "consolidations")


def _is_current(figures: Consolidation) -> bool:
    return current_consolidation(figures.period) == figures


def changed_since(figures: Consolidation) -> list[str]:
    """Addresses of the reports that were accepted since, or that count no longer."""
    period = figures.period
    now = {line.revision_id for line in (*chosen_revisions(period), *revisions_before(period))}
    changed = now ^ set(figures.chosen.values_list("revision_id", flat=True))
    rows = Revision.objects.filter(pk__in=changed).order_by("-decided_at", "-pk")
    named = rows.values_list(
        "organisation_unit__code", "report__data_set__code", "report__period_key"
    )
    addresses = [f"{unit}/{form}/{Period.from_key(key).url}" for unit, form, key in named]
    return list(dict.fromkeys(addresses))


def of_references(edition: Edition) -> Iterator[Obstacle]:
    """Each reference can be read: before a document is made."""
    unreadable = []
    rows = Passage.objects.filter(edition=edition, removed=False).order_by("section", "position")
    for section, text, spec in rows.values_list("section", "text", "spec"):
        try:
            for stored_text in stored_texts(text, spec):
                read(stored_text)
        except MarkupError:
            unreadable.append(section)
    if unreadable:
        words = _("A reference cannot be read in %(named)s.") % {"named": _some(unreadable)}
        yield Obstacle(words, "edition_numbers")


def of_sentences(sentences: Sequence[OpenSentence]) -> Iterator[Obstacle]:
    """Each sentence agrees with itself, or a consolidator has said why it stays."""
    if sentences:
        named = [f"{sentence.section}: {sentence.words}" for sentence in sentences]
        words = ngettext(
            "%(count)d sentence does not agree with itself: %(named)s Change it, or let a "
            "consolidator say why it stays.",
            "%(count)d sentences do not agree with themselves: %(named)s Change them, or let a "
            "consolidator say of each why it stays.",
            len(named),
        )
        yield Obstacle(
            words % {"count": len(named), "named": _some(named, " ")}, "edition_discrepancies"
        )


def of_pairs(edition: Edition, pairs: list[SectionPairs] | None = None) -> Iterator[Obstacle]:
    """A text and its counterpart refer to the same figures."""
    unequal = sorted({section for section, _text in unequal_pairs(edition, pairs)})
    if unequal:
        words = _("A text and its translation refer to different figures in %(named)s.")
        yield Obstacle(words % {"named": _some(unequal)}, "edition_translation")


def of_signatures(edition: Edition, state: EditionFingerprints) -> Iterator[Obstacle]:
    """The required roles have signed the present state."""
    absent = missing_roles(edition, state)
    if absent:
        words = _("The report as it stands is not signed by: %(roles)s.")
        roles = joined(str(ROLE_WORDS[role]) for role in absent)
        yield Obstacle(words % {"roles": roles}, "edition_signatures")


def of_document(document: Document) -> Iterator[Obstacle]:
    """Each reference shows a figure. Wants the document in English; the other refers to the same
    figures."""
    empty = [
        f"{section.number or section.id} ({run.expression})"
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph | Bullet)
        for run in block.runs
        if isinstance(run, Quote) and run.kind == "missing"
    ]
    empty += [
        f"{section.number or section.id} ({block.text})"
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Subheading) and NO_FIGURE in block.text
    ]
    empty += [
        f"{section.number or section.id} ({block.caption})"
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        if any(isinstance(cell, str) and NO_FIGURE in cell for cell in row.cells)
    ]
    if empty:
        words = ngettext(
            "%(count)d reference shows no figure: %(named)s.",
            "%(count)d references show no figure: %(named)s.",
            len(empty),
        )
        yield Obstacle(words % {"count": len(empty), "named": _some(empty)}, "edition_numbers")


def _some(named: list[str], between: str = ", ") -> str:
    rest = len(named) - NAMED
    shown = between.join(named[:NAMED])
    if rest <= 0:
        return shown
    return _("%(named)s and %(count)d more") % {"named": shown, "count": rest}


@dataclass(frozen=True)
class SignatureLine:
    """A role, and of a lead the working group; `signed` is None where nobody has."""

    role: SigningRole
    title: str
    stands_for: str
    required: bool
    signed: Signed | None
    group: str = ""
    group_name: str = ""

    @property
    def holds(self) -> bool:
        return self.signed is not None and self.signed.holds


@dataclass(frozen=True)
class Readiness:
    """What whoever signs or publishes looks at. `state`: of the text and figures as they are;
    `high`, `typed`, `comments`, `untranslated`: how many are open."""

    state: EditionFingerprints
    lines: list[SignatureLine]
    comments: int
    high: int
    typed: int
    untranslated: int = 0
    sentences: list[OpenSentence] = field(default_factory=list)
    kept: list[OpenSentence] = field(default_factory=list)  # those that stay, with the reason
    obstacles: list[Obstacle] = field(default_factory=list)

    @property
    def missing(self) -> list[SignatureLine]:
        """The required ones that do not hold."""
        return [line for line in self.lines if line.required and not line.holds]

    @property
    def missing_titles(self) -> str:
        return ", ".join(str(line.title) for line in self.missing)

    def line(self, role: str, group: str = "") -> SignatureLine | None:
        return next((line for line in self.lines if (line.role, line.group) == (role, group)), None)


def readiness_of(edition: Edition) -> Readiness:
    """The number of queries does not depend on how much was written or signed."""
    state = EditionFingerprints(edition)
    figures = state.figures
    doubtful = [] if edition.is_published else sentences_of(edition, figures=figures)
    sentences = [sentence for sentence in doubtful if sentence.is_open]
    obstacles = [] if edition.is_published else list(of_figures(figures))
    pairs = every_pair(edition, figures)
    if not edition.is_published:
        obstacles += of_references(edition)
        obstacles += of_pairs(edition, pairs)
        obstacles += of_sentences(sentences)
    return Readiness(
        state=state,
        lines=signature_lines(edition, state),
        comments=open_comments(edition),
        high=open_high(edition, figures),
        typed=typed_in(edition, get_language() or "en", figures),
        untranslated=untranslated(edition, pairs),
        sentences=sentences,
        kept=[sentence for sentence in doubtful if not sentence.is_open],
        obstacles=obstacles,
    )


def signature_lines(edition: Edition, state: EditionFingerprints) -> list[SignatureLine]:
    """In the order in which one signs; a working group that leads nothing of it has no line."""
    found = {
        (signature.row.role, signature.row.group): signature for signature in signed(edition, state)
    }
    lines = []
    wanted = required(period_of(edition))
    for duty in DUTIES:
        if duty.role is SigningRole.SECRETARY_GENERAL and not edition.is_published:
            continue  # the publication itself
        if not duty.is_asked(period_of(edition)):
            continue
        groups = {"": ""}
        if duty.role is SigningRole.GROUP_LEAD:
            groups = group_names(edition.year, state.groups, get_language() or "en")
        lines += [
            SignatureLine(
                role=duty.role, title=str(ROLE_WORDS[duty.role]), stands_for=duty.stands_for,
                required=duty.role in wanted, signed=found.get((duty.role, group)), group=group,
                group_name=name,
            )
            for group, name in groups.items()
        ]  # fmt: skip
    return lines
