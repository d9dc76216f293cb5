"""Pages by the names of their addresses; those that are not there are named and passed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from django.test import Client
from django.urls import NoReverseMatch, reverse

from provinces.models import User
from tests.bench.report import Bench
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
)

PAGE = 200.0
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Page:
    title: str
    person: str
    name: str
    at: Mapping[str, object] = field(default_factory=dict)
    query: str = ""
    limit: float | None = PAGE


def pages_of(year: int) -> list[Page]:
    at = {"year": year}
    period = {"period": str(year)}
    kandal = {"unit": "KH-08", "data_set": "committee"}
    return [
        Page("Home of an officer", KANDAL_OFFICER, "home"),
        Page("Home of an approver", KANDAL_APPROVER, "home"),
        Page("Home of a focal point", KANDAL_VIEWER, "home"),
        Page("Home of a reviewer", REVIEWER, "home"),
        Page("Home of a working-group lead", "wg-just.lead", "home"),
        Page("Home of the consolidator", CONSOLIDATOR, "home"),
        Page("Home of the Secretary General", SECRETARY_GENERAL, "home"),
        Page("Home of the administrator", "gs.administrator", "home"),
        Page("Inbox of a reviewer", REVIEWER, "review_inbox"),
        Page("Reports, all of them", REVIEWER, "reports"),
        Page("Heat map of the year", SECRETARY_GENERAL, "monitoring_year", at),
        Page("Progress of the plan", SECRETARY_GENERAL, "plan_year", at),
        Page("Explorer", SECRETARY_GENERAL, "explore", query=f"table=direct_publicity&year={year}"),
        Page("Calendar of the year", SECRETARY_GENERAL, "calendar_year", at),
        Page("A year side by side", KANDAL_OFFICER, "component_periods", {**kandal, **at}),
        Page("A report in review", REVIEWER, "review", {**kandal, "period": f"{year}-02"}),
        Page("A report, read", REVIEWER, "report", {**kandal, "period": f"{year}-02"}),
        Page("Annual report: contents", SECRETARY_GENERAL, "annual_contents", period),
        Page("Annual report: a section", SECRETARY_GENERAL, "annual_section",
             {**period, "section": "II.B.1.3"}),
        Page("Discrepancies of the year", REVIEWER, "discrepancies", period),
        Page("Notices", KANDAL_OFFICER, "notices"),
    ]  # fmt: skip


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username), BACKEND)
    return client


def measure(bench: Bench, year: int) -> None:
    clients: dict[str, Client] = {}
    for page in pages_of(year):
        try:
            address = reverse(f"reporting:{page.name}", kwargs=dict(page.at))
        except NoReverseMatch:
            bench.skip(page.title, f"there is no address {page.name!r} yet")
            continue
        if page.query:
            address = f"{address}?{page.query}"
        client = clients.setdefault(page.person, client_of(page.person))
        answer = client.get(address)
        if answer.status_code != 200:
            bench.skip(page.title, f"{address} answered {answer.status_code}")
            continue
        line = bench.measure(page.title, partial(client.get, address), limit=page.limit)
        khmer = f"{address}{'&' if page.query else '?'}language=km"
        bench.against(line, "in Khmer (at most 1.2)", partial(client.get, khmer))
