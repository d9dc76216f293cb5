"""The Secretariat asks, units answer, nothing that was said is lost, and the months stay as they
are."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from provinces.models import UnitKind
from reporting.access import NotHere, Overtaken, Refused
from reporting.models import AuditEvent, Notice, SpecialAnswer, SpecialReport
from reporting.notices.actions.notices import tell_of_calendar, tell_of_events
from reporting.notices.queries.notice_words import worded
from reporting.practice.actions.making import remove
from reporting.special import actions
from reporting.special.queries.months import compared_months
from reporting.special.queries.special_reports import SpecialDays, listed, special_report
from tests import factories
from tests.calendars import it_is, opened_year
from tests.factories import (
    KANDAL_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
    secretariat,
    unit,
)
from tests.special_reports import answered, closed, opened, text_of

pytestmark = pytest.mark.usefixtures("year_2020")


def numbers_of(report, code, day):
    with secretariat():
        special = SpecialDays(report, "en")
        said = special.said(unit(code), date.fromisoformat(day))
        return said and [said.numbers.get(question.pk) for question in special.questions]


def test_only_units_that_are_asked_know_of_it():
    report = opened(["KH-08"])
    with acting(KANDAL_OFFICER) as officer:
        assert special_report(officer, report.pk).questions.count() == 3
    with acting(TAKEO_OFFICER) as stranger, pytest.raises(NotHere):
        special_report(stranger, report.pk)


def test_a_correction_keeps_what_stood_before():
    report = opened(["KH-08"])
    assert answered("KH-08", report, "2021-03-02", 12, 5) == 2
    assert answered("KH-08", report, "2021-03-02", 14, 5) == 1
    assert numbers_of(report, "KH-08", "2021-03-02") == [14, 5, None]
    with secretariat():
        assert list(SpecialAnswer.objects.values_list("value", flat=True)) == [12, 5, 14]
        detail = AuditEvent.objects.filter(action="special.answer").latest("pk").detail
    assert (detail["before"], detail["numbers"]) == ({"1": "12.00"}, {"1": "14"})


def test_the_same_numbers_are_not_said_again():
    report = opened(["KH-08"])
    answered("KH-08", report, "2021-03-02", 12)
    assert answered("KH-08", report, "2021-03-02", 12) == 0
    with secretariat():
        assert SpecialAnswer.objects.count() == 1


def test_zero_is_said_and_blank_is_not_reported():
    report = opened(["KH-08"])
    answered("KH-08", report, "2021-03-02", 0)
    assert numbers_of(report, "KH-08", "2021-03-02") == [0, None, None]
    answered("KH-08", report, "2021-03-02", None)
    assert numbers_of(report, "KH-08", "2021-03-02") is None


def test_who_saw_older_numbers_is_overtaken():
    report = opened(["KH-08"])
    answered("KH-08", report, "2021-03-02", 12)
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Overtaken):
        actions.answer(by=officer, report=report, day=date(2021, 3, 2), numbers={}, seen=0)


def test_a_day_that_is_not_asked_for_and_a_closed_report_are_not_answered():
    report = opened(["KH-08"])
    with pytest.raises(Refused, match="that have come"):
        answered("KH-08", report, "2021-03-11", 1)
    closed(report)
    with pytest.raises(Overtaken, match="is closed"):
        answered("KH-08", report, "2021-03-02", 1)


def test_the_questions_stay_once_somebody_has_answered():
    report = opened(["KH-08"])
    answered("KH-08", report, "2021-03-02", 12)
    given: dict[str, Any] = {"report": report, "units": [unit("KH-08")]}
    with acting(REVIEWER) as reviewer:
        with pytest.raises(Overtaken):
            actions.change(by=reviewer, text=text_of(), questions=[], **given)
        early = text_of(last_day=date(2021, 3, 1))
        with pytest.raises(Refused, match="has answered for 2 March 2021"):
            actions.change(by=reviewer, text=early, questions=None, **given)
        with pytest.raises(Refused, match="stays in the special report"):
            actions.change(
                by=reviewer, report=report, text=text_of(), units=[unit("KH-21")], questions=None
            )
        longer = text_of(last_day=date(2021, 3, 20))
        actions.change(by=reviewer, text=longer, questions=None, **given)
        assert SpecialReport.objects.get(pk=report.pk).last_day == date(2021, 3, 20)


def test_a_year_with_its_own_clock_says_what_is_late():
    opened_year(2022, "2022-04-03")
    report = opened(["KH-08", "KH-21"], year=2022, month=4)
    answered("KH-08", report, "2022-04-02", 3)
    it_is(2022, "2022-04-05")
    with secretariat():
        special = SpecialDays(SpecialReport.objects.get(pk=report.pk), "en")
        assert [day.day for day in special.days] == [1, 2, 3, 4, 5]
        states = [state.value for state in special.states(unit("KH-08")).values()]
        assert states[:4] == ["missed", "late", "missed", "missed"]
    with acting(KANDAL_OFFICER) as officer:
        [line] = listed(officer, "en")
        assert [day.day for day in line.missed] == [1, 3, 4, 5]


def test_the_days_stand_beside_the_months_and_change_no_figure():
    cells = {"returning_workers.returnees": 100, "returning_workers.females": 40}
    factories.accepted("KH-08", "committee", "2021-03", cells)
    before = factories.added_up(2021)
    report = opened(["KH-08", "KH-21"])
    answered("KH-08", report, "2021-03-02", 60, 20)
    answered("KH-08", report, "2021-03-03", 50)
    after = factories.added_up(2021)
    assert before.digest == after.digest != ""
    with secretariat():
        kandal, takeo = compared_months(SpecialDays(report, "en"))
    assert [kandal.days, kandal.month, kandal.difference] == [110, 100, 10]
    assert (kandal.answered, kandal.asked) == (2, 10)
    assert (takeo.days, takeo.month, takeo.difference) == (None, None, None)


@pytest.mark.parametrize("codes", [["KH-08"], ["KH-08", "KH-21", "KH-12"]])
def test_the_number_of_queries_does_not_grow_with_units(codes, django_assert_num_queries):
    report = opened(codes)
    answered("KH-08", report, "2021-03-02", 12)
    with secretariat(), django_assert_num_queries(5):
        special = SpecialDays(report, "en")
        rows = [
            (special.name(one), special.states(one), special.total(question.pk, special.days))
            for one in special.units
            for question in special.questions
        ]
    assert rows


def test_units_are_told_once_that_they_are_asked_and_what_they_missed():
    opened_year(2022, "2022-04-03")
    report = opened(["KH-08"], year=2022, month=4, due_hour=24)  # at any hour of the third
    with secretariat():
        tell_of_events()
        tell_of_events()
        tell_of_calendar()
        told = Notice.objects.filter(params__special=report.pk)
        kinds = sorted(set(told.values_list("kind", flat=True)))
        assert kinds == ["special", "special_late"]
        assert told.filter(kind="special").count() == 2  # the officer and the approver
        [late] = {words.sentence for words in worded(list(told.filter(kind="special_late")))}
        assert "“Returning workers” for 2 April 2022" in late
        assert worded(list(told))[0].page == ("special_report", report.pk)


def test_it_goes_with_its_year_to_practise_on():
    opened_year(2022, "2022-04-03")
    practised = opened(["KH-08"], year=2022, month=4)
    answered("KH-08", practised, "2022-04-02", 3)
    real = opened(["KH-08"])
    with acting(SECRETARY_GENERAL) as by:
        removed = remove(by=by, year=2022)
        assert removed.rows["reporting_specialanswer"] == 1
        assert list(SpecialReport.objects.values_list("pk", flat=True)) == [real.pk]


def test_every_kind_of_reporter_can_be_asked_and_no_locality():
    from reporting.special.views.opening import NOT_ASKED

    assert UnitKind.PROVINCE not in NOT_ASKED
    assert {UnitKind.DISTRICT, UnitKind.COMMUNE} < set(NOT_ASKED)


def test_totals_are_those_of_the_units_that_answered():
    report = opened(["KH-08", "KH-21"])
    answered("KH-08", report, "2021-03-02", 12)
    answered("KH-21", report, "2021-03-02", 8)
    with secretariat():
        special = SpecialDays(report, "en")
        first = special.questions[0].pk
        assert special.total(first, [date(2021, 3, 2)]) == Decimal(20)
        assert special.total(first, [date(2021, 3, 3)]) is None
