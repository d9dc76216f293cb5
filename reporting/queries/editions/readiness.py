"""Whether an edition can be published now, and what stands in the way, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reporting.kernel.document import Bullet, Document, Paragraph, Quote, Subheading, Table
from reporting.kernel.periods import Period
from reporting.kernel.writing.markup import MarkupError, read
from reporting.kernel.writing.row_texts import stored_texts
from reporting.kernel.writing.setting import NO_FIGURE
from reporting.models import Consolidation, Edition, Passage, Revision, SignOff
from reporting.queries.cover import chosen_revisions, current_consolidation, revisions_before
from reporting.queries.editions import settlements
from reporting.queries.editions.contradictions import OpenSentence
from reporting.queries.editions.signatures import State, missing_roles

NAMED = 5  # places that a refusal names; of the others it says how many there are
NEEDS_REASON = gettext_lazy(
    "%(count)d discrepancies of high severity are open. Say why the report is published with them."
)

ROLE_WORDS: dict[str, object] = dict(SignOff.Role.choices)


@dataclass(frozen=True)
class Obstacle:
    """`page`: the name of the address (without namespace) where it is put right."""

    words: str
    page: str = ""


def open_high(edition: Edition) -> int:
    """Discrepancies of high severity that nobody has explained and no report has mended."""
    return len(settlements.open_high(edition.period_key))


def of_figures(edition: Edition, figures: Consolidation | None) -> Iterator[Obstacle]:
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
    now = {one.revision_id for one in (*chosen_revisions(period), *revisions_before(period))}
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
            for one in stored_texts(text, spec):
                read(one)
        except MarkupError:
            unreadable.append(section)
    if unreadable:
        words = _("A reference cannot be read in %(named)s.") % {"named": _some(unreadable)}
        yield Obstacle(words, "edition_numbers")


def of_sentences(sentences: Sequence[OpenSentence]) -> Iterator[Obstacle]:
    """Each sentence agrees with itself, or a consolidator has said why it stays."""
    if sentences:
        named = [f"{one.section}: {one.words}" for one in sentences]
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


def of_signatures(edition: Edition, state: State) -> Iterator[Obstacle]:
    """The required roles have signed the present state."""
    absent = missing_roles(edition, state)
    if absent:
        words = _("The report as it stands is not signed by: %(roles)s.")
        roles = ", ".join(str(ROLE_WORDS[role]) for role in absent)
        yield Obstacle(words % {"roles": roles}, "edition_signatures")


def of_document(document: Document) -> Iterator[Obstacle]:
    """Each reference shows a figure. Wants the document in English."""
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
