"""Addresses of committees and their deputies."""

from django.urls import path

from reporting.committees.views import committees, member_workbook

urlpatterns = [
    path("committees/", committees.committees, name="committees"),
    path("committees/in-excel/", member_workbook.members_upload, name="committee_members_upload"),
    path(
        "committees/in-excel/members.xlsx", member_workbook.members_to_fill,
        name="committee_members_workbook",
    ),
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
