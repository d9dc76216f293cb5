"""Addresses of reports: /reports/KH-08/committee/2020-03/ and what is done there, as a workbook
too; its evidence; a unit's year side by side, and its action plan."""

from django.urls import path

from reporting.entry.component_periods.views.year_pages import (
    component_adoption_page,
    component_periods_page,
)
from reporting.entry.evidence.views.evidence_files import evidence_file, evidence_preview
from reporting.entry.evidence.views.evidence_pages import (
    evidence_choice,
    evidence_page,
    evidence_remove,
)
from reporting.entry.page.views.action_plan import action_plan, action_plan_step
from reporting.entry.page.views.autosave import report_changes, report_save
from reporting.entry.page.views.report_list import report_begin, report_list, report_next
from reporting.entry.page.views.report_page import report_page
from reporting.entry.workbook.views import download, plan_workbook, upload

AT = "reports/<str:unit>/<slug:data_set>/<period:period>/"
BOOK = f"{AT}workbook/"
FILE = f"{AT}evidence/<key:key>/"

urlpatterns = [
    path("reports/", report_list, name="reports"),
    path("reports/new/", report_begin, name="report_begin"),
    path(AT, report_page, name="report"),
    path(f"{AT}save/", report_save, name="report_save"),
    path(f"{AT}changes/", report_changes, name="report_changes"),
    path(f"{AT}next/", report_next, name="report_next"),
    path(BOOK, download.report_workbook, name="report_workbook"),
    path(f"{BOOK}upload/", upload.report_upload, name="report_upload"),
    path(
        f"{BOOK}waiting/<str:token>/",
        upload.report_upload_waiting,
        name="report_upload_waiting",
    ),
    path(f"{BOOK}store/", upload.report_upload_store, name="report_upload_store"),
    path(
        f"{BOOK}marked/<str:token>/", download.report_workbook_marked, name="report_workbook_marked"
    ),
    path(f"{AT}evidence/", evidence_page, name="evidence"),
    path(FILE, evidence_file, name="evidence_file"),
    path(f"{FILE}preview/", evidence_preview, name="evidence_preview"),
    path(f"{FILE}remove/", evidence_remove, name="evidence_remove"),
    path(f"{FILE}choice/", evidence_choice, name="evidence_choice"),
    path(f"{AT}take-over/", component_adoption_page, name="component_adoption"),
    path(
        "reconciliation/<str:unit>/<slug:data_set>/<year:year>/",
        component_periods_page,
        name="component_periods",
    ),
    path("action-plan/<year:year>/", action_plan, name="action_plan"),
    path(
        "action-plan/<year:year>/workbook/",
        plan_workbook.action_plan_workbook,
        name="action_plan_workbook",
    ),
    path(
        "action-plan/<year:year>/upload/",
        plan_workbook.action_plan_upload,
        name="action_plan_upload",
    ),
    path(
        "action-plan/<year:year>/upload/store/",
        plan_workbook.action_plan_store,
        name="action_plan_store",
    ),
    path("action-plan/<year:year>/step/", action_plan_step, name="action_plan_step"),
]
