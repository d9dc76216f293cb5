"""Addresses of the reports that are read, of the traces of their figures, of their files."""

from django.urls import path, register_converter

from reporting.editions.reading.views import (
    downloads,
    edition_files,
    figure_trace,
    report_pages,
    table_trace,
)
from reporting.editions.reading.views.report_addresses import EditionPeriodConverter

register_converter(EditionPeriodConverter, "national")

urlpatterns = [
    path("annual/", report_pages.annual_years, name="annual_years"),
    path("annual/<national:period>/", report_pages.annual_contents, name="annual_contents"),
    path(
        "annual/<national:period>/edition-<count:edition>/",
        report_pages.annual_contents, name="annual_edition",
    ),
    path(
        "annual/<national:period>/edition-<count:edition>/discrepancies/",
        report_pages.annual_discrepancies, name="annual_edition_discrepancies",
    ),
    path(
        "annual/<national:period>/discrepancies/",
        report_pages.annual_discrepancies, name="annual_discrepancies",
    ),
    path(
        "annual/<national:period>/edition-<count:edition>/<str:section>/",
        report_pages.annual_section, name="annual_edition_section",
    ),
    path(
        "annual/<national:period>/<str:section>/",
        report_pages.annual_section, name="annual_section",
    ),
    path("trace/<national:period>/", figure_trace.trace_page, name="trace"),
    path("trace/table/<str:code>/", table_trace.trace_table, name="trace_table"),
    path("t/<str:code>", table_trace.trace_code, name="trace_code"),
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
