"""Addresses of the chooser of charts and of the comparison of editions."""

from django.urls import path

from reporting.views.editions import charting

urlpatterns = [
    path(
        "editions/<str:period>/<int:number>/write/<str:section>/chart/",
        charting.edition_chart, name="edition_chart",
    ),
]  # fmt: skip
