"""The list of discrepancies of a period or an edition: what the checks found, and what has become
of each."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.checks.rules.kinds import KINDS
from reporting.core.queries.editions import period_of
from reporting.core.queries.period_words import period_words
from reporting.core.views.portal import portal_view
from reporting.editions.discrepancies.forms import STATE_WORDS, FindingsFilter
from reporting.editions.discrepancies.queries.discrepancy_list import (
    DiscrepancyCriteria,
    DiscrepancyWorkspace,
)
from reporting.editions.discrepancies.queries.workspaces import (
    period_at,
    workspace_of,
    workspace_of_edition,
    workspace_periods,
)
from reporting.editions.discrepancies.rules import SENTENCE
from reporting.editions.writing.views.edition_access import edition_view, tabs
from reporting.kernel.periods import Period
from reporting.models import Edition


@require_safe
@portal_view(Permission.DISCREPANCY_VIEW)
def discrepancy_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """Those of the newest year: there is seldom more than one of interest."""
    found = workspace_periods()
    if found:
        return redirect("reporting:discrepancies", found[0].url)
    return render(request, "editions/discrepancies/no_discrepancies.html")


@require_safe
@portal_view(Permission.DISCREPANCY_VIEW)
def discrepancies(request: PortalRequest, actor: Actor, period: str) -> HttpResponseBase:
    asked = period_at(period)
    workspace = workspace_of(asked, get_language() or "en")
    context = {
        **_shown(request, workspace),
        "period": asked,
        "periods": workspace_periods(),
        "may_resolve": actor.may(Permission.DISCREPANCY_SETTLE),
        "edition": workspace.edition if actor.may(Permission.EDITION_READ) else None,
    }
    return render(request, "editions/discrepancies/period_discrepancies.html", context)


@require_safe
@portal_view(Permission.DISCREPANCY_VIEW)
@edition_view()
def edition_discrepancies(
    request: PortalRequest, actor: Actor, edition: Edition
) -> HttpResponseBase:
    """The same list among the pages of the edition; of a published one as it was then."""
    workspace = workspace_of_edition(edition, get_language() or "en")
    may_resolve = actor.may(Permission.DISCREPANCY_SETTLE) and not edition.is_published
    context = {
        **_shown(request, workspace),
        "period": period_of(edition),
        "edition": edition,
        "tabs": tabs(edition, actor, "edition_discrepancies"),
        "may_resolve": may_resolve,
    }
    return render(request, "editions/discrepancies/edition_discrepancies.html", context)


def _shown(request: PortalRequest, workspace: DiscrepancyWorkspace) -> dict[str, Any]:
    form = FindingsFilter(request.GET, workspace)
    wanted = form.wanted()
    by_kind, by_state = workspace.count("kind"), workspace.count("state")
    items = workspace.choose(wanted)
    return {
        "year": workspace.consolidation.year,
        "title": period_words(Period.from_key(workspace.consolidation.period_key)),
        "workspace": workspace,
        "consolidation": workspace.consolidation,
        "form": form,
        "is_filtered": wanted != DiscrepancyCriteria(),
        "items": items,
        "total": len(workspace.roots),
        "resolved": workspace.resolved,
        "unresolved": list(workspace.unresolved.items()),
        "open_high": len(workspace.open_high),
        "states": [
            (str(state.value), words, by_state[state.value]) for state, words in STATE_WORDS.items()
        ],
        "state_words": {str(state.value): words for state, words in STATE_WORDS.items()},
        "kinds": [
            {"kind": kind, "title": _(kind.title), "explanation": _(kind.explanation),
             "count": by_kind[code]}
            for code, kind in KINDS.items()
        ],
        "kind_titles": {code: _(kind.title) for code, kind in KINDS.items()},
        "kind_to_explain": _kind_to_explain(workspace, wanted),
    }  # fmt: skip


def _kind_to_explain(
    workspace: DiscrepancyWorkspace, wanted: DiscrepancyCriteria
) -> dict[str, Any] | None:
    """Where one kind is shown and several of it are open, they can be explained together."""
    count = len(workspace.open_of_kind(wanted.kind))
    if count < 2 or wanted.kind not in KINDS or wanted.kind == SENTENCE:
        return None
    return {"code": wanted.kind, "count": count}
