"""The desk of discrepancies: of a period, and of an edition."""

from django.urls import path

from reporting.views.editions import discrepancies, settling

urlpatterns = [
    path("discrepancies/", discrepancies.discrepancy_years, name="discrepancy_years"),
    path("discrepancies/<str:period>/", discrepancies.discrepancies, name="discrepancies"),
    path("discrepancies/<str:period>/explain/", settling.explain_kind, name="explain_kind"),
    path("discrepancies/<str:period>/<str:mark>/", settling.discrepancy, name="discrepancy"),
    path(
        "editions/<str:period>/<count:number>/discrepancies/",
        discrepancies.edition_discrepancies,
        name="edition_discrepancies",
    ),
]
