"""One passage with its numbers, in the box in which it is written."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere, Refused
from reporting.actions.editions import writing
from reporting.actions.editions.versions import Conflict
from reporting.models import Edition, Passage
from reporting.queries.editions.followed import followed_of
from reporting.queries.editions.found import period_of
from reporting.queries.editions.number_lines import number_lines
from reporting.queries.editions.numbers import WORDS, numbers_of
from reporting.views.editions.doors import edition_view, number_in
from reporting.views.editions.numbers import head_of_numbers
from reporting.views.portal import portal_view


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_WRITE)
@edition_view()
def passage_numbers(
    request: PortalRequest, actor: Actor, edition: Edition, passage: int
) -> HttpResponseBase:
    row = edition.passages.filter(pk=passage, removed=False, kind__in=WORDS).first()
    if row is None:
        raise NotHere
    if request.method == "POST":
        return _written(request, actor, edition, row)
    return _page(request, actor, edition, row, row.text)


def _written(request: PortalRequest, actor: Actor, edition: Edition, row: Passage) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        writing.write(
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
    rows = [one for one in found.rows if one.passage == row.pk and one.kind != "aside"]
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
        request, "editions/passage_numbers.html", context, status=problem.status if problem else 200
    )
