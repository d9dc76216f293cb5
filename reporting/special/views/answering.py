"""A unit's numbers of one day, in a minute and on a phone."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Overtaken
from reporting.core.views.portal import portal_view
from reporting.models import SpecialReport
from reporting.special import actions
from reporting.special.forms.answers import AnswerForm
from reporting.special.queries.special_reports import (
    SpecialDays,
    special_report,
    what_was_said,
)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_ENTER)
def special_answer(request: PortalRequest, actor: Actor, key: int, day: date) -> HttpResponseBase:
    report = special_report(actor, key)
    actions.require_answerable(report, day)
    special = SpecialDays(report, get_language() or "en", actor.unit)
    stands = special.answers.get((actor.unit.pk, day))
    form = AnswerForm(
        request.POST or None,
        initial={"seen": stands.newest if stands else 0},
        questions=special.questions,
        language=special.language,
        stands=stands.numbers if stands else {},
    )
    overtaken = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, actor, report, day, form)
        except Overtaken as refusal:
            overtaken = str(refusal)
    context = {
        "year": report.year,
        "report": report,
        "title": report.title_in(special.language),
        "day": day,
        "state": special.state(actor.unit, day),
        "form": form,
        "overtaken": overtaken,
        "said": [
            (one, one.question.label_in(special.language))
            for one in what_was_said(report, actor.unit, day)
        ],
    }
    status = Overtaken.status if overtaken else HTTPStatus.OK
    return render(request, "special/answer.html", context, status=status)


def _answered(
    request: PortalRequest, actor: Actor, report: SpecialReport, day: date, form: AnswerForm
) -> HttpResponseBase:
    numbers = form.numbers()
    said = actions.answer(
        by=actor,
        report=report,
        day=day,
        numbers=numbers,
        seen=form.cleaned_data["seen"],
    )
    if not said:
        words = _("Nothing was changed: these numbers stand already.")
    elif all(number is None for number in numbers.values()):
        words = _("Your answer is taken back: this day has no numbers of your unit any more.")
    else:
        words = _("Thank you: the Secretariat has your numbers.")
    messages.success(request, words)
    return redirect("reporting:special_report", report.pk)
