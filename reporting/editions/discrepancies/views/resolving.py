"""One discrepancy, or all of a kind: what is known of it, and how it is resolved."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require
from reporting.checks.rules.kinds import KINDS
from reporting.core.queries.editions import in_work
from reporting.core.queries.period_words import period_words
from reporting.core.queries.spoken_labels import spoken
from reporting.core.views.document_blocks import chart_presenter
from reporting.core.views.portal import portal_view
from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.forms import (
    STATE_WORDS,
    CorrectionForm,
    ExplainForm,
    ExplainKindForm,
    ReopenForm,
)
from reporting.editions.discrepancies.queries.contributing_reports import (
    ContributingReport,
    reports_behind,
)
from reporting.editions.discrepancies.queries.discrepancy_item import DiscrepancyItem
from reporting.editions.discrepancies.queries.discrepancy_list import DiscrepancyWorkspace
from reporting.editions.discrepancies.queries.numbers_beside import charts_beside
from reporting.editions.discrepancies.queries.workspaces import period_at, workspace_of
from reporting.editions.discrepancies.rules import (
    ASK,
    SENTENCE,
    WITHOUT_ODDS,
    DiscrepancySnapshot,
    DiscrepancyStatus,
)
from reporting.kernel.messages import in_words
from reporting.kernel.periods import Period

Forms = dict[str, Form]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.DISCREPANCY_VIEW)
def discrepancy(request: PortalRequest, actor: Actor, period: str, mark: str) -> HttpResponseBase:
    """A POST says by `what` which of the forms it is: explain, correct or reopen."""
    asked = period_at(period)
    if request.method == "POST":
        require(actor, Permission.DISCREPANCY_SETTLE)
    workspace = workspace_of(asked, get_language() or "en")
    item = workspace.item(mark)
    forms = _forms(request, actor, workspace, item)
    what, status = request.POST.get("what", ""), 200
    if what in forms:
        refused = _try(request, actor, asked, item, what, forms[what])
        if refused is None:
            return redirect("reporting:discrepancies", asked.url)
        status = refused
        workspace = workspace_of(asked, workspace.language)  # with what was said meanwhile
        item = workspace.item(mark)
        _has_seen(forms[what], item)
    elif what:
        messages.warning(request, _("This was resolved meanwhile. Look at what was said."))
    context = {
        **_shown(asked, workspace, item, forms),
        "failed": what if what in forms else "",
    }
    return render(request, "editions/discrepancies/discrepancy.html", context, status=status)


def _try(
    request: PortalRequest,
    actor: Actor,
    period: Period,
    item: DiscrepancyItem,
    what: str,
    form: Form,
) -> int | None:
    """None where it is done; else the status of a page that says in the form why not."""
    if not form.is_valid():
        return 200
    try:
        messages.success(request, _resolve(actor, period, item, what, form))
    except Refused as refused:
        form.add_error(None, str(refused))
        return refused.status
    return None


def _has_seen(form: Form, item: DiscrepancyItem) -> None:
    """What was said meanwhile stands on the page: who sends the form now has seen it."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("seen")] = str(item.seen)
    form.data = data


def _forms(
    request: PortalRequest, actor: Actor, workspace: DiscrepancyWorkspace, item: DiscrepancyItem
) -> Forms:
    """Those that can be sent now: nobody resolves what is no longer found."""
    if not actor.may(Permission.DISCREPANCY_SETTLE) or item.row is None:
        return {}
    if item.is_sentence and not actor.may(Permission.CONSOLIDATION_RUN):
        return {}
    what, data = request.POST.get("what"), request.POST
    start = {"seen": item.seen}

    def bound(name: str) -> Any:
        return data if what == name else None

    explained = item.status is DiscrepancyStatus.EXPLAINED and not item.with_root
    said = item.said if explained or item.lapsed else None
    forms: Forms = {
        "explain": ExplainForm(
            bound("explain"),
            item=item,
            prefix="explain",
            initial={
                **start,
                "text": said.text if said else "",
                "footnote": said.footnote if said else item.is_printed,
                "note": item.was.note if said else "",
            },
        )
    }
    said_of_it = item.status in (DiscrepancyStatus.EXPLAINED, DiscrepancyStatus.MENDING)
    if said_of_it and not item.with_root:
        forms["reopen"] = ReopenForm(bound("reopen"), prefix="reopen", initial=start)
    if item.status is not DiscrepancyStatus.MENDING and actor.may(Permission.REPORT_REOPEN):
        reports = reports_behind(workspace.consolidation, item.found.cells, workspace.language)
        if reports:
            forms["correct"] = CorrectionForm(
                bound("correct"),
                reports=reports,
                others=_others(workspace, item),
                prefix="correct",
                initial={
                    **start,
                    "text": _words(item),
                    "report": _likeliest(reports, item.found),
                },
            )
    return forms


