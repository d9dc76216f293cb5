"""Addresses of the search: its page, and what is proposed while somebody types."""

from django.urls import path

from reporting.search.views import pages

urlpatterns = [
    path("search/", pages.search, name="search"),
    path("search/proposals/", pages.proposals, name="search_proposals"),
]
