"""Who may open which page: one row a page, the pages taken from the resolver."""

from http import HTTPStatus

import pytest
from django.urls import get_resolver, reverse

from provinces.roles import ROLES, Permission, Role
from reporting.access import REASONS
from reporting.models import Job
from tests.factories import asked_for, secretariat
from tests.reporting.conftest import BY_ROLE

CELL = "?figure=direct_publicity.persons"
# Name: arguments, the permission asked for, what an allowed GET answers.
# fmt: off
PAGES = {
    "home": ((), None, HTTPStatus.OK),
    "acting_as": ((), None, HTTPStatus.OK),
    "calendar_years": ((), Permission.REPORT_VIEW, HTTPStatus.OK),
    "calendar_open": ((), Permission.CALENDAR_MANAGE, HTTPStatus.OK),
    # 2020 has no calendar.
    "calendar_year": ((2020,), Permission.REPORT_VIEW, HTTPStatus.NOT_FOUND),
    "calendar_file": ((2020,), Permission.REPORT_VIEW, HTTPStatus.NOT_FOUND),
    "calendar_rule": ((2020, "month"), Permission.CALENDAR_MANAGE, HTTPStatus.NOT_FOUND),
    "calendar_rule_of": (
        (2020, "month", "ministry"), Permission.CALENDAR_MANAGE, HTTPStatus.NOT_FOUND,
    ),
    "calendar_rule_drop": (
        (2020, "month", "ministry"), Permission.CALENDAR_MANAGE, HTTPStatus.METHOD_NOT_ALLOWED,
    ),
    "calendar_cut_off": ((2020,), Permission.CALENDAR_MANAGE, HTTPStatus.NOT_FOUND),
    "calendar_holidays": ((2020,), Permission.CALENDAR_MANAGE, HTTPStatus.NOT_FOUND),
    "extension_list": ((2020,), Permission.EXTENSION_GRANT, HTTPStatus.NOT_FOUND),
    "extension_new": ((2020,), Permission.EXTENSION_GRANT, HTTPStatus.NOT_FOUND),
    "extension_withdraw": ((1,), Permission.EXTENSION_GRANT, HTTPStatus.METHOD_NOT_ALLOWED),
    "extension_request": ((1,), Permission.EXTENSION_GRANT, HTTPStatus.NOT_FOUND),
    "more_time": (("committee", "2020-03"), Permission.REPORT_ENTER, HTTPStatus.NOT_FOUND),
    "search": ((), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "search_proposals": ((), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "annual_years": ((), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "annual_contents": ((2020,), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "annual_section": ((2020, "II.B.1.3"), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "annual_edition": ((2020, 1), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "annual_edition_section": ((2020, 1, "II.B.1.3"), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "annual_discrepancies": ((2020,), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "annual_edition_discrepancies": ((2020, 1), Permission.ANNUAL_VIEW, HTTPStatus.OK),
    "trace": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "trace_table": (("NSP-2020-1-T12",), Permission.REPORT_VIEW, HTTPStatus.OK),
    "trace_code": (("NSP-2020-1-T12",), Permission.REPORT_VIEW, HTTPStatus.FOUND),
    "discrepancy_years": ((), Permission.DISCREPANCY_VIEW, HTTPStatus.FOUND),
    "discrepancies": ((2020,), Permission.DISCREPANCY_VIEW, HTTPStatus.OK),
    "consolidations": ((), Permission.CONSOLIDATION_RUN, HTTPStatus.OK),
    "consolidate": ((2020,), Permission.CONSOLIDATION_RUN, HTTPStatus.METHOD_NOT_ALLOWED),
    "job": (("job",), Permission.CONSOLIDATION_RUN, HTTPStatus.OK),
    "monitoring": ((), Permission.REPORT_VIEW, HTTPStatus.OK),
    "monitoring_year": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "monitoring_workbook": ((2020,), Permission.REPORT_VIEW, HTTPStatus.NOT_FOUND),
    "monitoring_csv": ((2020,), Permission.REPORT_VIEW, HTTPStatus.NOT_FOUND),
    "situation": ((), Permission.REPORT_VIEW, HTTPStatus.FOUND),
    "situation_year": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "situation_xlsx": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "situation_csv": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "situation_chart_svg": ((2020, "funnel"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "situation_chart_png": ((2020, "funnel"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "situation_chart_csv": ((2020, "funnel"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan": ((), Permission.REPORT_VIEW, HTTPStatus.FOUND),
    "plan_year": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_workbook": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_csv": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_unit": ((2020, "KH-08"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_unit_workbook": ((2020, "KH-08"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_unit_csv": ((2020, "KH-08"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_strategy": ((2020, 2), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_group": ((2020, "2.7"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_schedule_pdf": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_schedule_xlsx": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_unit_schedule_pdf": ((2020, "KH-08"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_unit_schedule_xlsx": ((2020, "KH-08"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_titles": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "plan_activity": ((2020, "1.1.01"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "indicators": ((), Permission.REPORT_VIEW, HTTPStatus.FOUND),
    "indicators_year": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "indicators_workbook": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "indicators_csv": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "indicator": ((2020, "meetings_held"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "indicator_target": ((2020, "meetings_held"), Permission.EDITION_WRITE, HTTPStatus.OK),
    "indicator_target_publish": (
        (2020, "meetings_held", 2023),
        Permission.EDITION_WRITE,
        HTTPStatus.METHOD_NOT_ALLOWED,
    ),
    "indicator_target_remove": (
        (2020, "meetings_held", 2023),
        Permission.EDITION_WRITE,
        HTTPStatus.METHOD_NOT_ALLOWED,
    ),
    "explore": ((), Permission.REPORT_VIEW, HTTPStatus.OK),
    "explore_measures": ((), Permission.REPORT_VIEW, HTTPStatus.OK),
    "measures_workbook": ((), Permission.REPORT_VIEW, HTTPStatus.FOUND),
    "measures_csv": ((), Permission.REPORT_VIEW, HTTPStatus.FOUND),
    "explore_workbook": ((), Permission.REPORT_VIEW, HTTPStatus.NOT_FOUND),
    "explore_csv": ((), Permission.REPORT_VIEW, HTTPStatus.NOT_FOUND),
    "notices": ((), None, HTTPStatus.OK),
    "notices_read": ((), None, HTTPStatus.METHOD_NOT_ALLOWED),
    "notice_read": ((1,), None, HTTPStatus.METHOD_NOT_ALLOWED),
    "notice_open": ((1,), None, HTTPStatus.METHOD_NOT_ALLOWED),
    "notice_report": (("KH-08", "committee", "soon"), None, HTTPStatus.NOT_FOUND),
    "notice_settings": ((), None, HTTPStatus.OK),
    "people": ((), Permission.PEOPLE_MANAGE, HTTPStatus.OK),
    "people_invite": ((), Permission.PEOPLE_MANAGE, HTTPStatus.OK),
    "person": ((0,), Permission.PEOPLE_MANAGE, HTTPStatus.NOT_FOUND),
    "person_hand_over": ((0,), Permission.PEOPLE_MANAGE, HTTPStatus.NOT_FOUND),
    "units": ((), Permission.PEOPLE_MANAGE, HTTPStatus.OK),
    "unit_new": ((), Permission.PEOPLE_MANAGE, HTTPStatus.OK),
    "unit": (("KH-08",), Permission.PEOPLE_MANAGE, HTTPStatus.OK),
    "population": ((), Permission.REPORT_VIEW, HTTPStatus.OK),
    "population_year": ((2019,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "population_workbook": ((2019,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "population_upload": ((), Permission.PEOPLE_MANAGE, HTTPStatus.OK),
    "labels": ((), Permission.CATALOGUE_MANAGE, HTTPStatus.OK),
    "labels_download": ((), Permission.CATALOGUE_MANAGE, HTTPStatus.OK),
    "labels_upload": ((), Permission.CATALOGUE_MANAGE, HTTPStatus.OK),
    "labels_store": ((), Permission.CATALOGUE_MANAGE, HTTPStatus.METHOD_NOT_ALLOWED),
    "glossary": ((), Permission.CATALOGUE_MANAGE, HTTPStatus.OK),
    "glossary_csv": ((), Permission.CATALOGUE_MANAGE, HTTPStatus.OK),
    "component_periods": (("KH-08", "committee", 2020), Permission.REPORT_VIEW, HTTPStatus.OK),
    "action_plans": ((2020,), Permission.REPORT_VIEW, HTTPStatus.OK),
    "action_plan_of_unit": ((2020, "KH-08"), Permission.REPORT_VIEW, HTTPStatus.OK),
    "action_plan_decision": ((2020, "KH-08"), None, HTTPStatus.METHOD_NOT_ALLOWED),
    "action_plan_workbook": ((2020,), Permission.REPORT_ENTER, HTTPStatus.OK),
    "action_plan_upload": ((2020,), Permission.REPORT_ENTER, HTTPStatus.OK),
    "action_plan_store": ((2020,), None, HTTPStatus.METHOD_NOT_ALLOWED),
    "action_plan_step": ((2020,), None, HTTPStatus.METHOD_NOT_ALLOWED),
    "action_plan": ((2020,), Permission.REPORT_ENTER, HTTPStatus.OK),
    "remove_practice": ((2020,), Permission.CALENDAR_MANAGE, HTTPStatus.NOT_FOUND),
    "review_inbox": ((), Permission.REPORT_REVIEW, HTTPStatus.OK),
    "my_sections": ((), Permission.SECTION_LEAD, HTTPStatus.OK),
    "edition_signatures": (("2020", 1), Permission.EDITION_READ, HTTPStatus.OK),
    "edition_ask": (("2020", 1), Permission.EDITION_WRITE, HTTPStatus.METHOD_NOT_ALLOWED),
    "edition_take_back": (("2020", 1), Permission.EDITION_WRITE, HTTPStatus.METHOD_NOT_ALLOWED),
    "edition_sign": (("2020", 1), Permission.EDITION_SIGN, HTTPStatus.METHOD_NOT_ALLOWED),
    "edition_withdraw": (("2020", 1, 1), Permission.EDITION_SIGN, HTTPStatus.METHOD_NOT_ALLOWED),
    "edition_publish": (("2020", 1), Permission.ANNUAL_PUBLISH, HTTPStatus.FOUND),
    "edition_archive": (("2020", 1), Permission.DOWNLOAD, HTTPStatus.OK),
    "edition_comments": (("2020", 1), Permission.EDITION_READ, HTTPStatus.OK),
    "edition_comments_part": (("2020", 1), Permission.EDITION_READ, HTTPStatus.OK),
    "edition_comment_answer": (
        ("2020", 1, 1), Permission.EDITION_COMMENT, HTTPStatus.METHOD_NOT_ALLOWED,
    ),
    "edition_comment_settle": (
        ("2020", 1, 1), Permission.EDITION_COMMENT, HTTPStatus.METHOD_NOT_ALLOWED,
    ),
    "edition_comment_open": (
        ("2020", 1, 1), Permission.EDITION_COMMENT, HTTPStatus.METHOD_NOT_ALLOWED,
    ),
    "downloads": ((), Permission.DOWNLOAD, HTTPStatus.OK),
    "edition_files": (("2020", 1), Permission.DOWNLOAD, HTTPStatus.OK),
    "edition_file": (("2020", 1, "report.pdf"), Permission.DOWNLOAD, HTTPStatus.FOUND),
    "edition_making": (("2020", 1, "report.pdf"), Permission.DOWNLOAD, HTTPStatus.OK),
    "download": ((2020, "nothing.txt"), Permission.DOWNLOAD, HTTPStatus.NOT_FOUND),
}
# fmt: on

# Of a single report, edition, province, committee or observer, and the rooms of evidence, meetings,
# places, special reports and drafts: tests/portal/permission_table.py has them, with every other
# address.
ELSEWHERE = (
    "report", "receipt", "comment_", "component_adoption", "edition", "passage_", "discrepancy",
    "explain_kind", "section_translation", "committee", "observer", "provincial",
    "draft", "indicator_draft", "evidence", "places", "special", "commitment", "meeting",
    "feedback", "evaluation",
)  # fmt: skip


def address(name, arguments, edition):
    with secretariat():
        known = {"edition": edition.pk, "job": Job.objects.latest("pk").pk}
    url = reverse(f"reporting:{name}", args=[known.get(one, one) for one in arguments])
    return url + CELL if name == "trace" else url


def test_each_page_has_its_row():
    resolver = get_resolver("reporting.urls")
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    here = {name for name in (*PAGES, "review") if not name.startswith(ELSEWHERE)}
    assert {name for name in names if not name.startswith(ELSEWHERE)} == here


@pytest.mark.parametrize("role", BY_ROLE)
def test_each_role_opens_what_its_permissions_say(role, signed_in, published):
    client = signed_in(BY_ROLE[role])
    for name, (arguments, permission, answer) in PAGES.items():
        response = client.get(address(name, arguments, published))
        allowed = permission is None or permission in ROLES[role].permissions
        not_reached = answer == HTTPStatus.METHOD_NOT_ALLOWED
        expected = answer if allowed or not_reached else HTTPStatus.FORBIDDEN
        assert response.status_code == expected, name


def test_whoever_is_not_signed_in_is_asked_to(client, published):
    for name, (arguments, _permission, answer) in PAGES.items():
        if answer != HTTPStatus.METHOD_NOT_ALLOWED:
            url = address(name, arguments, published)
            response = client.get(url)
            assert response.status_code == HTTPStatus.FOUND
            assert response["Location"].startswith(f"{reverse('account_login')}?next=")


def test_a_refusal_says_why(signed_in):
    response = signed_in(BY_ROLE[Role.DATA_OFFICER]).get(reverse("reporting:consolidations"))
    assert str(REASONS[Permission.CONSOLIDATION_RUN]) in response.text


@pytest.mark.parametrize("role", BY_ROLE)
def test_only_two_roles_start_a_consolidation(role, signed_in):
    response = signed_in(BY_ROLE[role]).post(reverse("reporting:consolidate", args=[2020]))
    allowed = Permission.CONSOLIDATION_RUN in ROLES[role].permissions
    assert response.status_code == (HTTPStatus.FOUND if allowed else HTTPStatus.FORBIDDEN)


def test_a_draft_does_not_exist_for_the_units(signed_in, edition):
    client = signed_in(BY_ROLE[Role.APPROVER])
    for name in ("annual_contents", "trace"):
        assert client.get(address(name, (2020,), edition)).status_code == HTTPStatus.NOT_FOUND
    assert "No annual report has been published yet" in client.get("/annual/").text


def test_a_person_without_a_unit_is_told_whom_to_ask(client, year_2020, django_user_model):
    with secretariat():
        nobody = django_user_model.objects.create(username="nobody")
    client.force_login(nobody, "allauth.account.auth_backends.AuthenticationBackend")
    response = client.get("/")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Ask the administrator" in response.text


def test_the_menu_holds_only_what_opens(signed_in):
    officer = signed_in(BY_ROLE[Role.DATA_OFFICER]).get("/").text
    assert reverse("reporting:consolidations") not in officer
    assert (
        reverse("reporting:consolidations") in signed_in(BY_ROLE[Role.CONSOLIDATOR]).get("/").text
    )


def test_two_runs_of_a_year_wait_as_one(signed_in):
    client = signed_in(BY_ROLE[Role.CONSOLIDATOR])
    waiting = asked_for(2020)
    response = client.post(reverse("reporting:consolidate", args=[2020]))
    assert response["Location"] == reverse("reporting:job", args=[waiting.pk])
