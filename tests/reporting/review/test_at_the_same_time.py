"""Two people at the same moment: one of them is told that the other was first; nothing doubles."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from reporting.access import Refused
from reporting.entry.access import access_to_report
from reporting.entry.page.actions.draft_changes import Changes
from reporting.entry.page.actions.page_saves import save_page
from reporting.kernel.tables import Value
from reporting.models import ReviewStep, Revision
from reporting.review.actions import approval, comments
from reporting.review.actions.approval import accept_many
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER

pytestmark = pytest.mark.usefixtures("cloned_2020")

REPORT = ("KH-08", "committee", "2021-03")
CELL = "direct_publicity[forums].females"
FORUMS = {"direct_publicity[forums].persons": 800, CELL: 420}
SECONDS = 20


def opened(person):
    code, data_set, period = REPORT
    return access_to_report(person, unit=code, period=period, data_set=data_set)


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
        approval.submit(by=signer, access=found)


def accept(start):
    with factories.acting(REVIEWER) as reviewer:
        found = opened(reviewer)
        start.wait(SECONDS)
        approval.accept(by=reviewer, access=found)


def send_back(start):
    with factories.acting(REVIEWER) as reviewer:
        found = opened(reviewer)
        start.wait(SECONDS)
        approval.send_back(by=reviewer, access=found, comment="Females?")


def prepare(start):
    with factories.acting(KANDAL_OFFICER) as officer:
        found = opened(officer)
        start.wait(SECONDS)
        approval.prepare(by=officer, access=found)


def test_two_hand_over():
    factories.drafted(*REPORT, FORUMS)

    assert [one for one in together(prepare, prepare) if one] == [
        "Somebody was faster: the report has changed. Load the page again."
    ]
    assert steps() == ["begun", "prepared"]


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
    """The hand-over is there but not yet committed when a colleague presses “Save”."""
    factories.drafted(*REPORT, FORUMS)

    def prepare_slowly(start):
        with factories.acting(KANDAL_OFFICER) as officer:
            approval.prepare(by=officer, access=opened(officer))
            start.wait(SECONDS)
            threading.Event().wait(0.3)

    def save(start):
        with factories.acting(KANDAL_OFFICER) as officer:
            found = opened(officer)
            start.wait(SECONDS)
            save_page(by=officer, access=found, changes=new_number())

    prepared, saved = together(prepare_slowly, save)

    assert prepared is None
    assert saved == (
        "The report was handed over a moment ago. What you typed since then was not saved."
    )
    assert females() == ("prepared", 420)


def test_the_hand_over_waits_for_what_is_being_saved():
    factories.drafted(*REPORT, FORUMS)

    def save_slowly(start):
        with factories.acting(KANDAL_OFFICER) as officer:
            save_page(by=officer, access=opened(officer), changes=new_number())
            start.wait(SECONDS)
            threading.Event().wait(0.3)

    assert together(save_slowly, prepare) == [None, None]
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


def test_a_page_opened_before_the_signature_saves_nothing_after_it():
    factories.drafted(*REPORT, FORUMS)
    with factories.acting(KANDAL_OFFICER) as officer:
        before = opened(officer)
    factories.handed_over(*REPORT)
    with factories.acting(KANDAL_APPROVER) as signer:
        approval.submit(by=signer, access=opened(signer))

    with (
        factories.acting(KANDAL_OFFICER) as officer,
        pytest.raises(Refused, match="handed over a moment ago"),
    ):
        save_page(by=officer, access=before, changes=new_number())
    assert females() == ("submitted", 420)


def test_one_returns_what_another_accepts_among_many():
    revisions = [
        factories.submitted(*REPORT, FORUMS),
        factories.submitted("KH-21", *REPORT[1:], FORUMS),
    ]
    outcomes = []

    def accept_them(start):
        with factories.acting(REVIEWER) as reviewer:
            start.wait(SECONDS)
            ids = [one.pk for one in revisions]
            outcomes.append(accept_many(by=reviewer, revision_ids=ids))

    [_many, returned] = together(accept_them, send_back)

    [outcome] = outcomes
    accepted = {one.report.organisation_unit.code for one in outcome.accepted}
    with factories.secretariat():
        kandal = Revision.objects.get(pk=revisions[0].pk)
    if returned is None:
        assert (kandal.state, accepted) == ("returned", {"KH-21"})
        assert [one.pk for one, _reason in outcome.left] == [kandal.pk]
    else:
        assert (kandal.state, accepted) == ("accepted", {"KH-08", "KH-21"})


def test_two_resolve_one_comment():
    factories.submitted(*REPORT, FORUMS)
    with factories.acting(REVIEWER) as reviewer:
        thread = comments.say(comments.OfReport(opened(reviewer)), text="Sure?").pk

    def resolve(start):
        with factories.acting(REVIEWER) as reviewer:
            found = opened(reviewer)
            start.wait(SECONDS)
            comments.resolve(comments.OfReport(found), thread=thread)

    assert sorted(one or "" for one in together(resolve, resolve)) == [
        "",
        "The comment was answered already.",
    ]
