"""What is done with a commitment, by whom, and where it stands then."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from provinces.models import User
from reporting.access import Overtaken, Refused
from reporting.commitments import actions
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, make_commitment
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.register import (
    commitments,
    lines,
    overdue_commitments,
    own_commitments,
)
from reporting.commitments.rules.standing import Standing
from reporting.models import Commitment, CommitmentAnswer
from tests.commitments import decision, direction, load
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    person_of,
    secretariat,
    unit,
)

TAKEO_APPROVER = "takeo.approver"


def stands(commitment, username=REVIEWER, year=None):
    with acting(username) as actor:
        row = commitments(RegisterClock.of(year)).get(pk=commitment.pk)
        [line] = lines([row], actor, RegisterClock.of(year), "en")
        return line


def answered(commitment, username, status="going_on", text="Begun."):
    with acting(username) as actor:
        return actions.answer(
            by=actor, commitment=commitment, status=status, text=text, evidence=""
        )


def test_the_newest_answer_of_who_leads_or_keeps_it_stands(year_2020):
    promise = decision("KH-08", "KH-21")
    assert stands(promise).standing is Standing.UNANSWERED
    answered(promise, TAKEO_APPROVER, "done")
    assert stands(promise).standing is Standing.DONE  # nobody else has said anything
    answered(promise, KANDAL_APPROVER, "going_on")
    assert stands(promise).standing is Standing.GOING_ON  # Kandal leads
    answered(promise, REVIEWER, "done", "Both are done.")
    line = stands(promise)
    assert line.standing is Standing.DONE
    assert [told.answer.status for told in line.answers] == ["done", "going_on", "done"]


def test_an_answer_is_never_changed(year_2020):
    promise = decision("KH-08")
    said = answered(promise, KANDAL_APPROVER)
    for person in (KANDAL_APPROVER, REVIEWER):
        with acting(person), pytest.raises(DatabaseError), transaction.atomic():
            CommitmentAnswer.objects.filter(pk=said.pk).update(text="Never begun.") or _refuse()
        with acting(person), pytest.raises(DatabaseError), transaction.atomic():
            CommitmentAnswer.objects.filter(pk=said.pk).delete()[0] or _refuse()


def _refuse():
    """No row was there to be written: the policy hid it."""
    raise DatabaseError


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (KANDAL_OFFICER, "an approver of the unit answers"),
        (KANDAL_VIEWER, "an approver of the unit answers"),
        (TAKEO_APPROVER, "Only the units that answer"),
    ],
)
def test_directly_answers_an_approver_of_who_is_asked(year_2020, person, why):
    promise = decision("KH-08")
    with pytest.raises(Refused, match=why):
        answered(promise, person)


def test_a_decision_is_read_by_who_answers_and_keeps_it_alone(year_2020):
    promise = decision("KH-08")
    for person, sees in [
        (KANDAL_OFFICER, True), (KANDAL_VIEWER, True), (REVIEWER, True), (TAKEO_OFFICER, False),
        (person_of("MOSVY", "officer"), False),
    ]:  # fmt: skip
        with acting(person):
            assert Commitment.objects.filter(pk=promise.pk).exists() is sees, person


def test_a_published_one_everybody_reads_but_not_what_came_of_it(year_2020):
    load()
    promise = direction("V.D.5")
    answered(promise, person_of("MOSVY", "approver"), "held_up", "No money for the courses.")
    line = stands(promise, TAKEO_OFFICER)
    assert (line.is_read, line.answers) == (False, [])
    assert [unit.unit.code for unit in line.units] == ["MOSVY"]
    line = stands(promise, person_of("MOSVY", "officer"))
    assert (line.is_read, line.standing) == (True, Standing.HELD_UP)


def test_who_stands_above_reads_what_a_unit_below_answers(year_2020):
    promise = decision("KH-0801")
    assert stands(promise, KANDAL_OFFICER).is_read
    with acting(TAKEO_OFFICER):
        assert not Commitment.objects.filter(pk=promise.pk).exists()


def test_a_province_keeps_its_own_decisions(year_2020):
    promise = decision("KH-08", "KH-0801", by=KANDAL_APPROVER)
    assert promise.kept_by.code == "KH-08"
    with acting(KANDAL_APPROVER) as approver:
        actions.amend(
            by=approver, commitment=promise, units=[unit("KH-08")], due=date(2021, 6, 1),
            serves=actions.Serves(), sign_en="", sign_km="", reason="Kandal does it alone.",
        )  # fmt: skip
        promise.refresh_from_db()
        assert (promise.answering, promise.due_on) == ([unit("KH-08").pk], date(2021, 6, 1))
    with pytest.raises(Refused, match="your own unit"):
        decision("KH-21", by=KANDAL_APPROVER)
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match="Only who keeps"):
        actions.withdraw(by=reviewer, commitment=promise, reason="Too late.")


@pytest.mark.parametrize("person", [KANDAL_OFFICER, KANDAL_VIEWER, "gs.administrator"])
def test_not_everybody_enters_commitments(year_2020, person):
    with pytest.raises(Refused, match="Only the Secretariat enters"):
        decision("KH-08", by=person)


def test_only_the_secretariat_enters_what_is_no_decision(year_2020):
    with acting(KANDAL_APPROVER) as approver, pytest.raises(Refused, match="not a decision"):
        make_commitment(
            by=approver, origin=CommitmentOrigin("direction", 2021),
            texts=CommitmentTexts("More forums."), units=[unit("KH-08")],
        )  # fmt: skip


def test_a_withdrawn_one_keeps_its_number_and_reason_and_takes_no_answer(year_2020):
    promise = decision("KH-08", due=date(2020, 1, 1))
    with acting(CONSOLIDATOR) as keeper:
        actions.withdraw(by=keeper, commitment=promise, reason="Entered twice.")
    line = stands(promise)
    assert (line.standing, line.is_overdue) == (Standing.WITHDRAWN, False)
    assert line.commitment.withdrawn_reason == "Entered twice."
    with pytest.raises(Overtaken):
        answered(promise, KANDAL_APPROVER)
    with acting(REVIEWER) as reviewer, pytest.raises(Overtaken):
        actions.withdraw(by=reviewer, commitment=promise, reason="Again.")


def test_what_is_overdue_comes_first_and_what_is_done_is_not_shown(year_2020):
    undated = decision("KH-08", text="Some day.")
    late = decision("KH-08", text="Last year.", due=date(2021, 1, 1))
    coming = decision("KH-08", text="In time.", due=date(2099, 1, 1))
    done = decision("KH-08", text="Done.", due=date(2021, 1, 1))
    answered(done, KANDAL_APPROVER, "done")
    with acting(KANDAL_OFFICER) as officer:
        own = own_commitments(officer, RegisterClock.of(), "en")
        assert [line.commitment.pk for line in own] == [late.pk, coming.pk, undated.pk]
    with acting(REVIEWER) as reviewer:
        overdue = overdue_commitments(reviewer, RegisterClock.of(), "en")
        assert [line.commitment.pk for line in overdue] == [late.pk]


def test_neither_number_nor_text_changes_even_by_sql(year_2020):
    promise = decision("KH-08")
    for change in ({"number": 999_999}, {"text_en": "Something else."}, {"origin_mark": "V.A.2"}):
        with acting(REVIEWER), pytest.raises(DatabaseError), transaction.atomic():
            Commitment.objects.filter(pk=promise.pk).update(**change)
    with acting(REVIEWER):
        Commitment.objects.filter(pk=promise.pk).delete()  # the policy hides it
        assert Commitment.objects.filter(pk=promise.pk).exists()


def test_nobody_answers_in_anothers_name(year_2020):
    promise = decision("KH-08", "KH-21")
    with secretariat():
        other = User.objects.get(username=KANDAL_OFFICER)
    with acting(TAKEO_APPROVER), pytest.raises(DatabaseError), transaction.atomic():
        CommitmentAnswer.objects.create(
            commitment=promise, organisation_unit=unit("KH-21"), status="done", text="Done.",
            at="2021-03-01T10:00Z", by=other,
        )  # fmt: skip
