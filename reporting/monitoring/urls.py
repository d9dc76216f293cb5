"""Addresses of those who watch the year, and of the jobs at work."""

from django.urls import path

from reporting.monitoring.views import completeness, explorer, job_progress, plan_progress

urlpatterns = [
    path("watch/", completeness.monitoring_years, name="watch"),
    path("watch/<year:year>/", completeness.monitoring_year, name="watch_year"),
    path(
        "watch/<year:year>/completeness.xlsx",
        completeness.monitoring_file,
        {"ending": "xlsx"},
        name="watch_workbook",
    ),
    path(
        "watch/<year:year>/completeness.csv",
        completeness.monitoring_file,
        {"ending": "csv"},
        name="watch_csv",
    ),
    path("plan/", plan_progress.plan_now, name="plan"),
    path("plan/<year:year>/", plan_progress.plan_year, name="plan_year"),
    path(
        "plan/<year:year>/plan.xlsx",
        plan_progress.plan_file,
        {"ending": "xlsx"},
        name="plan_workbook",
    ),
    path("plan/<year:year>/plan.csv", plan_progress.plan_file, {"ending": "csv"}, name="plan_csv"),
    path("plan/<year:year>/units/<str:unit>/", plan_progress.plan_year, name="plan_unit"),
    path(
        "plan/<year:year>/units/<str:unit>/plan.xlsx",
        plan_progress.plan_file,
        {"ending": "xlsx"},
        name="plan_unit_workbook",
    ),
    path(
        "plan/<year:year>/units/<str:unit>/plan.csv",
        plan_progress.plan_file,
        {"ending": "csv"},
        name="plan_unit_csv",
    ),
    path(
        "plan/<year:year>/activities/<str:activity>/",
        plan_progress.plan_activity,
        name="plan_activity",
    ),
    path("explore/", explorer.explore, name="explore"),
    path("explore/table.xlsx", explorer.explore_file, {"ending": "xlsx"}, name="explore_workbook"),
    path("explore/table.csv", explorer.explore_file, {"ending": "csv"}, name="explore_csv"),
    path("jobs/<key:job_id>/", job_progress.job_page, name="job"),
]
