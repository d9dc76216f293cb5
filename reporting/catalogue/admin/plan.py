"""Pages for the plan: strategies, groups, activities; titles are typed or sent as a workbook, and
confirmed."""

import re
import zlib
from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from provinces.tenancy.requests import PortalRequest
from reporting.catalogue.actions.activity_titles import (
    TitleChange,
    TitleChangedMeanwhile,
    read_titles,
    store_titles,
)
from reporting.catalogue.admin.pages import NotedAdmin
from reporting.catalogue.exports.activity_titles import write_template
from reporting.core.actions.audit import record
from reporting.core.views.portal import actor_of
from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.lists import WorkbookUploadForm
from strategies.models import Activity, ActivityGroup, Plan, Strategy

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = "admin/strategies/activity/titles.html"
HOUR = 3600
SALT = "activity-titles"


class TitleUploadForm(WorkbookUploadForm):
    plan = forms.ModelChoiceField(
        Plan.objects.order_by("-first_year"), empty_label=None, label=gettext_lazy("Plan")
    )
    field_order = ("plan", "workbook")


class TitleImportPages:
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
        form = TitleUploadForm(request.POST or None, request.FILES or None)
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
        except TitleChangedMeanwhile:
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
    shown = {
        "plan": plan.pk,
        "by": request.user.pk,
        "changes": [asdict(change) for change in changes],
    }
    return signing.dumps(shown, salt=SALT, compress=True)


def _unsign(request: HttpRequest) -> tuple[Plan, list[TitleChange]]:
    try:
        shown = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=HOUR)
    except zlib.error as error:
        raise signing.BadSignature from error
    if shown["by"] != request.user.pk:
        raise signing.BadSignature
    changes = [
        TitleChange(
            change["code"], cast(Any, tuple(change["before"])), cast(Any, tuple(change["after"]))
        )
        for change in shown["changes"]
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


class PlanPages(NotedAdmin):
    actions: Any = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # reports and action plans refer to it; the next plan stands beside it


@admin.register(Plan)
class PlanAdmin(PlanPages):
    list_display = ("code", "title", "title_km", "years")

    @admin.display(description=gettext_lazy("years"), ordering="first_year")
    def years(self, plan: Plan) -> str:
        return f"{plan.first_year}–{plan.last_year}"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()


@admin.register(Strategy)
class StrategyAdmin(PlanPages):
    list_display = ("number", "title", "title_km", "activity_count", "plan")
    list_display_links = ("number", "title")
    list_filter = ("plan",)
    list_select_related = ("plan",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("plan", "number") if obj else ()


@admin.register(ActivityGroup)
class ActivityGroupAdmin(PlanPages):
    list_display = (
        "code", "title", "title_km", "activity_count", "title_confirmed", "count_confirmed", "note",
    )  # fmt: skip
    list_filter = ("title_confirmed", "count_confirmed", "strategy")
    list_select_related = ("strategy__plan",)
    search_fields = ("code", "title_en", "title_km")
    actions = ("confirm_titles", "confirm_counts")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("strategy", "number", "code") if obj else ()

    @admin.action(description=gettext_lazy("Confirm the titles of the chosen groups"))
    def confirm_titles(self, request: HttpRequest, groups: QuerySet[ActivityGroup]) -> None:
        self._confirm(request, groups, "title_confirmed")

    @admin.action(description=gettext_lazy("Confirm the number of activities of the chosen groups"))
    def confirm_counts(self, request: HttpRequest, groups: QuerySet[ActivityGroup]) -> None:
        self._confirm(request, groups, "count_confirmed")

    def _confirm(self, request: HttpRequest, groups: QuerySet[ActivityGroup], field: str) -> None:
        waiting = list(groups.filter(**{field: False}))
        ActivityGroup.objects.filter(pk__in=[group.pk for group in waiting]).update(**{field: True})
        _say_confirmed(self, request, waiting, field)


@admin.register(Activity)
class ActivityAdmin(PlanPages):
    change_list_template = "admin/strategies/activity/change_list.html"
    list_display = ("code", "title_en", "title_km", "confirmed")
    list_filter = ("confirmed", "group__strategy", "group__strategy__plan")
    list_per_page = 120
    search_fields = ("code", "title_en", "title_km")
    actions = ("confirm",)

    def note(self) -> str:
        waiting = Activity.objects.filter(confirmed=False).count()
        if not waiting:
            return ""
        return _("%(count)d activities have no confirmed title yet.") % {"count": waiting}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        """What is searched for in an action plan can be a group as a whole."""
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            return Activity.everything.all()
        return cast(QuerySet[Activity], super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("group", "number", "code") if obj else ()

    def get_urls(self) -> list[Any]:
        pages = TitleImportPages(self)
        wrap = self.admin_site.admin_view
        return [
            path("titles/", wrap(pages.upload), name="strategies_activity_titles"),
            path("titles/template/", wrap(pages.template), name="strategies_activity_template"),
            path("titles/store/", wrap(pages.store), name="strategies_activity_store"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Confirm the titles of the chosen activities"))
    def confirm(self, request: HttpRequest, activities: QuerySet[Activity]) -> None:
        untitled = activities.filter(confirmed=False, title_en="", title_km="").count()
        if untitled:
            messages.warning(
                request,
                ngettext(
                    "%(count)d activity has no title yet and was not confirmed.",
                    "%(count)d activities have no title yet and were not confirmed.",
                    untitled,
                )
                % {"count": untitled},
            )
        titled = activities.filter(~Q(title_en="") | ~Q(title_km=""), confirmed=False)
        waiting = list(titled.select_related("group"))
        Activity.objects.filter(pk__in=[activity.pk for activity in waiting]).update(confirmed=True)
        _say_confirmed(self, request, waiting, "confirmed")


def _say_confirmed(page: PlanPages, request: HttpRequest, rows: list[Any], field: str) -> None:
    for row in rows:
        page.log_change(request, row, [{"changed": {"fields": [field]}}])
    messages.success(
        request,
        ngettext("%(count)d is confirmed now.", "%(count)d are confirmed now.", len(rows))
        % {"count": len(rows)},
    )
