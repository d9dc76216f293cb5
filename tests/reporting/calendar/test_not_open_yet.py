"""A report on a period that has not begun or is not over: refused on every way, with the day on
which it opens. A year with a calendar has its rule, and a year to practise on its own clock."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from provinces.models import User
from reporting.access import Refused
from reporting.entry.access import access_to_report, closed_words
from reporting.entry.page.actions.draft_changes import Changes
from reporting.entry.page.actions.page_saves import save_page
from reporting.kernel.periods import Period
from reporting.models import DeadlineRule, Report
from reporting.review.actions import approval
from strategies.models import DataSet
from tests import calendars, factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, acting, secretariat, unit

REPORT = ("KH-08", "committee", "2021-03")


def words(period):
    with acting(KANDAL_OFFICER) as officer:
        form = DataSet.objects.get(code="committee")
        return closed_words(officer.unit, form.pk, Period.parse(period))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2031-03", "1 April 2031"),
        ("2031-12", "1 January 2032"),
        ("2032-02", "1 March 2032"),
        ("2031-Q2", "1 July 2031"),
        ("2031-S1", "1 July 2031"),
        ("2031-T10", "1 November 2031"),
        ("2031", "1 January 2032"),
    ],
)
def test_without_a_calendar_a_report_opens_when_its_period_is_over(year_2020, period, day):
    assert words(period) == f"This report opens on {day}."
    with acting(KANDAL_OFFICER), pytest.raises(Refused, match=day):
        factories.begin("KH-08", "committee", period)
    with secretariat():
        assert not Report.objects.filter(year__gte=2031).exists()


def test_the_month_that_is_running_is_not_over_and_the_last_one_is(year_2020):
    running = Period.parse(f"{timezone.localdate():%Y-%m}")

    assert words(running.code) != ""
    assert words(running.previous.code) == ""
    assert words("2021-03") == ""


def test_a_calendar_says_when_and_its_year_has_its_own_clock(year_2020):
    calendars.opened_year(2021, "2021-03-25")
    assert words("2021-03") == "This report opens on 26 March 2021."
    calendars.it_is(2021, "2021-03-26")
    assert words("2021-03") == ""
    assert words("2021-10") == "This report opens on 26 October 2021."


def test_where_the_calendar_says_nothing_of_such_a_period_its_clock_still_holds(year_2020):
    calendars.opened_year(2021, "2021-03-25")
    with secretariat():
        DeadlineRule.objects.filter(period_kind="quarter").delete()
    assert words("2021-Q1") == "This report opens on 1 April 2021."
    calendars.it_is(2021, "2021-04-01")
    assert words("2021-Q1") == ""


def test_what_was_begun_is_neither_filled_nor_signed_before_it_opens(year_2020):
    calendars.opened_year(2021, "2021-04-02")
    factories.prepared(*REPORT, {})
    calendars.it_is(2021, "2021-03-01")

    with acting(KANDAL_APPROVER) as signer:
        found = access_to_report(signer, unit=REPORT[0], data_set=REPORT[1], period=REPORT[2])
        with pytest.raises(Refused, match="opens on 26 March 2021"):
            approval.submit(by=signer, access=found)
        approval.take_back(by=signer, access=found)
        found = access_to_report(signer, unit=REPORT[0], data_set=REPORT[1], period=REPORT[2])
        for act in (
            lambda: save_page(by=signer, access=found, changes=Changes(something={"training"})),
            lambda: approval.prepare(by=signer, access=found),
        ):
            with pytest.raises(Refused, match="opens on 26 March 2021"):
                act()


def test_a_file_is_refused_with_the_day(year_2020, tmp_path: Path):
    file = tmp_path / "future.csv"
    file.write_text(
        "organisation_unit,period,table,row,column,value\n"
        "KH-21,2031-03,direct_publicity,forums,times,12\n",
        encoding="utf-8",
    )
    for ways in ([], ["--submit"], ["--dry-run"]):
        with pytest.raises(CommandError, match=r"line 2: .*opens on 1 April 2031"):
            call_command("import_values", str(file), *ways)
    with secretariat():
        assert not Report.objects.filter(year=2031).exists()


def test_the_page_refuses_it_with_the_day(year_2020):
    officer = Client()
    officer.force_login(
        User.objects.get(username=KANDAL_OFFICER),
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    year = timezone.localdate().year
    begun = officer.post("/reports/new/", {"data_set": "committee", "year": year, "part": "12"})

    assert f"This report opens on 1 January {year + 1}." in begun.text
    for address in ("", "save/", "next/", "workbook/"):
        at = f"/reports/KH-08/committee/2031-03/{address}"
        assert officer.get(at).status_code in (404, 405)
        assert officer.post(at, {}).status_code in (404, 405)
    with secretariat():
        assert not Report.objects.filter(year__gte=year, organisation_unit=unit("KH-08")).exists()


def test_a_period_of_the_past_is_begun_as_before(year_2020):
    for period in ("2019-12", "2020-11", "2021-01"):
        with acting(KANDAL_OFFICER):
            assert factories.begin("KH-08", "committee", period)
    assert date(2021, 1, 1) < timezone.localdate()
