"""Addresses of the special reports."""

from django.urls import path

from reporting.special.views.answering import special_answer
from reporting.special.views.opening import special_edit, special_new, special_step
from reporting.special.views.running import special_file, special_report_page, special_reports

urlpatterns = [
    path("special/", special_reports, name="special_reports"),
    path("special/new/", special_new, name="special_new"),
    path("special/<key:key>/", special_report_page, name="special_report"),
    path("special/<key:key>/edit/", special_edit, name="special_edit"),
    *(
        path(f"special/<key:key>/{step}/", special_step, {"step": name}, name=f"special_{name}")
        for step, name in (("close", "close"), ("open-again", "open_again"))
    ),
    path("special/<key:key>/answers.csv", special_file, {"ending": "csv"}, name="special_csv"),
    path(
        "special/<key:key>/answers.xlsx", special_file, {"ending": "xlsx"}, name="special_workbook"
    ),
    path("special/<key:key>/<day:day>/", special_answer, name="special_answer"),
]
