"""What is done with feedback from outside, by whom, and what the database shows of it to whom."""

from datetime import date

import pytest
from django.db import DatabaseError, ProgrammingError, transaction

from provinces.tenancy import DatabaseRole, acting_as
from reporting.access import NotHere, Overtaken, Refused
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, Serves
from reporting.commitments.actions import feedback as actions
from reporting.commitments.actions.public_form import send
from reporting.commitments.queries.feedback import one_feedback, sender_of
from reporting.commitments.rules.feedback import FeedbackFrom
from reporting.models import (
    AuditEvent,
    Feedback,
    FeedbackCommitment,
    FeedbackSender,
    FeedbackStep,
    FeedbackUnit,
)
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
    unit,
)
from tests.feedback import FROM, answered, entered, form_opened, message, text_of
from tests.tenant_rows import ask

LEAD, LED_GROUP = "wg-just.lead", "WG-JUST"
MODELS = (Feedback, FeedbackUnit, FeedbackStep, FeedbackCommitment, FeedbackSender)


def steps(feedback):
    with acting(REVIEWER):
        rows = FeedbackStep.objects.filter(feedback=feedback)
        return list(rows.order_by("pk").values_list("step", flat=True))


def state(feedback):
    with acting(REVIEWER):
        return Feedback.objects.get(pk=feedback.pk).state


# States.


def test_it_is_taken_up_answered_and_opened_again_and_each_step_stays(year_2020):
    feedback = entered("KH-08")
    assert state(feedback) == "new"
    with acting(CONSOLIDATOR) as keeper:
        actions.take_up(by=keeper, feedback=feedback)
        answered(feedback, keeper)
        answered(feedback, keeper)
        assert state(feedback) == "answered"
        actions.open_again(by=keeper, feedback=feedback, reason="They wrote again.")
        assert state(feedback) == "looked_at"
        actions.close(by=keeper, feedback=feedback, reason="Said twice.")
    assert state(feedback) == "closed"
    assert steps(feedback) == ["looked_at", "answered", "answered", "opened", "closed"]
    with secretariat():
        audited = AuditEvent.objects.filter(target=f"feedback:{feedback.pk}").order_by("pk")
        assert [event.action for event in audited] == [
            "feedback.enter", "feedback.looked_at", "feedback.answered", "feedback.answered",
            "feedback.opened", "feedback.closed",
        ]  # fmt: skip


def test_what_does_not_follow_is_refused_and_says_where_it_stands(year_2020):
    feedback = entered()
    with acting(REVIEWER) as keeper:
        with pytest.raises(Overtaken, match="stands otherwise"):
            actions.open_again(by=keeper, feedback=feedback, reason="Again.")
        actions.close(by=keeper, feedback=feedback, reason="Not ours.")
        for late in (
            lambda: actions.take_up(by=keeper, feedback=feedback),
            lambda: actions.close(by=keeper, feedback=feedback, reason="Not ours."),
            lambda: answered(feedback, keeper),
        ):
            with pytest.raises(Overtaken, match="Closed without an answer"):
                late()
        with pytest.raises(Refused, match="Say why"):
            actions.open_again(by=keeper, feedback=feedback, reason=" ")
    assert steps(feedback) == ["closed"]


@pytest.mark.parametrize("person", [KANDAL_OFFICER, KANDAL_APPROVER, LEAD, "gs.administrator"])
def test_only_who_keeps_it_does_anything_with_it(year_2020, person):
    feedback = entered("KH-08", LED_GROUP)
    with acting(person) as other:
        for step in (
            lambda: actions.take_up(by=other, feedback=feedback),
            lambda: actions.enter(by=other, text=text_of()),
            lambda: answered(feedback, other),
            lambda: actions.close(by=other, feedback=feedback, reason="Not ours."),
        ):
            with pytest.raises(Refused, match="keep feedback from outside"):
                step()


def test_a_change_stays_in_the_history_but_who_sent_it_stands_nowhere_else(year_2020):
    feedback = entered("KH-08")
    with acting(REVIEWER) as keeper:
        actions.edit(
            by=keeper,
            feedback=feedback,
            text=text_of(title="Training of police officers"),
            sender=FeedbackFrom("Ann Miller"),
            units=[unit("KH-21")],
            serves=Serves(),
        )
        [step] = FeedbackStep.objects.filter(feedback=feedback)
        assert step.before == {"title": "Training at the border", "units": ["KH-08"]}
        assert step.after == {
            "title": "Training of police officers", "units": ["KH-21"], "sender": "changed",
        }  # fmt: skip
        assert sender_of(feedback) == FeedbackFrom("Ann Miller")
        assert Feedback.objects.get(pk=feedback.pk).linked == [unit("KH-21").pk]
        audited = AuditEvent.objects.filter(target=f"feedback:{feedback.pk}")
        assert not any("Ann" in str(event.detail) for event in audited)
        with pytest.raises(Refused, match="Nothing was changed"):
            actions.edit(
                by=keeper, feedback=feedback, text=text_of(title="Training of police officers"),
                sender=FeedbackFrom("Ann Miller"), units=[unit("KH-21")], serves=Serves(),
            )  # fmt: skip


# The walk to a commitment and an answer.


def promised(feedback, *codes):
    with acting(REVIEWER) as keeper:
        return actions.promise(
            by=keeper,
            feedback=feedback,
            origin=CommitmentOrigin("outside", 2021, "An embassy"),
            texts=CommitmentTexts("Train front-line officers."),
            units=[unit(code) for code in codes],
            due=date(2021, 12, 31),
        )


