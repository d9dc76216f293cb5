"""Who evaluates, and what they recommend."""

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require
from reporting.calendar.queries.owed_reports import today_of
from reporting.core.views.portal import portal_view
from reporting.editions.evaluations.actions import keeping, recommending
from reporting.editions.evaluations.forms import EvaluatorForm, RecommendationForm, TermForm
from reporting.editions.evaluations.queries.contents import EvaluationContents
from reporting.editions.evaluations.queries.evaluation_words import became_words
from reporting.editions.evaluations.queries.evaluations import asked_units, evaluation_at
from reporting.editions.evaluations.views.head import head
from reporting.models import Edition

UNREADABLE = 422


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_READ)
def evaluation_evaluators(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    edition = evaluation_at(actor, key)
    form = EvaluatorForm(
        request.POST if _step(request) == "add" else None,
        initial={"first_day": today_of(edition.year)},
    )
    if request.method == "POST":
        require(actor, Permission.EDITION_WRITE)
        if _step(request) == "remove":
            found = whole_number(request.POST.get("evaluator", "")) or 0
            keeping.take_back_evaluator(by=actor, edition=edition, evaluator=found)
            return _to(request, edition, "evaluation_evaluators", _("The name is taken out."))
        if _step(request) == "term":
            _change_term(actor, edition, request.POST)
            return _to(request, edition, "evaluation_evaluators", _("The term is changed."))
        if _step(request) != "add":
            raise NotHere
        if form.is_valid():
            keeping.name_evaluator(by=actor, edition=edition, text=form.text())
            return _to(request, edition, "evaluation_evaluators", _("The evaluator is named."))
    language = get_language() or "en"
    contents = EvaluationContents(edition, language)
    rated = {row.evaluator_id for row in contents.standing.values()}
    context = {
        **head(edition, actor, "evaluation_evaluators"),
        "form": form,
        "evaluators": [
            (row, row.name_in(language), row.by.name_in(language), row.pk in rated)
            for row in contents.evaluators
        ],
    }
    status = UNREADABLE if form.is_bound else 200
    template = "editions/evaluations/evaluation_evaluators.html"
    return render(request, template, context, status=status)


def _change_term(actor: Actor, edition: Edition, posted: QueryDict) -> None:
    form = TermForm(posted)
    if not form.is_valid():
        raise Refused(_("Choose the last day of the term."))
    keeping.change_term(
        by=actor,
        edition=edition,
        evaluator=whole_number(posted.get("evaluator", "")) or 0,
        last_day=form.cleaned_data["last_day"],
    )


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_READ)
def evaluation_recommendations(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    """`step` says what is done: add, remove, or commit, which makes commitments of all of them."""
    edition = evaluation_at(actor, key)
    language = get_language() or "en"
    contents = EvaluationContents(edition, language)
    form = RecommendationForm(
        request.POST if _step(request) == "add" else None,
        template=contents.template,
        units=asked_units(edition.year, language),
        language=language,
    )
    if request.method == "POST":
        done = _recommended(actor, edition, form, request.POST)
        if done:
            return _to(request, edition, "evaluation_recommendations", done)
    titles = {row.code: row.title.said_in(language) for row in contents.template.criteria}
    waiting = [row for row in contents.rows if row.mark not in contents.register]
    context = {
        **head(edition, actor, "evaluation_recommendations"),
        "form": form,
        "lines": [
            (line, titles.get(line.recommendation.criterion, ""), became_words(line),
             line.recommendation.text_in(language))
            for line in contents.recommendations
        ],
        "waiting": len(waiting),
        "may_commit": actor.may(Permission.COMMITMENT_KEEP) and bool(waiting),
    }  # fmt: skip
    status = UNREADABLE if form.is_bound else 200
    template = "editions/evaluations/evaluation_recommendations.html"
    return render(request, template, context, status=status)


def _recommended(
    actor: Actor, edition: Edition, form: RecommendationForm, posted: QueryDict
) -> str:
    """What was done, in words; "" where the form has to be filled once more."""
    match posted.get("step"):
        case "commit":
            made = recommending.commit(by=actor, edition=edition)
            words = ngettext(
                "%(count)d recommendation is a commitment now, with the number %(numbers)s.",
                "%(count)d recommendations are commitments now, with the numbers %(numbers)s.",
                len(made),
            )
            numbers = ", ".join(str(commitment.number) for commitment in made)
            return words % {"count": len(made), "numbers": numbers}
        case "remove":
            require(actor, Permission.EDITION_WRITE)
            position = whole_number(posted.get("position", "")) or 0
            recommending.take_back_recommendation(by=actor, edition=edition, position=position)
            return _("The recommendation is taken out.")
        case "add":
            require(actor, Permission.EDITION_WRITE)
            if not form.is_valid():
                return ""
            try:
                recommending.recommend(by=actor, edition=edition, text=form.text())
            except Refused as refusal:
                form.add_error("due", str(refusal))
                return ""
            return _("The recommendation is entered.")
    raise NotHere


def _step(request: PortalRequest) -> str:
    return request.POST.get("step", "") if request.method == "POST" else ""


def _to(request: PortalRequest, edition: Edition, page: str, words: str) -> HttpResponseBase:
    messages.success(request, words)
    return redirect(f"reporting:{page}", edition.pk)
