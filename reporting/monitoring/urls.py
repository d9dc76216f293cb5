"""Addresses of the year at a glance: completeness, the plan, its indicators,
the explorer; and of jobs at work."""

from django.urls import path

from reporting.monitoring.views import (
    action_plans,
    completeness,
    explorer,
    indicators,
    job_progress,
    measures,
    plan_parts,
    plan_progress,
    plan_schedule,
    situation,
)

WATCH = (  # what these addresses began with once: they lead on for good
    ("watch/", "monitoring"),
    ("watch/<year:year>/", "monitoring_year"),
    ("watch/<year:year>/completeness.xlsx", "monitoring_workbook"),
    ("watch/<year:year>/completeness.csv", "monitoring_csv"),
)

urlpatterns = [
    path("monitoring/", completeness.monitoring_years, name="monitoring"),
    path("monitoring/<year:year>/", completeness.monitoring_year, name="monitoring_year"),
    path(
        "monitoring/<year:year>/completeness.xlsx",
        completeness.monitoring_file,
        {"ending": "xlsx"},
        name="monitoring_workbook",
    ),
    path(
        "monitoring/<year:year>/completeness.csv",
        completeness.monitoring_file,
        {"ending": "csv"},
        name="monitoring_csv",
    ),
    path("situation/", situation.situation_now, name="situation"),
    path("situation/<year:year>/", situation.situation_year, name="situation_year"),
    *(
        path(
            f"situation/<year:year>/key-figures.{ending}",
            situation.situation_file,
            {"ending": ending},
            name=f"situation_{ending}",
        )
        for ending in ("xlsx", "csv")
    ),
    *(
        path(
            f"situation/<year:year>/charts/<slug:chart>.{ending}",
            situation.situation_chart,
            {"ending": ending},
            name=f"situation_chart_{ending}",
        )
        for ending in ("svg", "png", "csv")
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
    path(
        "plan/<year:year>/strategy/<count:number>/", plan_parts.plan_strategy, name="plan_strategy"
    ),
    path("plan/<year:year>/group/<str:group>/", plan_parts.plan_group, name="plan_group"),
    path("plan/<year:year>/action-plans/", action_plans.action_plans, name="action_plans"),
    path(
        "plan/<year:year>/action-plans/<str:unit>/",
        action_plans.action_plan_of_unit,
        name="action_plan_of_unit",
    ),
    path(
        "plan/<year:year>/action-plans/<str:unit>/decision/",
        action_plans.action_plan_decision,
        name="action_plan_decision",
    ),
    *(
        path(
            f"plan/<year:year>/{at}schedule.{ending}",
            plan_schedule.plan_schedule,
            {"ending": ending},
            name=f"{name}_{ending}",
        )
        for at, name in (("", "plan_schedule"), ("units/<str:unit>/", "plan_unit_schedule"))
        for ending in ("pdf", "xlsx")
    ),
    path("plan/<year:year>/titles/", plan_parts.plan_titles, name="plan_titles"),
    path("indicators/", indicators.indicators_now, name="indicators"),
    path("indicators/<year:year>/", indicators.indicators_year, name="indicators_year"),
    path(
        "indicators/<year:year>/indicators.xlsx",
        indicators.indicators_file,
        {"ending": "xlsx"},
        name="indicators_workbook",
    ),
    path(
        "indicators/<year:year>/indicators.csv",
        indicators.indicators_file,
        {"ending": "csv"},
        name="indicators_csv",
    ),
    path("indicators/<year:year>/<slug:indicator>/", indicators.indicator_page, name="indicator"),
    path(
        "indicators/<year:year>/<slug:indicator>/target/",
        indicators.indicator_target,
        name="indicator_target",
    ),
    path(
        "indicators/<year:year>/<slug:indicator>/target/<year:of>/remove/",
        indicators.indicator_target_remove,
        name="indicator_target_remove",
    ),
    path(
        "indicators/<year:year>/<slug:indicator>/target/<year:of>/publish/",
        indicators.indicator_target_publish,
        name="indicator_target_publish",
    ),
    path("explore/", explorer.explore, name="explore"),
    path("explore/measures/", measures.explore_measures, name="explore_measures"),
    path(
        "explore/measures/measure.xlsx",
        measures.measures_file,
        {"ending": "xlsx"},
        name="measures_workbook",
    ),
    path(
        "explore/measures/measure.csv",
        measures.measures_file,
        {"ending": "csv"},
        name="measures_csv",
    ),
    path("explore/table.xlsx", explorer.explore_file, {"ending": "xlsx"}, name="explore_workbook"),
    path("explore/table.csv", explorer.explore_file, {"ending": "csv"}, name="explore_csv"),
    path("jobs/<key:job_id>/", job_progress.job_page, name="job"),
    *(path(route, completeness.moved, {"name": name}) for route, name in WATCH),
]
