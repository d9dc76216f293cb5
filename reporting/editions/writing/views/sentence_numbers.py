"""The numbers of an edition's sentences: what stands behind each, and what can be linked; one
passage with its numbers, in the box in which it is written."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.core.queries.editions import period_of
from reporting.core.views.portal import paged, portal_view
from reporting.editions.writing.actions import following, linking, passages
from reporting.editions.writing.actions.versions import Conflict
from reporting.editions.writing.forms import KeepForm, LinkForm, NumbersFilter, read_links
from reporting.editions.writing.queries.number_lines import number_lines, sure_lines
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS, followed_of
from reporting.editions.writing.queries.sentence_numbers import EditionNumbers, numbers_of
from reporting.editions.writing.views.edition_access import edition_view, head, number_in
from reporting.models import Edition, Passage

A_PAGE = 40


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view()
def numbers(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """Those that want something done first; with a filter, those."""
    language = get_language() or "en"
    found = numbers_of(edition, language)
    form = NumbersFilter(request.GET, numbers=found)
    section, kind = form.wanted()
    rows = [row for part in found.sections if section in ("", part.code) for row in part.rows]
    listed = [row for row in rows if row.kind in kind]
    page, query = paged(request.GET, listed, A_PAGE)
    context = {
        **head_of_numbers(edition, actor),
        "found": found,
        "form": form,
        "section": section,
        "page": page,
        "lines": number_lines(edition, page.object_list, language, rows),
        "aside": [row for row in rows if row.kind == "aside"],
        "titles": {part.code: part.title for part in found.sections},
        "followed": _followed(edition, found),
        "query": query,
        "here": request.GET.urlencode(),
    }
    return render(request, "editions/writing/edition_numbers.html", context)


def head_of_numbers(edition: Edition, actor: Actor) -> dict[str, Any]:
    """What the head of each page of an edition wants; `at`: the period of their addresses."""
    return {**head(edition, actor, "edition_numbers"), "at": period_of(edition).url}


def _followed(edition: Edition, found: EditionNumbers) -> list[tuple[int, Any]]:
    """(passage, what it followed), in the order of the report."""
    followed = followed_of(edition)
    ordered = dict.fromkeys(row.passage for row in found.rows)
    return [(passage, followed[passage]) for passage in ordered if passage in followed]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_WRITE)
@edition_view()
def link_sure(
    request: PortalRequest, actor: Actor, edition: Edition, section: str
) -> HttpResponseBase:
    """The numbers of a section of which there is no doubt: shown, then linked all at once."""
    language = get_language() or "en"
    found = numbers_of(edition, language, section)
    if not found.sections:
        raise NotHere
    if request.method == "POST":
        links = read_links(request.POST.getlist("link"))
        link_them = partial(_link_all, actor, edition, links)
        return _done(request, edition, link_them)
    context = {
        **head_of_numbers(edition, actor),
        "section": found.sections[0],
        "lines": sure_lines(edition, found.rows, language),
    }
    return render(request, "editions/writing/certain_numbers.html", context)


def _link_all(actor: Actor, edition: Edition, links: list[linking.Link]) -> str:
    if not links:
        raise Refused(_("Choose at least one number."))
    linking.link_all(by=actor, edition=edition, links=links)
    words = ngettext("%(count)d number is linked.", "%(count)d numbers are linked.", len(links))
    return words % {"count": len(links)}


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view()
def link(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:

    def done() -> str:
        linking.link(by=actor, edition=edition, **LinkForm(request.POST).asked())
        return _("The number is linked: from now on it follows its figure.")

    return _done(request, edition, done)


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view()
def keep(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:

    def done() -> str:
        linking.keep(by=actor, edition=edition, **KeepForm(request.POST).asked())
        return _("The number is kept as it was typed, with its reason.")

    return _done(request, edition, done)


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view()
def seen(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """Of one passage, or of all."""

    def done() -> str:
        following.mark_seen(by=actor, edition=edition, passage=number_in(request.POST, "passage"))
        return _("Marked as seen.")

    return _done(request, edition, done)


def _done(request: PortalRequest, edition: Edition, act: Callable[[], str]) -> HttpResponse:
    """Back to the list as it was, or to the section; what could not be done is said there."""
    try:
        messages.success(request, act())
    except Refused as refusal:
        messages.error(request, str(refusal))
    where = [period_of(edition).url, edition.number]
    place = reverse("reporting:edition_numbers", args=where)
    section = request.POST.get("section", "")
    if re.fullmatch(r"[\w.]+", section):
        place = reverse("reporting:edition_write", args=[*where, section])
    query = request.POST.get("back", "")
    return redirect(f"{place}?{query}" if query else place)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_WRITE)
@edition_view()
def passage_numbers(
    request: PortalRequest, actor: Actor, edition: Edition, passage: int
) -> HttpResponseBase:
    row = edition.passages.filter(pk=passage, removed=False, kind__in=TEXT_KINDS).first()
    if row is None:
        raise NotHere
    if request.method == "POST":
        return _written(request, actor, edition, row)
    return _page(request, actor, edition, row, row.text)


def _written(request: PortalRequest, actor: Actor, edition: Edition, row: Passage) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        passages.write(
            by=actor, edition=edition, passage=row.pk,
            seen=number_in(request.POST, "seen") or 0, text=text,
        )  # fmt: skip
    except Conflict as conflict:
        return _page(request, actor, edition, conflict.passage, text, conflict)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, actor, edition, row, text, refusal)
    messages.success(request, _("Saved."))
    return redirect(
        "reporting:edition_passage_numbers", period_of(edition).url, edition.number, row.pk
    )


def _page(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    row: Passage,
    text: str,
    problem: Refused | None = None,
) -> HttpResponse:
    """`text` is what stands in the box: of a conflict one's own words, beside those of the other.
    Who then saves has seen them."""
    language = get_language() or "en"
    found = numbers_of(edition, language, row.section)
    rows = [
        number_row
        for number_row in found.rows
        if number_row.passage == row.pk and number_row.kind != "aside"
    ]
    context = {
        **head_of_numbers(edition, actor),
        "passage": row,
        "text": text,
        "conflict": problem if isinstance(problem, Conflict) else None,
        "section": found.sections[0] if found.sections else None,
        "lines": number_lines(edition, rows, language),
        "followed": followed_of(edition).get(row.pk, []),
    }
    return render(
        request,
        "editions/writing/passage_numbers.html",
        context,
        status=problem.status if problem else 200,
    )
