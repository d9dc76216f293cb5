"""Addresses of committees and their deputies."""

from django.urls import path

from reporting.committees.views import committees

urlpatterns = [
    path("committees/", committees.committees, name="committees"),
    path(
        "committees/<str:code>/committee.csv", committees.committee_file, {"ending": "csv"},
        name="committee_csv",
    ),
    path(
        "committees/<str:code>/committee.xlsx", committees.committee_file, {"ending": "xlsx"},
        name="committee_workbook",
    ),
    path("committees/<str:code>/", committees.committee, name="committee"),
]  # fmt: skip
