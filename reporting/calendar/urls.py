"""Addresses of the calendar: when what is due, how that is changed, and who has more time."""

from django.urls import path

from reporting.calendar.views import calendar_changes, extensions, years_pages

YEAR = "calendar/<year:year>/"
RULE = f"{YEAR}deadlines/<slug:kind>/"

urlpatterns = [
    path("calendar/", years_pages.calendar_years, name="calendar_years"),
    path("calendar/open/", calendar_changes.calendar_open, name="calendar_open"),
    path(
        "calendar/requests/<key:request_id>/",
        extensions.extension_request,
        name="extension_request",
    ),
    path(
        "calendar/extensions/<key:extension_id>/take-back/",
        extensions.extension_withdraw,
        name="extension_withdraw",
    ),
    path(
        "calendar/more-time/<slug:data_set>/<str:period>/", extensions.more_time, name="more_time"
    ),
    path(YEAR, years_pages.calendar_year, name="calendar_year"),
    path(f"{YEAR}reports.ics", years_pages.calendar_file, name="calendar_file"),
    path(RULE, calendar_changes.calendar_rule, name="calendar_rule"),
    path(f"{RULE}<slug:data_set>/", calendar_changes.calendar_rule, name="calendar_rule_of"),
    path(
        f"{RULE}<slug:data_set>/drop/",
        calendar_changes.calendar_rule_drop,
        name="calendar_rule_drop",
    ),
    path(f"{YEAR}cut-off/", calendar_changes.calendar_cut_off, name="calendar_cut_off"),
    path(f"{YEAR}holidays/", calendar_changes.calendar_holidays, name="calendar_holidays"),
    path(f"{YEAR}extensions/", extensions.extension_list, name="extension_list"),
    path(f"{YEAR}extensions/new/", extensions.extension_new, name="extension_new"),
]
