"""Addresses of the populations."""

from django.urls import path

from reporting.population import views

urlpatterns = [
    path("population/", views.population, name="population"),
    path("population/<year:year>/", views.population, name="population_year"),
    path(
        "population/<year:year>/population.xlsx",
        views.population_download,
        name="population_workbook",
    ),
    path("population/send/", views.population_upload, name="population_upload"),
]
