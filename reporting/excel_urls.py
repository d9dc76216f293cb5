"""A report by Excel: /reports/KH-08/committee/2020-03/workbook/ and the way back."""

from django.urls import path

from reporting.report_urls import AT
from reporting.views.reports import excel, excel_upload

BOOK = f"{AT}workbook/"

urlpatterns = [
    path(BOOK, excel.report_workbook, name="report_workbook"),
    path(f"{BOOK}upload/", excel_upload.report_upload, name="report_upload"),
    path(
        f"{BOOK}waiting/<str:token>/",
        excel_upload.report_upload_waiting,
        name="report_upload_waiting",
    ),
    path(f"{BOOK}store/", excel_upload.report_upload_store, name="report_upload_store"),
    path(f"{BOOK}marked/<str:token>/", excel.report_workbook_marked, name="report_workbook_marked"),
]
