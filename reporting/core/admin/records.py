"""The pages of records (reports, jobs, audit events), read only, and what every page of the
administration is made of: the present membership's permissions alone say who opens it."""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from provinces.admin_choices import PlainSearch
from provinces.queries import people_called, units_called
from provinces.roles import Permission
from reporting.core.views.tags import period
from reporting.models import AuditEvent, Job, Report, Revision

if TYPE_CHECKING:  # Django's classes cannot be subscripted at run time
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    ModelForm = forms.ModelForm


class ByMembership:
    permission = Permission.CATALOGUE_MANAGE
    viewing: Permission | None = None  # who reads but does not change; None: the same people

    def _may(self, request: HttpRequest, permission: Permission) -> bool:
        return permission in getattr(request, "permissions", frozenset())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.viewing or self.permission)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return self._may(request, self.permission)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.permission)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.permission)


class ReadOnly(ByMembership):
    permission = Permission.AUDIT_VIEW

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Record(PlainSearch, ReadOnly, ModelAdmin):
    actions = None
    show_full_result_count = False


@admin.register(AuditEvent)
class AuditEventAdmin(Record):
    list_display = ("at", "by", "organisation_unit", "action", "target")
    list_filter = ("action", "at")
    list_select_related = ("by", "organisation_unit")
    date_hierarchy = "at"
    search_fields = ("target",)  # and who it was, and of which unit: see below
    fields = ("at", "by", "organisation_unit", "action", "target", "said")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        found, _more = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            found |= queryset.filter(by__in=people_called(search_term))
            found |= queryset.filter(organisation_unit__in=units_called(search_term))
        return found, False

    @admin.display(description=_("detail"))
    def said(self, event: AuditEvent) -> SafeString:
        text = json.dumps(event.detail, ensure_ascii=False, indent=2)
        return format_html('<pre class="detail">{}</pre>', text)


@admin.register(Job)
class JobAdmin(Record):
    list_display = (
        "id",
        "kind",
        "of_period",
        "state",
        "attempts",
        "requested_at",
        "requested_by",
        "finished_at",
    )
    list_filter = ("state", "kind", "year")
    list_select_related = ("requested_by",)

    @admin.display(description=_("period"), ordering="period_key")
    def of_period(self, job: Job) -> str:
        return period(job.period_key)


class RevisionInline(ReadOnly, TabularInline):
    permission = Permission.REPORT_VIEW
    model = Revision
    fields = (
        "number",
        "state",
        "created_by",
        "submitted_at",
        "submitted_by",
        "decided_at",
        "decided_by",
    )
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        rows: QuerySet[Revision] = super().get_queryset(request)
        return rows.select_related("created_by", "submitted_by", "decided_by").order_by("number")


@admin.register(Report)
class ReportAdmin(Record):
    permission = Permission.REPORT_VIEW
    list_display = ("organisation_unit", "data_set", "when", "state")
    list_filter = ("year", "data_set", "organisation_unit__kind")
    list_select_related = ("organisation_unit", "data_set")
    search_fields = ("organisation_unit__code",)  # and all that the unit is called: see below
    ordering = ("-year", "organisation_unit__position", "period_key")
    fields = ("organisation_unit", "data_set", "when", "transcribed_from")
    readonly_fields = ("when",)
    inlines = (RevisionInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Report], search_term: str
    ) -> tuple[QuerySet[Report], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(organisation_unit__in=units_called(search_term)), False

    @admin.display(description=_("period"), ordering="period_key")
    def when(self, report: Report) -> str:
        return period(report.period_key)

    @admin.display(description=_("state"))
    def state(self, report: Any) -> str:
        return str(dict(Revision.State.choices).get(report.newest_state, ""))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows: QuerySet[Report] = super().get_queryset(request)
        newest = Revision.objects.filter(report=OuterRef("pk")).order_by("-number")
        return rows.annotate(newest_state=Subquery(newest.values("state")[:1]))
