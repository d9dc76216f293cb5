"""One passage is read, written, moved. A save that meets somebody else's shows both texts."""

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Overtaken, Refused, require
from reporting.core.views.portal import portal_view
from reporting.editions.writing.actions import arranging, passages
from reporting.editions.writing.actions.versions import Conflict, mark_present
from reporting.editions.writing.queries.history import wording_of
from reporting.editions.writing.queries.section_workspace import (
    TEXT_KINDS,
    ShownPassage,
    annexes_of,
    outline,
    passage_in,
    shown_passage,
)
from reporting.editions.writing.rules.text_comparison import both_changes, word_changes
from reporting.editions.writing.views.edition_access import (
    UNREADABLE,
    edition_view,
    head,
    is_part,
    number_in,
    section_address,
)
from reporting.editions.writing.views.passage_blocks import passage_presenter
from reporting.editions.writing.views.section import Writing, passage_context, section_page
from reporting.models import Edition, Passage, PassageKind


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.EDITION_READ)
@edition_view(says_no="edition")
def edition_passage(
    request: PortalRequest, actor: Actor, edition: Edition, passage: int
) -> HttpResponseBase:
    if request.method == "POST":
        require(actor, Permission.EDITION_WRITE)
        return _save(request, actor, edition, passage_in(edition, passage))
    found = shown_passage(edition, passage, get_language() or "en")
    edits = number_in(request.GET, "edit") is not None and actor.may(Permission.EDITION_WRITE)
    section = found.passage.section
    if not is_part(request):
        query = f"?edit={passage}" if edits else ""
        return redirect(f"{section_address(edition, section)}{query}#p-{passage}")
    if edits:
        mark_present(actor, edition, section, writes=True)
    return _part(request, actor, edition, found, Writing(passage=passage if edits else None))


def _save(request: PortalRequest, actor: Actor, edition: Edition, row: Passage) -> HttpResponseBase:
    typed, pk, language = _typed(request, row), row.pk, get_language() or "en"
    try:
        made = passages.write(
            by=actor, edition=edition, passage=pk, seen=typed.seen or 0, text=typed.text,
            kind=typed.kind, level=typed.level, label=typed.label,
        )  # fmt: skip
    except Conflict:
        return _conflict(request, actor, edition, passage_in(edition, pk), typed)
    except Overtaken:
        raise
    except Refused as refusal:
        wrong = replace(typed, error=str(refusal))
        if is_part(request):
            now = shown_passage(edition, pk, language)
            return _part(request, actor, edition, now, wrong, UNREADABLE)
        return section_page(request, actor, edition, row.section, wrong, UNREADABLE)
    if not is_part(request):
        messages.success(request, _("The paragraph is saved."))
        return redirect(f"{section_address(edition, made.section)}?saved={pk}#p-{pk}")
    mark_present(actor, edition, made.section, writes=False)
    now = shown_passage(edition, pk, language)
    response = _part(request, actor, edition, now, Writing())
    response["HX-Trigger"] = json.dumps({"passage-saved": {"passage": pk}})
    return response


def _typed(request: PortalRequest, row: Passage) -> Writing:
    """What was typed; what the form does not say stays as it is."""
    post = request.POST
    level = number_in(post, "level")
    return Writing(
        passage=row.pk,
        kind=post.get("kind", row.kind),
        level=row.level if level is None else level,
        label=post.get("label", row.label).strip(),
        text=post.get("text", ""),
        seen=number_in(post, "seen"),
    )


def _part(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    found: ShownPassage,
    typed: Writing,
    status: int = 200,
) -> HttpResponse:
    context = {
        **head(edition, actor, "edition"),
        **passage_context(edition, actor, found.passage.section),
        "one": passage_presenter(found, actor, annexes_of(outline(edition, "en"))),
        "writing": typed,
    }
    return render(request, "editions/writing/parts/passage.html", context, status=status)


def _conflict(
    request: PortalRequest, actor: Actor, edition: Edition, now: Passage, typed: Writing
) -> HttpResponse:
    """Both texts side by side; nothing of what was typed is lost."""
    base, theirs = wording_of(now, typed.seen or 0), now.text
    context: dict[str, Any] = {
        **head(edition, actor, "edition"),
        "passage": now,
        "section": now.section,
        "back": section_address(edition, now.section),
        "typed": typed,
        "theirs": theirs,
        "changes": word_changes(theirs, typed.text),
        "both": both_changes(base, theirs, typed.text),
    }
    part = (
        "editions/writing/parts/conflicting_texts.html"
        if is_part(request)
        else "editions/writing/passage_conflict.html"
    )
    return render(request, part, context, status=Overtaken.status)


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view(says_no="edition")
def edition_new(
    request: PortalRequest, actor: Actor, edition: Edition, section: str
) -> HttpResponseBase:
    """A passage of the editor's own, behind another one or at the section's beginning."""
    post = request.POST
    typed = Writing(
        after=number_in(post, "after"),
        kind=post.get("kind", PassageKind.PARAGRAPH),
        level=number_in(post, "level") or 0,
        label=post.get("label", "").strip(),
        text=post.get("text", ""),
        translation=post.get("translation", ""),
    )
    try:
        if typed.kind not in TEXT_KINDS:
            raise Refused(_("There is no such kind of paragraph."))
        made = passages.add_passage(
            by=actor, edition=edition, section=section, after=typed.after or None,
            kind=typed.kind, text=typed.text, level=typed.level, label=typed.label,
            translation=typed.translation,
        )  # fmt: skip
    except Refused as refusal:
        if edition.is_published:
            raise
        wrong = replace(typed, error=str(refusal))
        return section_page(request, actor, edition, section, wrong, UNREADABLE)
    messages.success(request, _("The paragraph is saved."))
    # The page's script forgets what it kept of the words when it reads `added` or `saved`.
    return redirect(f"{section_address(edition, section)}?added={made.pk}#p-{made.pk}")


MOVED = {
    "up": gettext_lazy("The paragraph stands further up now."),
    "down": gettext_lazy("The paragraph stands further down now."),
    "in": gettext_lazy("The paragraph stands a level deeper now."),
    "out": gettext_lazy("The paragraph stands a level higher now."),
    "remove": gettext_lazy("The paragraph is taken out. It can be brought back below."),
    "back": gettext_lazy("The paragraph stands in the report again."),
    "section": gettext_lazy("The paragraph stands in another section now."),
}


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view(says_no="edition")
def edition_place(
    request: PortalRequest, actor: Actor, edition: Edition, passage: int
) -> HttpResponseBase:
    """Up, down, in, out, to another section, out of the report and back."""
    do, to = request.POST.get("do", ""), request.POST.get("to", "")
    found = passage_in(edition, passage)
    back = section_address(edition, found.section)
    seen = number_in(request.POST, "seen") or 0
    try:
        if do == "section":
            arranging.to_section(by=actor, edition=edition, passage=passage, seen=seen, section=to)
        else:
            arranging.arrange(by=actor, edition=edition, passage=passage, seen=seen, do=do)
    except Refused as refusal:
        if edition.is_published:
            raise
        messages.error(request, str(refusal))
        return redirect(f"{back}#p-{passage}")
    messages.success(request, str(MOVED[do]))
    return redirect(f"{back}#p-{passage}")
