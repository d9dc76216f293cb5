"""The address of everybody's first page, and of the choice as whom one acts."""

from django.urls import path

from reporting.home import views as home

urlpatterns = [
    path("", home.home, name="home"),
    path("acting-as/", home.acting_as, name="acting_as"),
]
