"""One's notices: the list, what was read, and how one wants to be told."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.adapters import remember_language
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.views.portal import paged, portal_view
from reporting.notices.actions import notices as actions
from reporting.notices.forms import NoticeFilter, SettingsForm
from reporting.notices.queries.notice_words import worded
from reporting.notices.queries.notices import is_there, own_notice, own_notices

A_PAGE = 30


@require_safe
@portal_view()
def notice_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form = NoticeFilter(request.GET)
    wanted = form.wanted()
    rows = own_notices(actor.user.pk, actor.unit.pk, **wanted)
    page, query = paged(request.GET, rows, A_PAGE)
    context = {
        "form": form,
        "page": page,
        "notices": worded(list(page.object_list)),
        "is_filtered": any(wanted.values()),
        "query": query,
        "here": request.get_full_path(),
    }
    return render(request, "notices/notice_list.html", context)


@require_POST
@portal_view()
def open_one(request: PortalRequest, actor: Actor, notice_id: int) -> HttpResponseBase:
    """Marks it as read and leads to what it is about."""
    notice = own_notice(actor.user.pk, actor.unit.pk, notice_id)
    actions.mark_read(by=actor, notice_id=notice.pk)
    [words] = worded([notice])
    page, *place = words.page or ("reports",)
    return redirect(f"reporting:{page}", *place)


@require_safe
@portal_view()
def to_report(
    request: PortalRequest, actor: Actor, unit: str, data_set: str, period: str
) -> HttpResponseBase:
    """Where the links of notices and e-mails lead: to the report; where nobody has begun it, to
    its beginning; where it is that of another unit of this person, to the choice of the unit."""
    if is_there(unit, data_set, period):
        return redirect("reporting:report", unit, data_set, period)
    if actor.unit.code != unit:
        if all(membership.organisation_unit.code != unit for membership in request.memberships):
            raise NotHere
        messages.info(request, _("The report is that of another unit of yours. Choose it first."))
        return redirect("reporting:acting_as")
    year, _dash, part = period.partition("-")
    begin = {"data_set": data_set, "year": year, "part": part or "year"}
    return redirect(f"{reverse('reporting:report_begin')}?{urlencode(begin)}")


@require_POST
@portal_view()
def read_one(request: PortalRequest, actor: Actor, notice_id: int) -> HttpResponseBase:
    notice = own_notice(actor.user.pk, actor.unit.pk, notice_id)
    actions.mark_read(by=actor, notice_id=notice.pk)
    return redirect(_back(request))


@require_POST
@portal_view()
def read_all(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    count = actions.mark_read(by=actor)
    said = ngettext(
        "%(count)d notice is marked as read.", "%(count)d notices are marked as read.", count
    )
    messages.success(request, said % {"count": count})
    return redirect("reporting:notices")


def _back(request: PortalRequest) -> str:
    """The same page of the list, and never another site."""
    listed = reverse("reporting:notices")
    _path, mark, query = request.POST.get("back", "").partition("?")
    return f"{listed}{mark}{query}"


@require_http_methods(["GET", "POST"])
@portal_view()
def settings_page(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    initial = {
        "mail_frequency": actor.user.mail_frequency,
        "language": actor.user.language or get_language(),
        "digits": actor.user.digits,
    }
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.choose_settings(by=actor, **form.cleaned_data)
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, _("Saved."))
        response = redirect("reporting:notice_settings")
        remember_language(response, language)
        return response
    return render(
        request, "notices/notice_settings.html", {"form": form, "address": actor.user.email}
    )
