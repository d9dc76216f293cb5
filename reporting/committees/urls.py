"""Addresses of committees and their deputies."""

from django.urls import path

from reporting.committees.views import committees

urlpatterns = [
    path("committees/", committees.committees, name="committees"),
    path("committees/<str:code>/", committees.committee, name="committee"),
]
