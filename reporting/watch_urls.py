"""Addresses of those who watch the year, and of the jobs at work."""

from django.urls import path

from reporting.views import job_words
from reporting.views.watch import completeness, explore, plan

urlpatterns = [
    path("watch/", completeness.watch_years, name="watch"),
    path("watch/<year:year>/", completeness.watch_year, name="watch_year"),
    path(
        "watch/<year:year>/completeness.xlsx",
        completeness.watch_file, {"ending": "xlsx"}, name="watch_workbook",
    ),
    path(
        "watch/<year:year>/completeness.csv",
        completeness.watch_file, {"ending": "csv"}, name="watch_csv",
    ),
    path("plan/", plan.plan_now, name="plan"),
    path("plan/<year:year>/", plan.plan_year, name="plan_year"),
    path("plan/<year:year>/plan.xlsx", plan.plan_file, {"ending": "xlsx"}, name="plan_workbook"),
    path("plan/<year:year>/plan.csv", plan.plan_file, {"ending": "csv"}, name="plan_csv"),
    path("plan/<year:year>/units/<str:unit>/", plan.plan_year, name="plan_unit"),
    path(
        "plan/<year:year>/units/<str:unit>/plan.xlsx",
        plan.plan_file, {"ending": "xlsx"}, name="plan_unit_workbook",
    ),
    path(
        "plan/<year:year>/units/<str:unit>/plan.csv",
        plan.plan_file, {"ending": "csv"}, name="plan_unit_csv",
    ),
    path(
        "plan/<year:year>/activities/<str:activity>/", plan.plan_activity, name="plan_activity"
    ),
    path("explore/", explore.explore, name="explore"),
    path("explore/table.xlsx", explore.explore_file, {"ending": "xlsx"}, name="explore_workbook"),
    path("explore/table.csv", explore.explore_file, {"ending": "csv"}, name="explore_csv"),
    path("jobs/<key:job_id>/", job_words.job_page, name="job"),
]  # fmt: skip
