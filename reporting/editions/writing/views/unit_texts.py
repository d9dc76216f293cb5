"""What is done with the units' accepted texts: taken, merged, left out, offered again, followed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.core.views.portal import portal_view
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.unit_texts import (
    follow_text,
    merge_words,
    part_from,
    take_in_order,
)
from reporting.editions.writing.views.edition_access import (
    edition_view,
    numbers_in,
    section_address,
)
from reporting.editions.writing.views.unit_text_lists import taken_words
from reporting.models import Edition

SECOND_BOX = "translation-"  # and the number of the accepted text
Done = tuple[str, str]  # what is said, and what comes behind the section's address


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view(says_no="edition")
def edition_texts(
    request: PortalRequest, actor: Actor, edition: Edition, section: str
) -> HttpResponseBase:
    """One button of the form was pressed: its name says what is to be done."""
    done = next((name for name in DOES if name in request.POST), None)
    try:
        if done is None:
            raise Refused(_("Choose the texts first."))
        words, behind = DOES[done](request, actor, edition, section)
    except Refused as refusal:
        if edition.is_published:
            raise
        messages.error(request, str(refusal))
        return redirect(section_address(edition, section))
    messages.success(request, words)
    return redirect(f"{section_address(edition, section)}{behind}")


def _chosen(request: PortalRequest) -> list[int]:
    found = numbers_in(request.POST.getlist("entry"))
    if not found:
        raise Refused(_("Choose the texts first."))
    return found


def _translations(request: PortalRequest) -> dict[int, str]:
    """What was typed in the second boxes, by accepted text."""
    found = {}
    for name, typed in request.POST.items():
        entry = whole_number(name.removeprefix(SECOND_BOX)) if name.startswith(SECOND_BOX) else None
        if entry is not None and str(typed).strip():
            found[entry] = str(typed)
    return found


def _take(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    """Those that the button names: one, all of a unit, all of the section."""
    made = take_in_order(
        by=actor, edition=edition, section=section,
        entries=numbers_in([request.POST["take"]]), translations=_translations(request),
    )  # fmt: skip
    return taken_words(len(made)), f"#p-{made[0].pk}"


def _take_chosen(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    made = take_in_order(
        by=actor, edition=edition, section=section, entries=_chosen(request),
        translations=_translations(request),
    )  # fmt: skip
    return taken_words(len(made)), f"#p-{made[0].pk}"


def _merge(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    [made] = take_in_order(
        by=actor, edition=edition, section=section, entries=_chosen(request), merged=True
    )
    return _("The texts stand as one paragraph now. Put their words in order."), _edit(made.pk)


def _merge_into(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    passage, _colon, seen = request.POST.get("into", "").partition(":")
    target = numbers_in([passage, seen])
    if not target:
        raise Refused(_("Choose the paragraph into which the texts go."))
    made = merge_words(
        by=actor, edition=edition, passage=target[0], seen=target[-1], entries=_chosen(request)
    )
    return _("The texts stand behind the paragraph now. Put its words in order."), _edit(made.pk)


def _leave(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    chosen, reason = _chosen(request), request.POST.get("reason", "").strip()
    if not reason:
        raise Refused(_("Say why the texts are left out."))
    passages.leave(by=actor, edition=edition, entries=chosen, reason=reason)
    words = ngettext(
        "%(count)d text is left out.", "%(count)d texts are left out.", len(chosen)
    )  # fmt: skip
    return words % {"count": len(chosen)}, "#texts"


def _offer(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    passages.offer_again(by=actor, edition=edition, entries=numbers_in([request.POST["offer"]]))
    return _("The text is offered again."), "#texts"


def _follow(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    passage, entry, seen = _three(request.POST["follow"])
    follow_text(by=actor, edition=edition, passage=passage, entry=entry, seen=seen, use=True)
    return _("The paragraph has the new words now."), f"#p-{passage}"


def _keep(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    passage, entry, seen = _three(request.POST["keep"])
    follow_text(by=actor, edition=edition, passage=passage, entry=entry, seen=seen, use=False)
    return _("The paragraph keeps its words."), f"#p-{passage}"


def _part(request: PortalRequest, actor: Actor, edition: Edition, section: str) -> Done:
    passage, entry, _seen = _three(request.POST["part"])
    part_from(by=actor, edition=edition, passage=passage, entry=entry)
    return _("The paragraph stands without the report's text now."), f"#p-{passage}"


def _three(text: str) -> tuple[int, int, int]:
    """`passage:entry:seen`."""
    match [whole_number(part) for part in text.split(":")]:
        case [int(passage), int(entry), int(seen)]:
            return passage, entry, seen
    raise NotHere


def _edit(passage: int) -> str:
    return f"?edit={passage}#p-{passage}"


DOES: dict[str, Callable[[PortalRequest, Actor, Edition, str], Done]] = {
    "take": _take,
    "take_chosen": _take_chosen,
    "merge": _merge,
    "merge_into": _merge_into,
    "leave": _leave,
    "offer": _offer,
    "follow": _follow,
    "keep": _keep,
    "part": _part,
}
