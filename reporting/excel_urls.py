"""A report by Excel: /reports/KH-08/committee/2020-03/workbook/ and the way back."""

from django.urls import path

from reporting.report_urls import AT
from reporting.views.reports import excel

BOOK = f"{AT}workbook/"

urlpatterns = [
    path(BOOK, excel.report_workbook, name="report_workbook"),
    path(f"{BOOK}upload/", excel.report_upload, name="report_upload"),
    path(f"{BOOK}store/", excel.report_upload_store, name="report_upload_store"),
    path(f"{BOOK}marked/<str:token>/", excel.report_workbook_marked, name="report_workbook_marked"),
]
