"""The plan: strategies, groups, activities; the titles that are still to be confirmed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reporting.admin import title_import
from reporting.admin.pages import Noted
from strategies.models import Activity, ActivityGroup, Plan, Strategy


class PlanPages(Noted):
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
        ActivityGroup.objects.filter(pk__in=[one.pk for one in waiting]).update(**{field: True})
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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("group", "number", "code") if obj else ()

    def get_urls(self) -> list[Any]:
        pages = title_import.Pages(self)
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
        Activity.objects.filter(pk__in=[one.pk for one in waiting]).update(confirmed=True)
        _say_confirmed(self, request, waiting, "confirmed")


def _say_confirmed(page: PlanPages, request: HttpRequest, rows: list[Any], field: str) -> None:
    for row in rows:
        page.log_change(request, row, [{"changed": {"fields": [field]}}])
    messages.success(
        request,
        ngettext("%(count)d title is confirmed now.", "%(count)d are confirmed now.", len(rows))
        % {"count": len(rows)},
    )
