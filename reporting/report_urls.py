"""Addresses of reports: /reports/KH-08/committee/2020-03/ and what is done there, by Excel too
(.../workbook/ and the way back); shorter reports beside longer ones; the unit's action plan."""

from django.urls import path

from reporting.views import reports
from reporting.views.action_plan import action_plan
from reporting.views.reconciliation import reconciliation_page, report_take_over
from reporting.views.reports import excel, excel_upload

AT = "reports/<str:unit>/<slug:data_set>/<period:period>/"
BOOK = f"{AT}workbook/"

urlpatterns = [
    path("reports/", reports.report_list, name="reports"),
    path("reports/new/", reports.report_begin, name="report_begin"),
    path(AT, reports.report_page, name="report"),
    path(f"{AT}save/", reports.report_save, name="report_save"),
    path(f"{AT}changes/", reports.report_changes, name="report_changes"),
    path(f"{AT}next/", reports.report_next, name="report_next"),
    path(f"{AT}prepare/", reports.report_step, {"step": "prepare"}, name="report_prepare"),
    path(f"{AT}take-back/", reports.report_step, {"step": "take_back"}, name="report_take_back"),
    path(f"{AT}sign/", reports.report_step, {"step": "sign"}, name="report_sign"),
    path(f"{AT}accept/", reports.report_step, {"step": "accept"}, name="report_accept"),
    path(f"{AT}return/", reports.report_step, {"step": "return"}, name="report_return"),
    path(f"{AT}reopen/", reports.report_step, {"step": "reopen"}, name="report_reopen"),
    path(BOOK, excel.report_workbook, name="report_workbook"),
    path(f"{BOOK}upload/", excel_upload.report_upload, name="report_upload"),
    path(
        f"{BOOK}waiting/<str:token>/",
        excel_upload.report_upload_waiting,
        name="report_upload_waiting",
    ),
    path(f"{BOOK}store/", excel_upload.report_upload_store, name="report_upload_store"),
    path(f"{BOOK}marked/<str:token>/", excel.report_workbook_marked, name="report_workbook_marked"),
    path(f"{AT}take-over/", report_take_over, name="take_over"),
    path(
        "reconciliation/<str:unit>/<slug:data_set>/<year:year>/",
        reconciliation_page,
        name="reconciliation",
    ),
    path("action-plan/<year:year>/", action_plan, name="action_plan"),
]
