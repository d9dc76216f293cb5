"""Wide tables, seen: no form of any kind of unit makes its page scroll sideways, a table that is
cut says so, and one that fits has no scroll bar of its own."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django.live_server_helper import LiveServer

from provinces.models import Membership, OrganisationUnit
from reporting.kernel.periods import PeriodKind
from strategies.models import DataSet
from strategies.models.labels import in_year
from tests.factories import PASSWORD, REVIEWER, drafted, person_of, secretariat
from tests.monitored_year import opened

LOOK = """() => [...document.querySelectorAll(".table-region")].filter(one => one.clientWidth).map(
    region => ({
        name: region.getAttribute("aria-labelledby") || region.getAttribute("aria-label"),
        cut: region.querySelector("table").offsetWidth > region.clientWidth + 1,
        hint: Boolean(region.previousElementSibling?.matches(".region-hint:not([hidden])")),
        scrolls: getComputedStyle(region).overflowX !== "visible",
    }))"""


@pytest.fixture
def live_site(cloned_2020: str) -> Iterator[str]:
    opened(date(2021, 11, 2))
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()


def _a_report_of_each_form() -> list[tuple[str, str]]:
    """(who fills it, its address): of each form of 2021 one unit, its longest period."""
    with secretariat():
        forms = list(DataSet.objects.filter(in_year(2021)))
        with_officer = Membership.objects.filter(user__username__endswith=".officer")
        units = list(
            OrganisationUnit.objects.filter(pk__in=with_officer.values("organisation_unit_id"))
        )
    found = []
    for form in forms:
        kinds = [
            one for one in (PeriodKind.TEN_MONTH, PeriodKind.MONTH) if one in form.period_kinds
        ]
        unit = next((one for one in units if form.is_filled_by(one.code, one.kind)), None)
        if unit is None or not kinds:
            continue
        period = {PeriodKind.TEN_MONTH: "2021-T10", PeriodKind.MONTH: "2021-10"}[kinds[0]]
        drafted(unit.code, form.code, period, {})
        found.append(
            (person_of(unit.code, "officer"), f"/reports/{unit.code}/{form.code}/{period}/")
        )
    return found


def _sign_in(page, username):
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) button[type=submit]")


def _tables(page, width):
    page.set_viewport_size({"width": width, "height": 768})
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    return page.evaluate(LOOK)


@pytest.mark.browser
def test_a_table_that_is_cut_says_so_and_no_page_scrolls_sideways(page):
    reports = _a_report_of_each_form()
    assert len(reports) >= 5  # as many forms as there are kinds of unit
    cut = 0
    for officer, address in reports:
        _sign_in(page, officer)
        assert page.goto(f"{address}?view=all").ok
        page.evaluate("for (const one of document.querySelectorAll('.rare')) one.open = true")
        for width in (1366, 1024):
            for table in _tables(page, width):
                cut += table["cut"]
                assert table["hint"] == table["cut"], (address, width, table)
                assert table["scrolls"] == table["cut"], (address, width, table)
        _tables(page, 360)
    assert cut  # there are such tables, so the hint was seen


@pytest.mark.browser
def test_the_map_of_the_year_shows_all_its_rows_at_once(page):
    _sign_in(page, REVIEWER)
    for width in (1366, 360):
        page.goto("/monitoring/2021/")
        _tables(page, width)
        heat = page.locator(".heat-region")
        assert heat.locator("tbody tr").count() > 50
        assert heat.evaluate("one => one.scrollHeight - one.clientHeight") <= 20  # a scroll bar
