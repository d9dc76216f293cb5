"""Sign, return, accept, re-open: each once, by the right person, with a reason that can be read."""

from decimal import Decimal

import pytest

from reporting.access import NotHere, Overtaken, Refused
from reporting.consolidation.queries.chosen_reports import chosen_revisions
from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.queries.report_checks import unanswered
from reporting.kernel.periods import Period
from reporting.kernel.tables import Value
from reporting.models import AuditEvent, ReviewStep, Revision
from reporting.review.actions import approval
from reporting.review.queries.receipt import content_digest
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER, TAKEO_OFFICER

pytestmark = pytest.mark.usefixtures("year_2020")

REPORT = ("KH-08", "committee", "2021-03")
FORUMS = {
    "direct_publicity[forums].times": 12,
    "direct_publicity[forums].persons": 800,
    "direct_publicity[forums].females": 420,
}

SIGNED = [(1, "begun"), (1, "prepared"), (1, "submitted")]


def found(person):
    code, data_set, period = REPORT
    return access_to_report(person, unit=code, period=period, data_set=data_set)


def steps():
    with factories.secretariat():
        taken = ReviewStep.objects.filter(revision__report__year=2021).order_by("at", "pk")
        return [(one.revision.number, one.step) for one in taken.select_related("revision")]


def test_a_report_goes_from_draft_to_accepted():
    revision = factories.accepted(*REPORT, FORUMS)

    with factories.secretariat():
        revision.refresh_from_db()
        assert revision.state == Revision.State.ACCEPTED
        assert str(revision.submitted_by) == KANDAL_APPROVER
        assert str(revision.decided_by) == REVIEWER
    assert steps() == [(1, "begun"), (1, "prepared"), (1, "submitted"), (1, "accepted")]


def test_each_step_is_in_the_audit_trail():
    revision = factories.accepted(*REPORT, FORUMS)

    with factories.secretariat():
        events = AuditEvent.objects.filter(target=f"revision:{revision.pk}").order_by("pk")
        assert [(one.action, one.by.username) for one in events] == [
            ("report.begin", KANDAL_OFFICER),
            ("report.values", KANDAL_OFFICER),
            ("report.prepared", KANDAL_OFFICER),
            ("report.submitted", KANDAL_APPROVER),
            ("report.accepted", REVIEWER),
        ]


def test_an_officer_does_not_sign():
    factories.prepared(*REPORT, FORUMS)

    with factories.acting(KANDAL_OFFICER) as officer, pytest.raises(Refused, match="approver"):
        approval.submit(by=officer, access=found(officer))
    assert steps() == [(1, "begun"), (1, "prepared")]


def test_a_unit_does_not_accept_its_own_report():
    factories.submitted(*REPORT, FORUMS)

    with factories.acting(KANDAL_APPROVER) as signer, pytest.raises(Refused, match="reviewer"):
        approval.accept(by=signer, access=found(signer))


def test_a_contradiction_stops_the_hand_over():
    with factories.acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*REPORT)
        values = {
            "direct_publicity[forums].persons": 800,
            "direct_publicity[forums].females": 812,
        }
        drafts.save_values(
            by=officer,
            access=opened,
            values={
                factories.address(cell): Value(Decimal(number)) for cell, number in values.items()
            },
        )
        # An explanation does not help: it cannot be right.
        drafts.explain(
            by=officer,
            access=opened,
            texts={one.key: "so it was" for one in unanswered(opened.revision)},
        )
    with (
        factories.acting(KANDAL_OFFICER) as officer,
        pytest.raises(Refused, match=r"Females \(812\) are more than persons \(800\)"),
    ):
        approval.prepare(by=officer, access=found(officer))


def test_a_doubt_wants_an_explanation():
    females_missing = {"direct_publicity[forums].persons": 800}
    revision = factories.drafted(*REPORT, females_missing)

    with factories.acting(KANDAL_OFFICER) as officer:
        [explanation] = revision.explanations.all()
        assert explanation.text == "so it was"
        approval.prepare(by=officer, access=found(officer))


def test_a_return_needs_a_reason():
    factories.submitted(*REPORT, FORUMS)

    with factories.acting(REVIEWER) as reviewer, pytest.raises(Refused, match="needs a reason"):
        approval.send_back(by=reviewer, access=found(reviewer), comment="  ")


def returned():
    factories.submitted(*REPORT, FORUMS)
    with factories.acting(REVIEWER) as reviewer:
        approval.send_back(by=reviewer, access=found(reviewer), comment="Females?")


