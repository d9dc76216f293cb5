"""Two people at the same moment: one of them is told that the other was first; nothing doubles."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from reporting.access import door
from reporting.access_errors import Refused
from reporting.actions import approval
from reporting.actions.report_page import Changes, save_page
from reporting.kernel.tables import Value
from reporting.models import ReviewStep, Revision
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER

pytestmark = pytest.mark.usefixtures("cloned_2020")

REPORT = ("KH-08", "committee", "2021-03")
CELL = "direct_publicity[forums].females"
FORUMS = {"direct_publicity[forums].persons": 800, CELL: 420}
SECONDS = 20


def opened(person):
    code, data_set, period = REPORT
    return door(person, unit=code, period=period, data_set=data_set)


def together(*calls):
    """Runs each call on a connection of its own; the refusals, in the order of the calls."""
    start = threading.Barrier(len(calls))

    def alone(call):
        try:
            call(start)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(alone, calls))


def steps():
    with factories.secretariat():
        found = ReviewStep.objects.filter(revision__report__year=2021).order_by("at", "pk")
        return list(found.values_list("step", flat=True))


def sign(start):
    with factories.acting(KANDAL_APPROVER) as signer:
        found = opened(signer)
        start.wait(SECONDS)
        approval.submit(by=signer, door=found)


def hand_over(start):
    with factories.acting(KANDAL_APPROVER) as officer:
        found = opened(officer)
        start.wait(SECONDS)
        approval.prepare(by=officer, door=found)


def accept(start):
    with factories.acting(REVIEWER) as reviewer:
        found = opened(reviewer)
        start.wait(SECONDS)
        approval.accept(by=reviewer, door=found)


def send_back(start):
    with factories.acting(REVIEWER) as reviewer:
        found = opened(reviewer)
        start.wait(SECONDS)
        approval.send_back(by=reviewer, door=found, comment="Females?")


def test_two_signatures():
    factories.prepared(*REPORT, FORUMS)

    refusals = together(sign, sign)

    assert [one for one in refusals if one] == [
        "Somebody was faster: the report has changed. Load the page again."
    ]
    assert steps() == ["begun", "prepared", "submitted"]


def test_one_accepts_and_one_returns():
    factories.submitted(*REPORT, FORUMS)

    refusals = together(accept, send_back)

    assert len([one for one in refusals if one]) == 1
    assert len(steps()) == 4
    assert (steps()[-1] == "accepted") == (refusals[0] is None)


def females():
    with factories.secretariat():
        revision = Revision.objects.get(report__year=2021)
        return revision.state, revision.values.get(cell__code=CELL).value


def new_number():
    return Changes(values={factories.address(CELL): Value(Decimal(430))})


def test_what_is_saved_while_it_is_handed_over_is_refused():
    """The hand-over is there but not yet committed when the officer presses “Save”."""
    factories.drafted(*REPORT, FORUMS)

    def hand_over_slowly(start):
        with factories.acting(KANDAL_APPROVER) as signer:
            approval.prepare(by=signer, door=opened(signer))
            start.wait(SECONDS)
            threading.Event().wait(0.3)

    def save(start):
        with factories.acting(KANDAL_OFFICER) as officer:
            found = opened(officer)
            start.wait(SECONDS)
            save_page(by=officer, door=found, changes=new_number())

    handed_over, saved = together(hand_over_slowly, save)

    assert handed_over is None
    assert saved == (
        "The report was handed over a moment ago. What you typed since then was not saved."
    )
    assert females() == ("prepared", 420)


def test_the_hand_over_waits_for_what_is_being_saved():
    factories.drafted(*REPORT, FORUMS)

    def save_slowly(start):
        with factories.acting(KANDAL_OFFICER) as officer:
            save_page(by=officer, door=opened(officer), changes=new_number())
            start.wait(SECONDS)
            threading.Event().wait(0.3)

    assert together(save_slowly, hand_over) == [None, None]
    assert females() == ("prepared", 430)


def begin(start):
    with factories.acting(KANDAL_OFFICER):
        start.wait(SECONDS)
        factories.begin(*REPORT)


def test_a_report_is_begun_once():
    together(begin, begin)

    with factories.secretariat():
        assert Revision.objects.filter(report__year=2021).count() == 1
    assert steps() == ["begun"]


def test_a_page_opened_before_the_hand_over_saves_nothing_after_it():
    factories.drafted(*REPORT, FORUMS)
    with factories.acting(KANDAL_OFFICER) as officer:
        before = opened(officer)
    with factories.acting(KANDAL_APPROVER) as signer:
        approval.prepare(by=signer, door=opened(signer))

    with (
        factories.acting(KANDAL_OFFICER) as officer,
        pytest.raises(Refused, match="handed over a moment ago"),
    ):
        save_page(by=officer, door=before, changes=new_number())
    assert females() == ("prepared", 420)
