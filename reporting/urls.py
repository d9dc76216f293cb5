"""Every page of the portal. Addresses are readable and stay."""

from django.urls import URLPattern, URLResolver, include, path

from reporting.core.views import converters  # noqa: F401  # year, key, count and period, used in all addresses

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reporting.home.urls")),
    path("", include("reporting.editions.reading.urls")),
    path("", include("reporting.editions.discrepancies.urls")),
    path("", include("reporting.consolidation.urls")),
    path("", include("reporting.calendar.urls")),
    path("", include("reporting.places.urls")),
    path("", include("reporting.entry.urls")),
    path("", include("reporting.special.urls")),
    path("", include("reporting.commitments.urls")),
    path("", include("reporting.review.urls")),
    path("", include("reporting.monitoring.urls")),
    path("", include("reporting.notices.urls")),
    path("", include("reporting.people.urls")),
    path("", include("reporting.committees.urls")),
    path("", include("reporting.population.urls")),
    path("", include("reporting.provincial.urls")),
    path("", include("reporting.meetings.urls")),
    path("", include("reporting.catalogue.urls")),
    path("", include("reporting.practice.urls")),
    path("", include("reporting.search.urls")),
    path("", include("reporting.editions.writing.urls")),
    path("", include("reporting.editions.publishing.urls")),
    path("", include("reporting.editions.evaluations.urls")),
]
