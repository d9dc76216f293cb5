"""Addresses of the chooser of charts and of the comparison of editions."""

from django.urls import path

from reporting.views.editions import charting, comparing

urlpatterns = [
    path(
        "editions/<str:period>/<count:number>/write/<str:section>/chart/",
        charting.edition_chart, name="edition_chart",
    ),
    path(
        "editions/<str:period>/<count:number>/compare/",
        comparing.edition_compare, name="edition_compare",
    ),
    path(
        "editions/<str:period>/<count:number>/compare.csv",
        comparing.edition_compare_csv, name="edition_compare_csv",
    ),
]  # fmt: skip
