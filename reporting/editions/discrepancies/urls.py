"""Addresses of the discrepancies of a period and of an edition, and of each one of them."""

from django.urls import path

from reporting.editions.discrepancies.views import discrepancy_list, resolving

urlpatterns = [
    path("discrepancies/", discrepancy_list.discrepancy_years, name="discrepancy_years"),
    path("discrepancies/<str:period>/", discrepancy_list.discrepancies, name="discrepancies"),
    path("discrepancies/<str:period>/explain/", resolving.explain_kind, name="explain_kind"),
    path("discrepancies/<str:period>/<str:mark>/", resolving.discrepancy, name="discrepancy"),
    path(
        "editions/<str:period>/<count:number>/discrepancies/",
        discrepancy_list.edition_discrepancies,
        name="edition_discrepancies",
    ),
]
