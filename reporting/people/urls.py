"""Addresses of people and units, for the administrator."""

from django.urls import path

from reporting.people.views import accounts, units

urlpatterns = [
    path("people/", accounts.people_list, name="people"),
    path("people/invite/", accounts.invite, name="people_invite"),
    path("people/<key:person_id>/", accounts.person_page, name="person"),
    path("people/<key:person_id>/hand-over/", accounts.hand_over, name="person_hand_over"),
    path("units/", units.unit_list, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<str:code>/", units.unit_page, name="unit"),
]
