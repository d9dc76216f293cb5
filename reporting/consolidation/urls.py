"""Addresses of the pages on which consolidations are asked for."""

from django.urls import path

from reporting.consolidation import views as consolidations

urlpatterns = [
    path("consolidations/", consolidations.consolidations, name="consolidations"),
    path("consolidations/<str:period>/run/", consolidations.consolidate, name="consolidate"),
]
