"""Addresses of what is read and taken away: reports, traces, files."""

from django.urls import path, register_converter

from reporting.editions.reading.views import (
    annual,
    downloads,
    edition_files,
    trace,
    trace_codes_page,
)
from reporting.editions.reading.views.addresses import EditionPeriodConverter

register_converter(EditionPeriodConverter, "national")

urlpatterns = [
    path("annual/", annual.annual_years, name="annual_years"),
    path("annual/<national:period>/", annual.annual_contents, name="annual_contents"),
    path(
        "annual/<national:period>/edition-<count:edition>/",
        annual.annual_contents, name="annual_edition",
    ),
    path(
        "annual/<national:period>/edition-<count:edition>/discrepancies/",
        annual.annual_discrepancies, name="annual_edition_discrepancies",
    ),
    path(
        "annual/<national:period>/discrepancies/",
        annual.annual_discrepancies, name="annual_discrepancies",
    ),
    path(
        "annual/<national:period>/edition-<count:edition>/<str:section>/",
        annual.annual_section, name="annual_edition_section",
    ),
    path("annual/<national:period>/<str:section>/", annual.annual_section, name="annual_section"),
    path("trace/<national:period>/", trace.trace_page, name="trace"),
    path("trace/table/<str:code>/", trace_codes_page.trace_table, name="trace_table"),
    path("t/<str:code>", trace_codes_page.trace_code, name="trace_code"),
    path("downloads/", downloads.downloads, name="downloads"),
    path("downloads/<national:period>/<str:name>", downloads.download, name="download"),
    path(
        "editions/<str:period>/<count:number>/files/",
        edition_files.edition_files, name="edition_files",
    ),
    path(
        "editions/<str:period>/<count:number>/files/<str:name>",
        edition_files.edition_file, name="edition_file",
    ),
    path(
        "editions/<str:period>/<count:number>/files/<str:name>/making/",
        edition_files.edition_making, name="edition_making",
    ),
]  # fmt: skip
