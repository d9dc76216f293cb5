"""Every page of the portal. Addresses are readable and stay."""

from django.urls import URLPattern, URLResolver, include, path

from reporting import converters  # noqa: F401  # year, key and count, used in all addresses
from reporting.views import acting, consolidations, home

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("acting-as/", acting.acting_as, name="acting_as"),
    path("", include("reporting.reading_urls")),
    path("", include("reporting.discrepancy_urls")),
    path("consolidations/", consolidations.consolidations, name="consolidations"),
    path("consolidations/<str:period>/run/", consolidations.consolidate, name="consolidate"),
    path("jobs/<key:job_id>/", consolidations.job_page, name="job"),
    path("", include("reporting.calendar_urls")),
    path("", include("reporting.report_urls")),
    path("", include("reporting.review_urls")),
    path("", include("reporting.excel_urls")),
    path("", include("reporting.finer_urls")),
    path("", include("reporting.watch_urls")),
    path("", include("reporting.notices_urls")),
    path("", include("reporting.practice_urls")),
    path("", include("reporting.charts_urls")),
    path("", include("reporting.references_urls")),
    path("", include("reporting.desk_urls")),
    path("", include("reporting.publishing_urls")),
]
