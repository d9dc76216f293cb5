"""Addresses of those who watch the year."""

from django.urls import path

from reporting.views.watch import completeness

urlpatterns = [
    path("watch/", completeness.watch_years, name="watch"),
    path("watch/<int:year>/", completeness.watch_year, name="watch_year"),
    path(
        "watch/<int:year>/completeness.xlsx",
        completeness.watch_file, {"ending": "xlsx"}, name="watch_workbook",
    ),
    path(
        "watch/<int:year>/completeness.csv",
        completeness.watch_file, {"ending": "csv"}, name="watch_csv",
    ),
]  # fmt: skip
