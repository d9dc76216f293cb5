"""The texts of an edition beside their counterparts in the other language: an overview by section,
and a section's pairs, of which one is open to be written."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.core.queries.editions import figures_of
from reporting.core.views.portal import portal_view
from reporting.document.sentences.figures_in_text import Setter
from reporting.document.sentences.pairs import TO_DO, other_language, tokens
from reporting.editions.reading.queries.shown_passages import showing
from reporting.editions.writing.actions.translations import (
    WordsConflict,
    confirm,
    translate,
    translate_words,
)
from reporting.editions.writing.actions.versions import Conflict
from reporting.editions.writing.forms import PairsFilter
from reporting.editions.writing.queries.section_workspace import passage_in
from reporting.editions.writing.queries.translations import (
    PairItem,
    SectionPairs,
    pairs_of,
    source_before,
)
from reporting.editions.writing.rules.text_comparison import TextChange, word_changes
from reporting.editions.writing.views.edition_access import (
    UNREADABLE,
    edition_address,
    edition_view,
    head,
    number_in,
)
from reporting.editions.writing.views.reference_chips import ReferenceChip, chips_of
from reporting.models import Edition

HERE = "edition_translation"


@dataclass(frozen=True)
class OpenPair:
    """The pair that is being written: what was typed, what is wrong with it, what somebody else
    wrote meanwhile."""

    item: PairItem
    text: str
    error: str = ""
    theirs: str = ""

    @property
    def target(self) -> str:
        return other_language(self.item.language)


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view()
def overview(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """Counted by section, with what comes next."""
    sections = _sections(edition, actor)
    form = PairsFilter(request.GET)
    wanted = form.wanted()
    items = [item for part in sections for item in part.items]
    context = {
        **head(edition, actor, HERE),
        "form": form,
        "lines": [
            (part, _section_address(edition, part.section.code))
            for part in sections
            if any(item.state in wanted for item in part.items)
        ],
        "total": len(items),
        "untranslated": sum(item.state == "untranslated" for item in items),
        "changed": sum(item.state == "changed" for item in items),
        "translated": sum(item.state == "translated" for item in items),
        "next": _address_of(edition, _next(sections)),
    }
    return render(request, "editions/writing/edition_translation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.EDITION_READ)
@edition_view(says_no=HERE)
def section(
    request: PortalRequest, actor: Actor, edition: Edition, section: str
) -> HttpResponseBase:
    if request.method == "POST":
        require(actor, Permission.EDITION_WRITE)
        return _save(request, actor, edition, section)
    sections = _sections(edition, actor)
    key = request.GET.get("edit", "")
    item = _found(sections, section, key) if key else None
    opened = OpenPair(item, item.translation) if item else None
    return _page(request, actor, edition, section, sections, opened)


def _save(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> HttpResponseBase:
    """`put`: which of the text's references goes into what was typed, for who has no script."""
    post = request.POST
    sections = _sections(edition, actor)
    item = _found(sections, section, post.get("key", ""))
    opened = OpenPair(item, post.get("text", ""))
    put = number_in(post, "put")
    if put is not None:
        chosen = list(tokens(item.text))[put : put + 1]
        text = " ".join([opened.text.rstrip(), *chosen]).strip()
        return _page(request, actor, edition, section, sections, replace(opened, text=text))
    try:
        _store(actor, edition, item, post)
    except (Conflict, WordsConflict) as conflict:
        sections = _sections(edition, actor)
        now = _found(sections, section, item.key)
        opened = OpenPair(now, opened.text, str(conflict), now.translation)
        return _page(request, actor, edition, section, sections, opened, Overtaken.status)
    except Overtaken:
        raise
    except Refused as refusal:
        wrong = replace(opened, error=str(refusal))
        return _page(request, actor, edition, section, sections, wrong, UNREADABLE)
    messages.success(request, _("The translation is saved."))
    return _after(edition, actor, item, goes_on=post.get("do") == "next")


