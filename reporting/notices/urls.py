"""Addresses of one's notices."""

from django.urls import path

from reporting.notices.views import notices

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
]
