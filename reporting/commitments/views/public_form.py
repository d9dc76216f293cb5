"""The public form: what everybody sees of it, and the page on which the Secretariat opens it."""

from http import HTTPStatus

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.adapters import address_of
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.commitments.actions.public_form import (
    FormClosed,
    TooMany,
    admit,
    send,
    switch,
)
from reporting.commitments.forms.public_form import PublicForm
from reporting.commitments.queries.public_form import changes_of_form, public_form_is_open
from reporting.commitments.rules.feedback import spoken_reference
from reporting.core.queries.years import this_year
from reporting.core.views.portal import portal_view

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of the field
SALT = "reporting.public_form"
KEPT = 60 * 60 * 24  # seconds in which the page with the reference may be opened again


@require_http_methods(["GET", "POST"])
def public_form(request: HttpRequest) -> HttpResponseBase:
    """For whoever has no account; who is signed in is nobody here either."""
    if not public_form_is_open():
        return _closed(request)
    form = PublicForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, form)
    try:
        admit(address_of(request))
        reference = send(message=form.message(), token=request.POST.get(TOKEN, ""))
    except TooMany as wait:
        response = _page(request, form, minutes=wait.seconds // 60 + 1)
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(wait.seconds)
        return response
    except FormClosed:
        return _closed(request)
    return redirect("reporting:feedback_sent", signing.dumps(reference, salt=SALT))


@require_safe
def public_form_sent(request: HttpRequest, token: str) -> HttpResponseBase:
    """The reference, for a day: the address says it, nothing is read."""
    try:
        reference = signing.loads(token, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return _closed(request)
    context = {"reference": spoken_reference(str(reference))}
    return render(request, "commitments/public_form_sent.html", context)


def _page(request: HttpRequest, form: PublicForm, *, minutes: int = 0) -> HttpResponse:
    context = {"form": form, "minutes": minutes}
    return render(request, "commitments/public_form.html", context)


def _closed(request: HttpRequest) -> HttpResponse:
    context = {"is_open": public_form_is_open()}
    return render(
        request, "commitments/public_form_closed.html", context, status=HTTPStatus.NOT_FOUND
    )


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PUBLIC_FORM_OPEN)
def public_form_switch(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if request.method == "POST":
        made = switch(by=actor, is_open=request.POST.get("step") == "open")
        messages.success(
            request,
            _("The public form is open.") if made.is_open else _("The public form is closed."),
        )
        return redirect("reporting:feedback_form")
    language = get_language() or "en"
    changes = [(change, change.by.name_in(language)) for change in changes_of_form()]
    context = {
        "changes": changes,
        "is_open": bool(changes) and changes[0][0].is_open,
        "year": this_year(),  # the form is no practice
    }
    return render(request, "commitments/public_form_switch.html", context)