def _store(actor: Actor, edition: Edition, item: PairItem, post: Any) -> None:
    seen = number_in(post, "seen") or 0
    if not item.passage:
        translate_words(
            by=actor, edition=edition, words=item.text, seen=seen, text=post.get("text", "")
        )
    elif post.get("do") == "same":
        confirm(by=actor, edition=edition, passage=item.passage, seen=seen)
    else:
        translate(
            by=actor, edition=edition, passage=item.passage, seen=seen, text=post.get("text", "")
        )


def _after(edition: Edition, actor: Actor, item: PairItem, *, goes_on: bool) -> HttpResponse:
    """Back to the pair, or on to the next that is to be translated. The page's script forgets what
    it kept of the words when it reads `saved`."""
    saved = f"saved=tr-{item.key}"
    following = _next(_sections(edition, actor), item) if goes_on else None
    if following is None:
        return redirect(f"{_section_address(edition, item.section)}?{saved}#{item.key}")
    address = _section_address(edition, following.section)
    return redirect(f"{address}?edit={following.key}&{saved}#{following.key}")


def _page(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    section: str,
    sections: list[SectionPairs],
    opened: OpenPair | None,
    status: int = 200,
) -> HttpResponse:
    at = next((place for place, part in enumerate(sections) if part.section.code == section), None)
    if at is None:
        raise NotHere
    part, form = sections[at], PairsFilter(request.GET)
    wanted = form.wanted()
    figures = figures_of(edition)
    setter = showing(figures, get_language() or "en").passage_setter.setter if figures else None
    is_open = opened.item.key if opened else ""
    context = {
        **head(edition, actor, HERE),
        "part": part,
        "form": form,
        "items": [item for item in part.items if item.state in wanted or item.key == is_open],
        "opened": opened,
        "chips": _chips(opened, setter),
        "source_changes": _source_changes(edition, opened),
        "setter": setter,
        "before": _neighbour(sections[:at][::-1]),
        "after": _neighbour(sections[at + 1 :]),
        "overview": edition_address(edition, HERE),
        "next": _address_of(edition, _next(sections, opened.item if opened else None)),
    }
    return render(request, "editions/writing/section_translation.html", context, status=status)


def _sections(edition: Edition, actor: Actor) -> list[SectionPairs]:
    """Those that this person reads and that have words."""
    return [part for part in pairs_of(edition, get_language() or "en") if part.items]


def _found(sections: list[SectionPairs], section: str, key: str) -> PairItem:
    for part in sections:
        for item in part.items:
            if part.section.code == section and item.key == key:
                return item
    raise NotHere


def _next(sections: list[SectionPairs], after: PairItem | None = None) -> PairItem | None:
    """The next one that is to be translated, as the report goes; behind the last the first."""
    items = [item for part in sections for item in part.items]
    keys = [item.key for item in items]
    at = keys.index(after.key) + 1 if after and after.key in keys else 0
    in_order = [*items[at:], *items[: max(at - 1, 0)]]
    return next((item for item in in_order if item.state in TO_DO), None)


def _neighbour(sections: list[SectionPairs]) -> SectionPairs | None:
    return sections[0] if sections else None


def _chips(opened: OpenPair | None, setter: Setter | None) -> list[ReferenceChip]:
    return chips_of(opened.item.text, opened.text, setter) if opened else []


def _source_changes(edition: Edition, opened: OpenPair | None) -> tuple[TextChange, ...]:
    """What has changed in the text since it was translated, word by word."""
    if opened is None or opened.item.state != "changed" or not opened.item.passage:
        return ()
    before = source_before(passage_in(edition, opened.item.passage))
    return tuple(word_changes(before, opened.item.text)) if before else ()


def _section_address(edition: Edition, section: str) -> str:
    return edition_address(edition, "section_translation", section)


def _address_of(edition: Edition, item: PairItem | None) -> str:
    if item is None:
        return ""
    return f"{_section_address(edition, item.section)}?edit={item.key}#{item.key}"
