"""Addresses of reports: /reports/KH-08/committee/2020-03/ and what is done there."""

from django.urls import path, register_converter

from reporting.views import reports


class PeriodConverter:
    """A period as it stands in addresses: 2020-03, 2020-Q1, 2020-S1, 2020-T10, 2020."""

    regex = r"[12][0-9]{3}(?:-(?:[0-9]{2}|Q[1-4]|S[12]|T10))?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(PeriodConverter, "period")

AT = "reports/<str:unit>/<slug:data_set>/<period:period>/"

urlpatterns = [
    path("reports/", reports.report_list, name="reports"),
    path("reports/new/", reports.report_begin, name="report_begin"),
    path(AT, reports.report_page, name="report"),
    path(f"{AT}save/", reports.report_save, name="report_save"),
    path(f"{AT}changes/", reports.report_changes, name="report_changes"),
    path(f"{AT}next/", reports.report_next, name="report_next"),
    path(f"{AT}prepare/", reports.report_step, {"step": "prepare"}, name="report_prepare"),
    path(f"{AT}take-back/", reports.report_step, {"step": "take_back"}, name="report_take_back"),
    path(f"{AT}sign/", reports.report_step, {"step": "sign"}, name="report_sign"),
    path(f"{AT}accept/", reports.report_step, {"step": "accept"}, name="report_accept"),
    path(f"{AT}return/", reports.report_step, {"step": "return"}, name="report_return"),
    path(f"{AT}reopen/", reports.report_step, {"step": "reopen"}, name="report_reopen"),
]
