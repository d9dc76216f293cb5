"""One discrepancy: what is known of it, and how it is settled."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require
from reporting.access_errors import NotHere, Refused
from reporting.actions.editions import settling
from reporting.forms.findings import STATE_WORDS
from reporting.forms.settling import ExplainForm, ExplainKindForm, MendForm, ReopenForm
from reporting.kernel.checks.kinds import KINDS
from reporting.kernel.messages import in_words
from reporting.kernel.periods import Period
from reporting.kernel.settlements import Standing
from reporting.queries.editions.behind import reports_behind
from reporting.queries.editions.desks import desk_of, period_at
from reporting.queries.editions.settlements import Desk, Item
from reporting.queries.period_words import period_words
from reporting.views.portal import portal_view

Forms = dict[str, Form]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.DISCREPANCY_VIEW)
def discrepancy(request: PortalRequest, actor: Actor, period: str, mark: str) -> HttpResponseBase:
    """A POST says by `what` which of the forms it is: explain, mend or reopen."""
    asked = period_at(period)
    status = 200
    if request.method == "POST":
        require(actor, Permission.DISCREPANCY_SETTLE)
    desk = desk_of(asked, get_language() or "en")
    item = desk.item(mark)
    forms = _forms(request, actor, desk, item)
    if request.method == "POST":
        what = request.POST.get("what", "")
        form = forms.get(what)
        if form is not None and form.is_valid():
            try:
                messages.success(request, _settle(actor, asked, item, what, form))
                return redirect("reporting:discrepancies", asked.url)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = refused.status
                desk = desk_of(asked, get_language() or "en")
                item = desk.item(mark)
        elif form is None:
            messages.warning(request, _("This was settled meanwhile. Look at what was said."))
    return render(
        request, "editions/discrepancy.html", _shown(asked, desk, item, forms), status=status
    )


def _forms(request: PortalRequest, actor: Actor, desk: Desk, item: Item) -> Forms:
    """Those that can be sent now: nobody settles what is no longer found."""
    if not actor.may(Permission.DISCREPANCY_SETTLE) or item.row is None:
        return {}
    what, data = request.POST.get("what"), request.POST
    start = {"seen": item.seen}

    def bound(name: str) -> Any:
        return data if what == name else None

    said = item.said if item.standing is Standing.EXPLAINED or item.lapsed else None
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
    if item.standing in (Standing.EXPLAINED, Standing.MENDING):
        forms["reopen"] = ReopenForm(bound("reopen"), prefix="reopen", initial=start)
    if item.standing is not Standing.MENDING and actor.may(Permission.REPORT_REOPEN):
        reports = reports_behind(desk.consolidation, item.found.cells, desk.language)
        if reports:
            forms["mend"] = MendForm(
                bound("mend"),
                reports=reports,
                others=_others(desk, item),
                prefix="mend",
                initial={**start, "text": words_of(item)},
            )
    return forms


def _others(desk: Desk, item: Item) -> dict[str, str]:
    """What else is open in the reports of the same unit: one return is enough for all."""
    return {
        f"{one.fingerprint}:{one.seen}": words_of(one)
        for one in desk.items
        if item.found.unit
        and one.found.unit == item.found.unit
        and one.fingerprint != item.fingerprint
        and one.standing is Standing.OPEN
    }


def _settle(actor: Actor, period: Period, item: Item, what: str, form: Form) -> str:
    said = form.cleaned_data
    place: dict[str, Any] = {"by": actor, "period_key": period.key}
    one = {**place, "fingerprint": item.fingerprint, "seen": said["seen"]}
    if what == "explain":
        settling.explain(**one, text=said["text"], footnote=said["footnote"], note=said["note"])
        return _("The discrepancy is explained.")
    if what == "reopen":
        settling.reopen(**one, text=said["text"])
        return _("The discrepancy is open again.")
    assert isinstance(form, MendForm)
    seen = {item.fingerprint: said["seen"], **form.seen_of()}
    settling.ask_for_mend(
        **place,
        fingerprints=seen,
        seen=seen.__getitem__,
        report=form.by_key[said["report"]].report,
        text=said["text"],
    )
    return _("The report was re-opened: the unit reads what it has to mend.")


@require_http_methods(["GET", "POST"])
@portal_view(Permission.DISCREPANCY_SETTLE)
def explain_kind(request: PortalRequest, actor: Actor, period: str) -> HttpResponseBase:
    """All open ones of a kind (`?kind=`) for one reason."""
    asked = period_at(period)
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        raise NotHere
    desk = desk_of(asked, get_language() or "en")
    items = [one for one in desk.items if one.found.kind == kind and one.standing is Standing.OPEN]
    form = ExplainKindForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            count = settling.explain_kind(
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
    return render(request, "editions/explain_kind.html", context, status=status)


def _shown(period: Period, desk: Desk, item: Item, forms: Forms) -> dict[str, Any]:
    return {
        "period": period,
        "title": period_words(period),
        "year": desk.consolidation.year,
        "one": item,
        "ways": _ways(item, forms),
        "kind_titles": {code: _(kind.title) for code, kind in KINDS.items()},
        "state_words": {str(one.value): words for one, words in STATE_WORDS.items()},
    }


def _ways(item: Item, forms: Forms) -> list[tuple[str, Form]]:
    """What one would do first: what is wrong in the data is mended, what is wrong in print is
    explained, what is settled rests."""
    order = ["explain", "mend"] if item.is_printed else ["mend", "explain"]
    if "reopen" in forms:
        order.insert(0, "reopen")
    return [(name, forms[name]) for name in order if name in forms]


def words_of(item: Item) -> str:
    return in_words(item.found.template, item.found.params, _)
