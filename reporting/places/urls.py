"""Addresses of what a province asks of its places."""

from django.urls import path

from reporting.places import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<year:year>/", views.places_year, name="places_year"),
    path("places/<year:year>/stop/", views.places_stop, name="places_stop"),
]
