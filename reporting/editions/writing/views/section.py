"""The page on which a section is written: left its passages, right the units' accepted texts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.editions import period_of
from reporting.core.views.portal import portal_view
from reporting.document.value import Document
from reporting.editions.discrepancies.queries.contradictions import by_passage, sentences_of
from reporting.editions.discrepancies.queries.workspaces import high_by_section
from reporting.editions.writing.actions.passages import DEEPEST
from reporting.editions.writing.actions.versions import mark_present, others_present
from reporting.editions.writing.queries.section_workspace import (
    TEXT_KINDS,
    OutlineSection,
    ShownPassage,
    annexes_of,
    followed_of,
    outline,
    section_of,
    shown_passages,
)
from reporting.editions.writing.queries.unit_texts import texts_of
from reporting.editions.writing.views.edition_access import (
    edition_view,
    head,
    number_in,
    said,
    says_why,
)
from reporting.editions.writing.views.passage_blocks import (
    PassagePresenter,
    passage_presenter,
)
from reporting.editions.writing.views.unit_text_lists import SectionTexts, section_texts
from reporting.models import Edition, PassageKind
from reporting.review.queries.comments import open_by_passage


@dataclass
class Writing:
    """What is being typed: into which passage or behind which one, and what is wrong with it."""

    passage: int | None = None
    after: int | None = None
    kind: str = PassageKind.PARAGRAPH
    level: int = 0
    label: str = ""
    text: str = ""
    translation: str = ""
    seen: int | None = None
    error: str = ""


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(says_no="edition")
def edition_write(
    request: PortalRequest, actor: Actor, edition: Edition, section: str
) -> HttpResponseBase:
    writing = Writing(passage=number_in(request.GET, "edit"), after=number_in(request.GET, "after"))
    return section_page(request, actor, edition, section, writing)


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(says_no="edition")
def edition_present(
    request: PortalRequest, actor: Actor, edition: Edition, section: str
) -> HttpResponseBase:
    """Who else is at the section; asked again and again by an open page."""
    section_of(edition, section, get_language() or "en")
    mark_present(actor, edition, section, writes="seen" in request.GET)
    context = {"others": others_present(actor, edition, section)}
    return render(request, "editions/writing/parts/present_editors.html", context)


def section_page(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    section: str,
    writing: Writing,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands, with what is being typed in its place."""
    language = get_language() or "en"
    found = section_of(edition, section, language)
    mark_present(actor, edition, section, writes=writing.passage is not None)
    sections = outline(edition, language)
    rows = shown_passages(edition, section, language)
    texts = section_texts(texts_of(edition, language, section), actor)
    before, after = _neighbours(sections, section)
    context = {
        **head(edition, actor, "edition"),
        **passage_context(edition, actor, section),
        "section": found,
        "before": before,
        "after": after,
        "sections": sections,
        "passages": _passage_presenters(rows, actor, sections, removed=False),
        "removed": _passage_presenters(rows, actor, sections, removed=True),
        "texts": texts,
        "writing": writing,
        "others": others_present(actor, edition, section),
        "said": said(request),
        "next": _next_section(texts, after),
        "comment_counts": open_by_passage(edition, section),
        "to_resolve": high_by_section(edition, language).get(section, []),
    }
    return render(request, "editions/writing/section_workspace.html", context, status=status)


def passage_context(edition: Edition, actor: Actor, section: str) -> dict[str, Any]:
    """What a single passage needs too."""
    return {
        "document": Document("", "", (), edition.year, "en", "", (), words=fixed_words()),
        "kinds": [(kind.value, kind.label) for kind in TEXT_KINDS],
        "levels": range(DEEPEST + 1),
        "deepest": DEEPEST,
        "from_last_year": _is_of_another_year(edition),
        "followed": followed_of(edition),
        "sentences": by_passage(sentences_of(edition, section)),
        "workspace_period": period_of(edition),
        "may_say_why": says_why(edition, actor),
    }


def _is_of_another_year(edition: Edition) -> bool:
    """Whether what it began with are the words of an earlier year; a correction's are its own."""
    return edition.basis is not None and edition.basis.period_key != edition.period_key


def _passage_presenters(
    rows: list[ShownPassage], actor: Actor, sections: list[OutlineSection], *, removed: bool
) -> list[PassagePresenter]:
    annexes = annexes_of(sections)
    return [
        passage_presenter(row, actor, annexes) for row in rows if row.passage.removed is removed
    ]


def _neighbours(
    sections: list[OutlineSection], code: str
) -> tuple[OutlineSection | None, OutlineSection | None]:
    at = next(place for place, section in enumerate(sections) if section.code == code)
    return (
        sections[at - 1] if at else None,
        sections[at + 1] if at + 1 < len(sections) else None,
    )


def _next_section(texts: SectionTexts, after: OutlineSection | None) -> OutlineSection | None:
    """Where to go on, once nothing waits here."""
    return after if not texts.to_do else None
