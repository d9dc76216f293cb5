"""Every page of the portal. Addresses are readable and stay."""

from django.urls import URLPattern, URLResolver, include, path

from reporting.views import acting, annual, consolidations, edition_files, findings, home, trace

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("acting-as/", acting.acting_as, name="acting_as"),
    path("annual/", annual.annual_years, name="annual_years"),
    path("annual/<int:year>/", annual.annual_contents, name="annual_contents"),
    path("annual/<int:year>/<str:section>/", annual.annual_section, name="annual_section"),
    path("trace/<int:year>/", trace.trace_page, name="trace"),
    path("discrepancies/", findings.discrepancy_years, name="discrepancy_years"),
    path("discrepancies/<int:year>/", findings.discrepancies, name="discrepancies"),
    path("consolidations/", consolidations.consolidations, name="consolidations"),
    path("consolidations/<int:year>/run/", consolidations.consolidate, name="consolidate"),
    path("jobs/<int:job_id>/", consolidations.job_page, name="job"),
    path("", include("reporting.calendar_urls")),
    path("downloads/", edition_files.downloads, name="downloads"),
    path("downloads/<int:year>/<str:name>", edition_files.download, name="download"),
    path("", include("reporting.report_urls")),
    path("", include("reporting.review_urls")),
    path("", include("reporting.excel_urls")),
    path("", include("reporting.finer_urls")),
    path("", include("reporting.watch_urls")),
    path("", include("reporting.notices_urls")),
    path("", include("reporting.practice_urls")),
    path("", include("reporting.publishing_urls")),
]
