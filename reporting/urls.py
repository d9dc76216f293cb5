"""Every page of the portal. Addresses are readable and stay."""

from django.urls import URLPattern, URLResolver, include, path

from reporting import converters  # noqa: F401  # year, key, count and period, used in all addresses

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reporting.home_urls")),
    path("", include("reporting.reading_urls")),
    path("", include("reporting.discrepancy_urls")),
    path("", include("reporting.consolidation_urls")),
    path("", include("reporting.calendar_urls")),
    path("", include("reporting.report_urls")),
    path("", include("reporting.review_urls")),
    path("", include("reporting.watch_urls")),
    path("", include("reporting.notices_urls")),
    path("", include("reporting.people_urls")),
    path("", include("reporting.practice_urls")),
    path("", include("reporting.desk_urls")),
    path("", include("reporting.publishing_urls")),
]
