"""What a person may not read of a report is at no address: every address of the resolver is asked
by somebody who may read a part of what is planted in the reports, or nothing of it."""

import pytest

from reporting.access import led_sections
from reporting.entry.page.queries.stored_values import accepted_values
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_name
from reporting.models import Report
from tests.conftest import connected_to
from tests.factories import REVIEWER, acting, secretariat
from tests.planted import UNIT, YEAR, addresses, plant, tokens_in
from tests.portal.permission_portal import portal_of_2020, routes

GROUP, LEAD = "WG-INTL", "wg-intl.lead"
# Addresses that name no report and carry nothing of one.
NOT_OF_REPORTS = ("admin/", "accounts/", "language/", "healthz", "people/", "units/")
ROUTES = [one for one in routes() if not one.startswith(NOT_OF_REPORTS)]
# What a parameter takes that the planted reports do not say.
VALUES = {
    "period": [str(YEAR)],
    "name": ["report.pdf", "figures.csv", "figures.json", "sentences.csv", "annual-report.xlsx"],
    "token": ["none"],
    "kind": ["month"],
    "activity": ["1.1.01"],
    "group": ["2.7"],
    "indicator": ["offence_cases", "people_reached"],
    "chart": ["funnel", "reached_by_province"],
    "of": ["2023"],
    "draft": ["1"],
    "thread": ["1"],
    "key": ["1"],
    "part": ["impact"],
    "table": ["offences"],
    "day": [f"{YEAR}-03-02"],
    "sign_off": ["1"],
    "decision": ["1"],
    "job_id": ["1"],
    "notice_id": ["1"],
    "person_id": ["1"],
    "request_id": ["1"],
    "extension_id": ["1"],
}
# Where the reviewer finds planted texts or numbers: the walk below is not one of empty pages.
CARRIERS = {
    "annual/<national:period>/<str:section>/",
    "trace/<national:period>/",
    "trace/table/<str:code>/",
    "discrepancies/<str:period>/",
    "reports/<str:unit>/<slug:data_set>/<period:period>/",
    "reports/<str:unit>/<slug:data_set>/<period:period>/changes/",
    "reports/<str:unit>/<slug:data_set>/<period:period>/review/",
    "reports/<str:unit>/<slug:data_set>/<period:period>/receipt/",
    "reports/<str:unit>/<slug:data_set>/<period:period>/workbook/",
    "reconciliation/<str:unit>/<slug:data_set>/<int:year>/",
    "explore/",
    "explore/table.csv",
    "explore/table.xlsx",
    "editions/<str:period>/<int:number>/figures/",
    "editions/<str:period>/<int:number>/figures/find/",
    "editions/<period:period>/<int:number>/history/",
    "editions/<period:period>/<int:number>/differences/",
    "editions/<period:period>/<int:number>/passages/<int:passage>/history/",
}


@pytest.fixture(scope="module")
def site(database_2020, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        connected_to(database_2020),
        portal_of_2020(tmp_path_factory.mktemp("var")) as portal,
    ):
        portal.sign_in("lead of another group", LEAD)
        yield portal, plant()


@pytest.fixture(scope="module")
def led(site):
    with secretariat():
        return {one.code for one in led_sections(GROUP)}


def queries(planted):
    """What the pages that show any figure are asked for."""
    at = "editions/<str:period>/<int:number>"
    cells = [(section, cell_name(cell)) for section, cell in planted.cells.items()]
    explored = [
        f"?table={name.table}&measure={name.element}&units={UNIT}&year={YEAR}"
        "&by=month&down=unit&over=period&chart=bars"
        for _section, name in cells
    ]
    searched = [
        f"?q={name.table}+{name.option or ''}+{name.element}+{of}+{YEAR}"
        for _section, name in cells
        for of in ("", UNIT)
    ]
    return {
        "trace/<national:period>/": [
            f"?figure={cell}{of}" for cell in planted.cells.values() for of in ("", f"@{UNIT}")
        ],
        **dict.fromkeys(("explore/", "explore/table.csv", "explore/table.xlsx"), explored),
        **dict.fromkeys(("search/", "search/proposals/"), searched),
        f"{at}/figures/": ["", "?q=7000", "?q=forums"],
        f"{at}/figures/find/": [f"?shown={one}" for one in planted.numbers[-12:]],
        f"{at}/figures/show/": [f"?reference={{{{{one}}}}}" for one in planted.cells.values()],
        f"{at}/numbers/": ["?kind=all"],
        f"{at}/comments/part/": [f"?section={one}" for one in planted.sections],
    }


def seen(site, person, route):
    portal, planted = site
    for address in addresses(route, planted, VALUES, queries(planted)):
        response = portal.ask(person, "GET", address)
        yield address, response.status_code, tokens_in(response)


def of(planted, tokens):
    return {planted.section_of[one] for one in tokens}


def test_a_lead_finds_in_a_draft_what_the_group_leads_and_the_reviewer_all_of_it(site, led):
    portal, planted = site
    at = f"/reports/{UNIT}/committee/2021-07/"
    for page in ("workbook/", "changes/", "review/"):
        for_reviewer, for_lead = (
            tokens_in(portal.ask(person, "GET", at + page))
            for person in ("reviewer", "lead of another group")
        )
        assert of(planted, for_reviewer) == set(planted.sections)
        assert for_lead == {one for one in for_reviewer if planted.section_of[one] in led}
        assert for_lead != set()


def test_what_a_lead_reads_first_is_not_kept_for_everybody(site, led):
    """The numbers of accepted reports are kept in the process."""
    with acting(LEAD):
        report = Report.objects.get(organisation_unit__code=UNIT, period_key=202110)
        for_lead = accepted_values(report, Period.parse("2021-11"))
    with acting(REVIEWER):
        report = Report.objects.get(organisation_unit__code=UNIT, period_key=202110)
        for_reviewer = accepted_values(report, Period.parse("2021-11"))
    assert set(for_lead) < set(for_reviewer)


@pytest.mark.parametrize("route", sorted(CARRIERS))
def test_the_reviewer_finds_what_is_planted(site, route):
    """The control."""
    assert any(tokens for _address, _status, tokens in seen(site, "reviewer", route))


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_of_other_sections_or_units_is_at_any_address(site, led, route):
    _portal, planted = site
    for person, allowed in (("lead of another group", led), ("takeo", frozenset())):
        leaks = {
            address: of(planted, found) - allowed
            for address, status, found in seen(site, person, route)
            if status >= 500 or of(planted, found) - allowed
        }
        assert leaks == {}, person
