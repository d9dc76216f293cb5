"""What the box for sentences asks in JSON: figures by words, by value and step by step, a reference
in every form, a text in its pieces.

An answer that is not 200 has a `reason` in words.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require
from reporting.core.queries.editions import figures_of
from reporting.core.views.portal import actor_of
from reporting.document.sentences.markup import MarkupError, Quoted, read, spans
from reporting.document.sentences.typed_numbers import typed_numbers
from reporting.editions.writing.queries.editor_pieces import box_pieces
from reporting.editions.writing.queries.figure_forms import shown_forms
from reporting.editions.writing.queries.figure_index import FigureIndex, index_of
from reporting.editions.writing.queries.figure_picker import search
from reporting.editions.writing.queries.figure_tables import grid, section_tables
from reporting.editions.writing.queries.number_lines import units_behind
from reporting.editions.writing.queries.proposals import MOST_BESIDE, NumberInContext, proposals
from reporting.editions.writing.views.edition_access import edition_view, number_in
from reporting.kernel.expressions import Expression, ExpressionError, Reference, parse
from reporting.kernel.messages import in_words
from reporting.models import Edition

LONGEST = 20_000
View = Callable[..., JsonResponse]


@dataclass(frozen=True)
class FigureWorkspace:
    edition: Edition
    index: FigureIndex


class Unreadable(Exception):
    """What was asked cannot be read; the text says why."""


def figures_view(view: View) -> Callable[..., HttpResponseBase]:
    """For `view(request, workspace, ...)`: every "no" is JSON with a reason in words."""

    @edition_view()
    def opened(
        request: PortalRequest, actor: Actor, edition: Edition, **more: str
    ) -> HttpResponseBase:
        figures = figures_of(edition)
        if figures is None:
            raise NotHere
        workspace = FigureWorkspace(edition, index_of(figures, get_language() or "en"))
        return view(request, workspace, **more)

    @wraps(view)
    def guarded(request: HttpRequest, period: str, number: int, **more: str) -> HttpResponseBase:
        actor = actor_of(cast(PortalRequest, request))
        if not request.user.is_authenticated or actor is None:
            return _no(HTTPStatus.UNAUTHORIZED, _("You were signed out."))
        try:
            require(actor, Permission.EDITION_READ)
            if actor.led_group:  # the box is for those who write, and finds figures of all sections
                require(actor, Permission.EDITION_WRITE)
            return opened(cast(PortalRequest, request), actor, period, number, **more)
        except NotHere:
            return _no(NotHere.status, _("There is no such figure in this report."))
        except Refused as refusal:
            return _no(Refused.status, str(refusal))
        except Unreadable as problem:
            return _no(HTTPStatus.BAD_REQUEST, str(problem))

    return guarded


def _no(status: int, reason: str) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status)


@require_safe
@figures_view
def figures(request: HttpRequest, workspace: FigureWorkspace) -> JsonResponse:
    """With `q`: what is called so or has that value, best first. Without: sections and tables."""
    words = request.GET.get("q", "").strip()[:200]
    if not words:
        return JsonResponse(
            {"sections": [asdict(found) for found in section_tables(workspace.index)]}
        )
    found = search(workspace.index, words, _asked(request, workspace))
    return JsonResponse({"found": [asdict(figure) for figure in found]})


@require_safe
@figures_view
def table(request: HttpRequest, workspace: FigureWorkspace, code: str) -> JsonResponse:
    """The numbers of a table, of `scope` (a unit, a kind of unit) and `period`."""
    scope, period = request.GET.get("scope", ""), request.GET.get("period", "")
    try:
        asked = parse(f"{code}{'@' + scope if scope else ''}{':' + period if period else ''}")
    except ExpressionError as error:
        raise NotHere from error
    if not isinstance(asked, Reference):  # `2021-13` is no period: a sum, 2021 less 13
        raise NotHere
    return JsonResponse(asdict(grid(workspace.index, code, scope, period)))


@require_safe
@figures_view
def show(request: HttpRequest, workspace: FigureWorkspace) -> JsonResponse:
    """A reference in every form; `whole` and `other` say of what and from what."""
    quoted = _reference(request.GET.get("reference", ""))
    bases = {}
    for name in ("whole", "other"):
        bases[name] = request.GET.get(name, "").strip()
        if bases[name]:
            _reference(f"{{{{ {quoted.figure} | difference from {bases[name]} }}}}")
    return JsonResponse(asdict(shown_forms(workspace.index, quoted, **bases)))


@require_safe
@figures_view
def find(request: HttpRequest, workspace: FigureWorkspace) -> JsonResponse:
    """What a number that was typed (`shown`) may be; `around` is its sentence."""
    shown = request.GET.get("shown", "").strip()[:80]
    typed = next(typed_numbers(shown), None)
    if typed is None:
        raise Unreadable(_("“%(shown)s” is not a number.") % {"shown": shown})
    asked = _asked(request, workspace)
    asked = replace(asked, shown=typed.shown, value=typed.value)
    found = proposals(workspace.index, asked)
    return JsonResponse({"found": [asdict(proposal) for proposal in found]})


@require_POST
@figures_view
def pieces(request: HttpRequest, workspace: FigureWorkspace) -> JsonResponse:
    """A passage's text as the box shows it."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise Unreadable(_("The paragraph is too long. Write it as two."))
    return JsonResponse({"pieces": [asdict(piece) for piece in box_pieces(workspace.index, text)]})


def _asked(request: HttpRequest, workspace: FigureWorkspace) -> NumberInContext:
    passage = number_in(request.GET, "passage")
    units = units_behind(workspace.edition, [passage]) if passage is not None else {}
    return NumberInContext(
        shown="",
        value=None,
        section=request.GET.get("section", ""),
        units=next(iter(units.values()), frozenset()),
        around=request.GET.get("around", "")[:400],
        beside=tuple(_beside(request.GET.getlist("beside"))),
    )


def _beside(sources: list[str]) -> Iterator[Expression]:
    """The figures that the passage refers to; what cannot be read is none of them."""
    for source in sources[:MOST_BESIDE]:
        for _start, _end, piece in spans(source):
            if isinstance(piece, Quoted) and not piece.base:
                yield piece.expression


def _reference(text: str) -> Quoted:
    """As it is stored, with its braces."""
    try:
        found = read(text.strip())
    except MarkupError as error:
        raise Unreadable(in_words(error.template, error.params, _)) from error
    if len(found) != 1 or not isinstance(found[0], Quoted):
        raise Unreadable(_("Choose a figure."))
    return found[0]
