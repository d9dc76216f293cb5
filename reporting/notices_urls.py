"""Addresses of one's notices, and of people and units for the administrator."""

from django.urls import path

from reporting.views import notices, people, people_page, units

urlpatterns = [
    path("notices/", notices.notice_list, name="notices"),
    path("notices/read/", notices.read_all, name="notices_read"),
    path("notices/<key:notice_id>/read/", notices.read_one, name="notice_read"),
    path("notices/<key:notice_id>/open/", notices.open_one, name="notice_open"),
    path("notices/settings/", notices.settings_page, name="notice_settings"),
    path(
        "notices/report/<str:unit>/<slug:data_set>/<str:period>/",
        notices.to_report,
        name="notice_report",
    ),
    path("people/", people.people_list, name="people"),
    path("people/invite/", people.invite, name="people_invite"),
    path("people/<key:person_id>/", people_page.person_page, name="person"),
    path("people/<key:person_id>/hand-over/", people.hand_over, name="person_hand_over"),
    path("units/", units.unit_list, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<str:code>/", units.unit_page, name="unit"),
]
