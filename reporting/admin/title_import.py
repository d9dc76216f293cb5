"""Titles from Excel in two steps: what would change is shown before anything is stored."""

import re
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.tenancy.requests import PortalRequest
from reporting.actions.audit import record
from reporting.views.portal import actor_of
from strategies.activity_template import write_template
from strategies.activity_titles import Overtaken, TitleChange, read_titles, store_titles
from strategies.models import Plan
from strategies.workbooks import BadWorkbook
from strategies.workbooks.inspection import MOST_BYTES

if TYPE_CHECKING:
    from reporting.admin.plan import ActivityAdmin

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = "admin/strategies/activity/titles.html"
HOUR = 3600
SALT = "activity-titles"


class UploadForm(forms.Form):
    plan = forms.ModelChoiceField(
        Plan.objects.order_by("-first_year"), empty_label=None, label=gettext_lazy("Plan")
    )
    workbook = forms.FileField(
        label=gettext_lazy("Filled template"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) of at most 10 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> Any:
        workbook = self.cleaned_data["workbook"]
        if workbook.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MiB."))
        return workbook


class Pages:
    def __init__(self, page: "ActivityAdmin") -> None:
        self.page = page

    def template(self, request: HttpRequest) -> HttpResponseBase:
        self._require(request)
        plan = get_object_or_404(Plan, pk=_key(request.GET.get("plan", "")) or _newest().pk)
        response = HttpResponse(write_template(plan), content_type=EXCEL)
        response["Content-Disposition"] = f'attachment; filename="activities-{plan.code}.xlsx"'
        return response

    def upload(self, request: HttpRequest) -> HttpResponseBase:
        self._require(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        context: dict[str, Any] = {"form": form, "plan": _newest()}
        if request.method == "POST" and form.is_valid():
            plan = form.cleaned_data["plan"]
            try:
                reading = read_titles(form.cleaned_data["workbook"].read(), plan)
            except BadWorkbook as error:
                form.add_error("workbook", str(error))
            else:
                context |= {"plan": plan, "errors": reading.errors, "changes": reading.changes}
                context |= {"was_read": True, "signed": _sign(request, plan, reading.changes)}
        return self._shown(request, context)

    def store(self, request: HttpRequest) -> HttpResponseBase:
        """The second step stores exactly what the first one showed, or nothing."""
        self._require(request)
        try:
            plan, changes = _unsign(request)
            stored = store_titles(plan, changes)
        except signing.BadSignature:
            messages.error(request, _("The preview is too old. Send the workbook again."))
        except Overtaken:
            messages.error(
                request,
                _("Somebody changed a title meanwhile: nothing was stored. Send it again."),
            )
        else:
            _record(request, plan, changes)
            messages.success(request, _("%(count)d activities were stored.") % {"count": stored})
            return redirect("admin:strategies_activity_changelist")
        return redirect("admin:strategies_activity_titles")

    def _require(self, request: HttpRequest) -> None:
        if not self.page.has_change_permission(request):
            raise PermissionDenied(_("Only an administrator changes the plan."))

    def _shown(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponseBase:
        shared = self.page.admin_site.each_context(request)
        title = _("Titles of the activities from Excel")
        return TemplateResponse(
            request, PAGE, {**shared, "title": title, "opts": self.page.opts, **context}
        )


def _key(text: str) -> int | None:
    """A plan's key; None where none is named, -1, which is none, for what no key can be."""
    if not text:
        return None
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else -1


def _newest() -> Plan:
    return get_object_or_404(Plan, pk=Plan.objects.order_by("-first_year").values("pk")[:1])


def _sign(request: HttpRequest, plan: Plan, changes: list[TitleChange]) -> str:
    shown = {"plan": plan.pk, "by": request.user.pk, "changes": [asdict(one) for one in changes]}
    return signing.dumps(shown, salt=SALT, compress=True)


def _unsign(request: HttpRequest) -> tuple[Plan, list[TitleChange]]:
    try:
        shown = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=HOUR)
    except zlib.error as error:
        raise signing.BadSignature from error
    if shown["by"] != request.user.pk:
        raise signing.BadSignature
    changes = [
        TitleChange(one["code"], cast(Any, tuple(one["before"])), cast(Any, tuple(one["after"])))
        for one in shown["changes"]
    ]
    return get_object_or_404(Plan, pk=shown["plan"]), changes


def _record(request: HttpRequest, plan: Plan, changes: list[TitleChange]) -> None:
    actor = actor_of(cast(PortalRequest, request))
    if actor is None:
        raise PermissionDenied
    values = {
        f"{change.code}.{name}": [before, after]
        for change in changes
        for name, before, after in change.fields
    }
    record("titles.imported", f"plan:{plan.pk} {plan.code}", by=actor, values=values)
