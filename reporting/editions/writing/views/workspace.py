"""The editions by period, the beginning of one, and its outline as a work list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import REASONS, Actor, Refused
from reporting.consolidation.queries.runs import years_to_consolidate
from reporting.core.queries.editions import period_of
from reporting.core.queries.period_words import period_words, short_words
from reporting.core.views.portal import portal_view
from reporting.editions.publishing.queries.comparison import changes_since
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.queries.worklist import WorkList, by_period, work_list
from reporting.editions.writing.views.edition_access import (
    UNREADABLE,
    edition_address,
    edition_view,
    head,
    section_address,
)
from reporting.kernel.periods import Period, component_periods
from reporting.models import Edition

SHORTEST = 3  # months of a report that the nation gives


@dataclass(frozen=True)
class NextStep:
    """What to do next, in a sentence, and the button that leads there."""

    words: str
    button: str = ""
    url: str = ""


@require_safe
@portal_view(Permission.EDITION_READ)
def editions(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    return _list(request, actor)


@require_POST
@portal_view(Permission.EDITION_WRITE)
def edition_begin(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    try:
        period = Period.parse(request.POST.get("period", ""))
    except ValueError:
        return _list(request, actor, error=_("Choose the period of the report."))
    if period not in {candidate for _year, periods in _periods() for candidate in periods}:
        return _list(request, actor, error=_("No report is written of this period."))
    try:
        begun = begin(by=actor, period=period)
    except Refused as refusal:
        return _list(request, actor, error=str(refusal), chosen=period.url)
    messages.success(request, _("The edition has begun: its tables and charts are in place."))
    return redirect(edition_address(begun))


def _list(request: PortalRequest, actor: Actor, error: str = "", chosen: str = "") -> HttpResponse:
    found = by_period()
    first = next((of_period.period.url for of_period in found if of_period.may_begin), "")
    context = {
        "periods": [
            (
                period_words(of_period.period),
                of_period,
                [_row(edition) for edition in of_period.editions],
            )
            for of_period in found
            if of_period.editions
        ],
        "choices": [
            (year, [(period.url, short_words(period)) for period in periods])
            for year, periods in _periods()
        ],
        "chosen": chosen or request.GET.get("period", "") or first,
        "error": error,
        "may_write": actor.may(Permission.EDITION_WRITE),
        "may_consolidate": actor.may(Permission.CONSOLIDATION_RUN),
        "why_not": str(REASONS[Permission.EDITION_WRITE]),
    }
    status = UNREADABLE if error else 200
    return render(request, "editions/writing/edition_list.html", context, status=status)


def _periods() -> Iterator[tuple[int, list[Period]]]:
    """Of each year with reports: the year, ten months, semesters, quarters."""
    for year in years_to_consolidate():
        whole = Period.parse(str(year))
        shorter = [period for period in component_periods(whole) if len(period.months) >= SHORTEST]
        shorter.sort(key=lambda period: (-len(period.months), period.number))
        yield year, [whole, *shorter]


def _row(edition: Edition) -> tuple[Edition, str, str]:
    """With its address and the next step in words."""
    words = {
        Edition.State.WRITING: _("Write it"),
        Edition.State.REVIEW: _("Read and sign it"),
        Edition.State.PUBLISHED: _("Read it"),
    }
    return edition, edition_address(edition), words[Edition.State(edition.state)]


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(says_no="edition")
def edition(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """The outline as a work list."""
    work = work_list(edition, get_language() or "en")
    context = {
        **head(edition, actor, "edition"),
        "work": work,
        "lines": [(line, section_address(edition, line.section.code)) for line in work.lines],
        "next": _next(edition, actor, work),
    }
    return render(request, "editions/writing/edition_workspace.html", context)


def _since(edition: Edition) -> NextStep:
    """What has been accepted since it was published, which the next edition would say."""
    figures, sentences = changes_since(edition, get_language() or "en")
    if not figures and not sentences:
        return NextStep(_("Nothing has changed since it was published."))
    words = _(
        "Since it was published %(figures)d figures and %(sentences)d paragraphs have changed."
    )
    return _leading(
        edition, "edition_compare", words % {"figures": figures, "sentences": sentences},
        _("See what changed"),
    )  # fmt: skip


def _next(edition: Edition, actor: Actor, work: WorkList) -> NextStep | None:
    if edition.is_published:
        return _since(edition)
    if not actor.may(Permission.EDITION_WRITE):
        return NextStep(_("You read the report while it is written, and comment on it."))
    if work.next is not None:
        section = work.next.section
        title = f"{section.number} {section.title}".strip()
        return NextStep(
            _("Accepted texts wait in %(section)s.") % {"section": title},
            _("Go on with %(number)s") % {"number": section.number or section.code},
            section_address(edition, section.code),
        )
    if work.typed:
        return _leading(
            edition, "edition_numbers",
            _("Every accepted text has its place. Link the numbers that were typed by hand."),
            _("Link the numbers"),
        )  # fmt: skip
    if work.untranslated:
        return _leading(
            edition, "edition_translation",
            _("Every accepted text has its place and every number its figure. Translate them."),
            _("Translate"),
        )  # fmt: skip
    return _leading(
        edition, "edition_signatures",
        _("Every accepted text has its place and every number its figure."), _("Sign the report"),
    )  # fmt: skip


def _leading(edition: Edition, page: str, words: str, button: str) -> NextStep:
    try:
        url = reverse(f"reporting:{page}", args=[period_of(edition).url, edition.number])
    except NoReverseMatch:
        return NextStep(words)
    return NextStep(words, button, url)