def _likeliest(reports: list[ContributingReport], found: DiscrepancySnapshot) -> int | None:
    """The report of the unit that is named, where it gave only one; of several that of the period
    of what was found."""
    own = [one.report for one in reports if one.report.organisation_unit.code == found.unit]
    if len(own) > 1:
        own = [report for report in own if report.period.code == found.period]
    return own[0].pk if len(own) == 1 else None


def _others(workspace: DiscrepancyWorkspace, item: DiscrepancyItem) -> dict[str, str]:
    """What else is open in the reports of the same unit: one return is enough for all. Consequences
    go with their roots."""
    return {
        f"{other.fingerprint}:{other.seen}": _words(other)
        for other in workspace.roots
        if item.found.unit
        and other.found.unit == item.found.unit
        and other.fingerprint != item.fingerprint
        and other.is_open
    }


def _resolve(actor: Actor, period: Period, item: DiscrepancyItem, what: str, form: Form) -> str:
    said = form.cleaned_data
    place: dict[str, Any] = {"by": actor, "period_key": period.key}
    which = {**place, "fingerprint": item.fingerprint, "seen": said["seen"]}
    if what == "explain":
        resolving.explain(
            **which, text=said["text"], footnote=said.get("footnote", False),
            note=said.get("note", ""),
        )  # fmt: skip
        return _("The discrepancy is explained.")
    if what == "reopen":
        resolving.reopen(**which, text=said["text"])
        return _("The discrepancy is open again.")
    assert isinstance(form, CorrectionForm)
    seen = {item.fingerprint: said["seen"], **form.seen_of()}
    resolving.ask_for_correction(
        **place,
        fingerprints=seen,
        seen=seen.__getitem__,
        report=form.by_key[said["report"]].report,
        text=said["text"],
    )
    return _("The report was re-opened: the unit reads what it has to correct.")


@require_http_methods(["GET", "POST"])
@portal_view(Permission.DISCREPANCY_SETTLE)
def explain_kind(request: PortalRequest, actor: Actor, period: str) -> HttpResponseBase:
    """All open ones of a kind (`?kind=`) for one reason."""
    asked = period_at(period)
    kind = request.GET.get("kind", "")
    if kind not in KINDS or kind == SENTENCE:
        raise NotHere
    workspace = workspace_of(asked, get_language() or "en")
    items = workspace.open_of_kind(kind)
    form = ExplainKindForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            count = resolving.explain_kind(
                by=actor, period_key=asked.key, kind=kind, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            messages.success(
                request,
                ngettext(
                    "%(count)d discrepancy is explained.",
                    "%(count)d discrepancies are explained.",
                    count,
                )
                % {"count": count},
            )
            return redirect("reporting:discrepancies", asked.url)
    context = {
        "period": asked,
        "title": period_words(asked),
        "kind_title": _(KINDS[kind].title),
        "items": items,
        "form": form,
        "back": f"{reverse('reporting:discrepancies', args=[asked.url])}?kind={kind}",
    }
    return render(request, "editions/discrepancies/explain_kind.html", context, status=status)


def _shown(
    period: Period, workspace: DiscrepancyWorkspace, item: DiscrepancyItem, forms: Forms
) -> dict[str, Any]:
    return {
        "period": period,
        "title": period_words(period),
        "year": workspace.consolidation.year,
        "item": item,
        "edition": in_work(period.key) if item.is_sentence else None,
        "ways": _ways(item, forms),
        "charts": [
            chart_presenter(chart)
            for chart in charts_beside(workspace.consolidation, item.found, workspace.language)
        ],
        "kind_titles": {code: _(kind.title) for code, kind in KINDS.items()},
        "state_words": {str(state.value): words for state, words in STATE_WORDS.items()},
    }


def _ways(item: DiscrepancyItem, forms: Forms) -> list[tuple[str, Form]]:
    """What one would do first: what is wrong in the data is corrected, what is wrong in print is
    explained, what is resolved rests."""
    order = ["explain", "correct"] if item.is_printed else ["correct", "explain"]
    if "reopen" in forms:
        order.insert(0, "reopen")
    return [(name, forms[name]) for name in order if name in forms]


def _words(item: DiscrepancyItem) -> str:
    """As the unit is asked: of an improbable number without the reckoning."""
    found = item.found
    short = WITHOUT_ODDS.get(found.template)
    if short is None:
        return in_words(found.template, found.params, spoken, date_format)
    return f"{in_words(short, found.params, spoken, date_format)} {_(ASK)}"
