"""Addresses of the reports of provinces."""

from django.urls import path

from reporting.provincial import views

urlpatterns = [
    path("provinces/", views.provincial, name="provincial"),
    path("provinces/<year:year>/", views.provincial_year, name="provincial_year"),
    path("provinces/<str:unit>/<year:year>/", views.provincial_report, name="provincial_report"),
    path(
        "provinces/<str:unit>/<year:year>/<str:name>",
        views.provincial_file,
        name="provincial_file",
    ),
]