def test_after_a_return_the_next_revision_begins_with_a_copy():
    returned()

    with factories.acting(KANDAL_OFFICER):
        _officer, opened = factories.begin(*REPORT)
        assert opened.revision.number == 2
        assert opened.revision.state == Revision.State.DRAFT
        assert {value.cell.code: value.value for value in opened.revision.values.all()} == FORUMS
    assert steps() == [*SIGNED, (1, "returned"), (2, "begun")]


def test_what_was_returned_cannot_be_accepted():
    factories.submitted(*REPORT, FORUMS)
    with factories.acting(REVIEWER) as reviewer:
        seen, same = found(reviewer), found(reviewer)
        approval.send_back(by=reviewer, access=seen, comment="Females?")
        with pytest.raises(Refused, match="Somebody was faster"):
            approval.accept(by=reviewer, access=same)
        with pytest.raises(Refused, match="returned"):
            approval.accept(by=reviewer, access=found(reviewer))
    assert steps() == [*SIGNED, (1, "returned")]


def test_the_second_signature_is_refused():
    factories.prepared(*REPORT, FORUMS)
    with factories.acting(KANDAL_APPROVER) as signer:
        seen, same = found(signer), found(signer)
        approval.submit(by=signer, access=seen)
        with pytest.raises(Refused, match="Somebody was faster"):
            approval.submit(by=signer, access=same)
    assert steps() == SIGNED


def test_a_hand_over_is_taken_back_with_a_word():
    factories.prepared(*REPORT, FORUMS)
    with factories.acting(KANDAL_APPROVER) as signer:
        approval.take_back(by=signer, access=found(signer), comment="Look at the forums.")
        with pytest.raises(Overtaken, match="go on filling"):
            approval.take_back(by=signer, access=found(signer))
        with pytest.raises(Overtaken, match="handed over for the signature first"):
            approval.submit(by=signer, access=found(signer))
    assert steps() == [(1, "begun"), (1, "prepared"), (1, "taken_back")]


def test_the_signature_keeps_the_fingerprint_of_the_contents():
    revision = factories.submitted(*REPORT, FORUMS)
    with factories.secretariat():
        revision.refresh_from_db()
        assert revision.content_digest == content_digest(revision) != ""


def test_an_accepted_report_is_reopened_once():
    factories.accepted(*REPORT, FORUMS)
    factories.reopened(*REPORT)

    with factories.acting(REVIEWER) as reviewer, pytest.raises(Refused, match="already"):
        approval.reopen(by=reviewer, access=found(reviewer), comment="Once more.")


def test_the_accepted_revision_stands_until_the_next_one_is_accepted():
    first = factories.accepted(*REPORT, FORUMS)
    factories.reopened(*REPORT)

    second = factories.drafted(*REPORT, {"direct_publicity[forums].females": 430})

    with factories.secretariat():
        first.refresh_from_db()
        assert (first.state, second.number, second.state) == ("accepted", 2, "draft")
        kept = first.values.get(cell__code="direct_publicity[forums].females")
        assert kept.value == 420
    factories.submitted(*REPORT, {})
    assert status() == first.pk
    with factories.acting(REVIEWER) as reviewer:
        approval.send_back(by=reviewer, access=found(reviewer), comment="Sure?")
    assert status() == first.pk
    third = factories.accepted(*REPORT, {})
    assert status() == third.pk


def status():
    """The revision that counts in the year."""
    with factories.secretariat():
        [chosen] = chosen_revisions(Period.of_year(2021))
        return chosen.revision_id


def test_only_the_secretariat_reopens():
    factories.accepted(*REPORT, FORUMS)

    with factories.acting(KANDAL_APPROVER) as signer, pytest.raises(Refused, match="Secretariat"):
        approval.reopen(by=signer, access=found(signer), comment="We found more.")


def test_another_unit_finds_nothing():
    factories.drafted(*REPORT, FORUMS)

    with factories.acting(TAKEO_OFFICER) as person, pytest.raises(NotHere):
        found(person)


def test_who_reads_for_the_unit_does_not_fill():
    factories.drafted(*REPORT, FORUMS)

    with factories.acting(KANDAL_VIEWER) as viewer:
        opened = found(viewer)
        with pytest.raises(Refused, match="Only data officers and approvers"):
            drafts.save_values(by=viewer, access=opened, values={})
