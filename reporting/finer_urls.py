"""Addresses: shorter reports beside longer ones, and the unit's annual action plan."""

from django.urls import path

from reporting.report_urls import AT
from reporting.views.action_plan import action_plan
from reporting.views.reconciliation import reconciliation_page
from reporting.views.reports.taking_over import report_take_over

urlpatterns = [
    path(f"{AT}take-over/", report_take_over, name="take_over"),
    path(
        "reconciliation/<str:unit>/<slug:data_set>/<year:year>/",
        reconciliation_page,
        name="reconciliation",
    ),
    path("action-plan/<year:year>/", action_plan, name="action_plan"),
]