def test_a_recommendation_becomes_a_commitment_which_can_be_linked_and_unlinked(year_2020):
    first, second = entered("KH-08"), entered()
    made = promised(first, "KH-08")
    assert (made.origin, made.origin_name) == ("outside", "An embassy")
    with acting(REVIEWER) as keeper:
        with pytest.raises(Overtaken, match="linked already"):
            actions.link(by=keeper, feedback=first, commitment=made)
        actions.link(by=keeper, feedback=second, commitment=made)
        actions.unlink(by=keeper, feedback=first, commitment=made)
        with pytest.raises(Overtaken, match="not linked any more"):
            actions.unlink(by=keeper, feedback=first, commitment=made)
        linked = FeedbackCommitment.objects.filter(commitment=made)
        assert [row.feedback_id for row in linked] == [second.pk]


# Who sees what; asked of the database alone.


def seen(person):
    """How many rows of each table, by the bare model: no filter of ours is in between."""
    with acting(person):
        return [counted(model) for model in MODELS]


def counted(model):
    try:
        with transaction.atomic():
            return model.objects.count()
    except ProgrammingError:
        return "denied"


def whole(*codes, **changed):
    """Feedback with an answer, a change, a commitment of these units, and its sender."""
    feedback = entered(*codes, **changed)
    with acting(REVIEWER) as keeper:
        answered(feedback, keeper)
        actions.edit(
            by=keeper, feedback=feedback, text=text_of(title="Another title", **changed),
            sender=FROM, units=[unit(code) for code in codes], serves=Serves(),
        )  # fmt: skip
    promised(feedback, *codes)
    return feedback


def test_a_unit_sees_what_is_linked_to_it_and_never_who_sent_it(year_2020):
    feedback = whole("KH-08", "MOSVY")
    assert seen(REVIEWER) == [1, 2, 2, 1, 1]
    assert seen(KANDAL_OFFICER) == [1, 1, 1, 1, "denied"]  # the answer, and not what was changed
    assert seen(TAKEO_OFFICER) == [0, 0, 0, 0, "denied"]
    with acting(TAKEO_OFFICER), pytest.raises(NotHere):
        one_feedback(feedback.pk)


def test_what_is_confidential_no_unit_sees(year_2020):
    whole("KH-08", is_confidential=True)
    assert seen(KANDAL_OFFICER) == [0, 0, 0, 0, "denied"]
    assert seen(REVIEWER) == [1, 1, 2, 1, 1]


def test_the_lead_of_a_working_group_sees_what_a_unit_would(year_2020):
    whole(LED_GROUP)
    whole("KH-08")
    whole(LED_GROUP, is_confidential=True)
    assert seen(LEAD) == [1, 1, 1, 1, 0]
    assert seen("gs.administrator")[0] == 3


def test_no_unit_writes_any_of_it_even_by_sql(year_2020):
    feedback = entered("KH-08")
    with acting(KANDAL_APPROVER) as approver:
        for write in (
            lambda: Feedback.objects.filter(pk=feedback.pk).update(title="Nothing"),
            lambda: Feedback.objects.filter(pk=feedback.pk).delete(),
            lambda: FeedbackUnit.objects.filter(feedback=feedback).delete(),
            lambda: FeedbackSender.objects.create(feedback=feedback, name="Sok"),
            lambda: FeedbackStep.objects.create(
                feedback=feedback, step="looked_at", at="2021-03-01T10:00Z", by=approver.user
            ),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()


def test_nobody_changes_its_number_nor_removes_what_is_real(year_2020):
    feedback = entered("KH-08")
    with acting(REVIEWER):
        for change in ({"made_at": "2021-03-01T10:00Z"}, {"reference": "1"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Feedback.objects.filter(pk=feedback.pk).update(**change)
        FeedbackSender.objects.filter(feedback=feedback).delete()
        with transaction.atomic():
            Feedback.objects.filter(pk=feedback.pk)._raw_delete("default")
            assert Feedback.objects.filter(pk=feedback.pk).exists()


def test_what_came_by_the_public_form_stays_as_it_was_sent(year_2020):
    form_opened()
    actions_sent = message()

    send(message=actions_sent, token="a")
    with acting(REVIEWER) as keeper:
        sent = Feedback.objects.get(channel="form")
        for change in ({"text": "Other"}, {"channel": "letter"}, {"received_on": "2020-01-01"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Feedback.objects.filter(pk=sent.pk).update(**change)
        actions.edit(
            by=keeper, feedback=sent, text=text_of(title="Other", sender_kind="ngo"),
            sender=FeedbackFrom(), units=[unit("KH-08")], serves=Serves(),
        )  # fmt: skip
        sent.refresh_from_db()
        assert (sent.title, sent.sender_kind) == (actions_sent.title, "ngo")
        assert not FeedbackSender.objects.exists()


def test_without_its_policy_the_same_question_would_leak(year_2020):
    """The control: with the Secretariat's role the same query finds the row."""
    entered("KH-08", is_confidential=True)
    count = "SELECT count(*) FROM reporting_feedback"
    kandal = unit("KH-08").pk
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=kandal):
        assert ask(count) == [(0,)]
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=kandal):
        assert ask(count) == [(1,)]
