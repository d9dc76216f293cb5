"""Addresses of the register of commitments: a commitment's is its number, for ever."""

from django.urls import path

from reporting.commitments.views.keeping import (
    commitment_amend,
    commitment_new,
    commitment_withdraw,
)
from reporting.commitments.views.register import commitment_page, register, register_file

urlpatterns = [
    path("commitments/", register, name="commitments"),
    path("commitments/new/", commitment_new, name="commitment_new"),
    path("commitments/register.csv", register_file, {"ending": "csv"}, name="commitments_csv"),
    path(
        "commitments/register.xlsx",
        register_file,
        {"ending": "xlsx"},
        name="commitments_workbook",
    ),
    path("commitments/<key:number>/", commitment_page, name="commitment"),
    path("commitments/<key:number>/amend/", commitment_amend, name="commitment_amend"),
    path("commitments/<key:number>/withdraw/", commitment_withdraw, name="commitment_withdraw"),
]
