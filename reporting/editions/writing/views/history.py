"""What was changed, by whom and when; any two versions word by word; one taken back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Refused
from reporting.core.queries.editions import figures_of
from reporting.core.views.portal import portal_view
from reporting.document.sentences.figures_in_text import Setter
from reporting.editions.reading.queries.shown_passages import showing
from reporting.editions.writing.actions import passages
from reporting.editions.writing.queries.history import (
    differences,
    moment_of,
    steps_of,
    version_of,
    versions_of,
)
from reporting.editions.writing.queries.section_workspace import outline, passage_in, section_of
from reporting.editions.writing.rules.text_comparison import word_changes
from reporting.editions.writing.views.edition_access import (
    edition_view,
    head,
    number_in,
    section_address,
)
from reporting.models import Edition, Passage

A_PAGE = 40


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(says_no="edition")
def edition_history(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """Of the whole edition, or of one section (`?section=`)."""
    language = get_language() or "en"
    code = request.GET.get("section", "")
    section = section_of(edition, code, language) if code else None
    page = Paginator(versions_of(edition, section=code), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **head(edition, actor, "edition"),
        "setter": _setter(edition),
        "section": section,
        "sections": {part.code: part for part in outline(edition, language)},
        "page": page,
        "steps": steps_of(list(page.object_list)),
        "query": f"section={code}" if code else "",
    }
    return render(request, "editions/writing/edition_history.html", context)


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(says_no="edition")
def edition_differences(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """The edition or a section at two moments: `?since=` and `?until=` are versions, by number."""
    language = get_language() or "en"
    code = request.GET.get("section", "")
    section = section_of(edition, code, language) if code else None
    since, until = number_in(request.GET, "since") or 0, number_in(request.GET, "until") or 0
    context = {
        **head(edition, actor, "edition"),
        "setter": _setter(edition),
        "section": section,
        "sections": {part.code: part for part in outline(edition, language)},
        "since": moment_of(edition, since),
        "until": moment_of(edition, until),
        "found": differences(edition, language, code, since, until),
    }
    return render(request, "editions/writing/edition_differences.html", context)


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(says_no="edition")
def passage_history(
    request: PortalRequest, actor: Actor, edition: Edition, passage: int
) -> HttpResponseBase:
    """Every version; `?from=` and `?to=` are compared, else the last two."""
    row = passage_in(edition, passage)
    page = Paginator(versions_of(edition, passage=passage), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        **head(edition, actor, "edition"),
        "setter": _setter(edition),
        "passage": row,
        "back": f"{section_address(edition, row.section)}#p-{row.pk}",
        "page": page,
        "steps": steps_of(list(page.object_list)),
        "numbers": range(row.version, 0, -1),
        **_compared(request, row),
    }
    return render(request, "editions/writing/passage_history.html", context)


def _compared(request: PortalRequest, row: Passage) -> dict[str, Any]:
    newer = min(number_in(request.GET, "to") or row.version, row.version)
    older = number_in(request.GET, "from") or max(newer - 1, 1)
    before, after = version_of(row, min(older, row.version)), version_of(row, newer)
    return {"before": before, "after": after, "changes": word_changes(before.text, after.text)}


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view(says_no="edition")
def passage_bring_back(
    request: PortalRequest, actor: Actor, edition: Edition, passage: int
) -> HttpResponseBase:
    """As it stood in that version, as the next one."""
    row = passage_in(edition, passage)
    try:
        passages.bring_back(
            by=actor, edition=edition, passage=passage,
            seen=number_in(request.POST, "seen") or 0,
            version=number_in(request.POST, "version") or 0,
        )  # fmt: skip
    except Refused as refusal:
        if edition.is_published:
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The paragraph stands again as it stood in that version."))
    return redirect(f"{section_address(edition, row.section)}#p-{passage}")


def _setter(edition: Edition) -> Setter | None:
    """Shows the figures that sentences refer to as they are now; None before there are any."""
    figures = figures_of(edition)
    return showing(figures, get_language() or "en").passage_setter.setter if figures else None
