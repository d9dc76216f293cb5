"""The address under which a year to practise on is removed."""

from django.urls import path

from reporting.practice import views as practice

urlpatterns = [
    path("practice/<year:year>/remove/", practice.remove, name="remove_practice"),
]
