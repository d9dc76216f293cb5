"""Signatures: asked for, given by the right people, and of the state that they signed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.models import Membership, User
from provinces.roles import Role
from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.editions.discrepancies import actions as resolving
from reporting.editions.publishing.actions.publication import publish
from reporting.editions.publishing.actions.signing import (
    ask_for_signatures,
    sign,
    take_back,
    withdraw,
)
from reporting.editions.publishing.queries.readiness import readiness_of
from reporting.editions.publishing.queries.signatures import (
    EditionFingerprints,
    missing_roles,
    signed,
)
from reporting.editions.writing.actions import passages
from reporting.models import AuditEvent, Edition, SignOff
from tests import editions
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    acting,
    actor,
    secretariat,
    unit,
)

LEAD = "wg-just.lead"
LED, NOT_LED = "II.B.2", "I"


@pytest.fixture
def edition(year_2020) -> Edition:
    made = editions.begun()
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=made)
    return made


def led_section() -> str:
    """A section that the lead's group leads."""
    edition = Edition.objects.get()
    state = EditionFingerprints(edition)
    rows = edition.passages.values_list("section", flat=True).order_by("section").distinct()
    return next(one for one in rows if state.leads(one, "WG-JUST"))


def write(edition: Edition, section: str, text: str = "One more.") -> None:
    with acting(CONSOLIDATOR) as editor:
        passages.add_passage(
            by=editor, edition=edition, section=section, after=None, kind="bullet", text=text
        )


def test_nobody_signs_what_is_being_written(year_2020):
    made = editions.begun()
    with acting(REVIEWER) as reviewer, pytest.raises(Overtaken, match="still being written"):
        sign(by=reviewer, edition=made, role="reviewer")


def test_it_is_asked_for_and_taken_back(edition):
    with acting(REVIEWER) as reviewer:
        with pytest.raises(Overtaken, match="asked for already"):
            ask_for_signatures(by=reviewer, edition=edition)
        assert take_back(by=reviewer, edition=edition).state == Edition.State.WRITING
        said = AuditEvent.objects.filter(target=f"edition:{edition.pk}").order_by("pk")
        assert list(said.values_list("action", flat=True)) == [
            "edition.begin", "edition.ask", "edition.take_back",
        ]  # fmt: skip


def test_each_signs_in_their_own_role(edition):
    with acting(REVIEWER) as reviewer:
        with pytest.raises(Refused, match="your own role"):
            sign(by=reviewer, edition=edition, role="consolidator")
        row = sign(by=reviewer, edition=edition, role="reviewer", words="Read whole.")
    assert (row.role, row.by, row.words) == ("reviewer", reviewer.user, "Read whole.")
    with acting(SECRETARY_GENERAL) as secretary, pytest.raises(Refused, match="sign a report"):
        sign(by=secretary, edition=edition, role="secretary_general")
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused, match="sign a report"):
        sign(by=officer, edition=edition, role="reviewer")


def test_a_change_of_the_text_makes_it_a_signature_of_an_older_state(edition):
    with acting(REVIEWER) as reviewer:
        sign(by=reviewer, edition=edition, role="reviewer")
        with pytest.raises(Overtaken, match="signed in this role already"):
            sign(by=reviewer, edition=edition, role="reviewer")
    write(edition, NOT_LED)
    with acting(REVIEWER) as reviewer:
        [before] = signed(edition)
        assert not before.holds
        again = sign(by=reviewer, edition=edition, role="reviewer")
        [now] = signed(edition)
        assert now.holds
        assert now.row == again
        assert SignOff.objects.count() == 2


def test_what_is_taken_back_again_holds_again(edition):
    """It is the state that is signed, not the moment."""
    with acting(REVIEWER) as reviewer:
        sign(by=reviewer, edition=edition, role="reviewer")
        made = passages.add_passage(
            by=reviewer, edition=edition, section="I", after=None, kind="paragraph", text="Oh."
        )
        assert "reviewer" in missing_roles(edition)
        passages.take_out(by=reviewer, edition=edition, passage=made.pk, seen=1)
        assert "reviewer" not in missing_roles(edition)


def test_who_signs_what_they_have_not_seen_looks_again(edition):
    with acting(REVIEWER) as reviewer:
        seen = EditionFingerprints(edition).whole
    write(edition, NOT_LED)
    with acting(REVIEWER) as reviewer, pytest.raises(Overtaken, match="has changed since"):
        sign(by=reviewer, edition=edition, role="reviewer", seen=seen)


def test_a_lead_signs_for_the_sections_of_the_group_and_for_no_others(edition):
    with acting(LEAD) as lead:
        row = sign(by=lead, edition=edition, role="group_lead")
        here = led_section()
    assert row.group == "WG-JUST"
    write(edition, NOT_LED)
    with acting(LEAD):
        assert [one.holds for one in signed(edition)] == [True]
    write(edition, here)
    with acting(LEAD):
        assert [one.holds for one in signed(edition)] == [False]


def test_a_figure_that_a_leads_sentence_quotes_belongs_to_what_is_signed(edition):
    with acting(LEAD):
        here = led_section()
        before = EditionFingerprints(edition).of_group("WG-JUST")
    write(edition, here, "{{ direct_publicity.persons }} people.")
    with acting(LEAD):
        state = EditionFingerprints(edition)
        quoted = state.of_group("WG-JUST")
        assert quoted != before
        # Other figures in the section where the quoted table stands: another state.
        state = EditionFingerprints(edition)
        state._by_section["II.B.1.3"] = "other figures"
        assert state.of_group("WG-JUST") != quoted


def test_leads_are_asked_and_do_not_block(edition):
    with acting(REVIEWER):
        status = readiness_of(edition)
        groups = [one.group for one in status.lines if one.role == "group_lead"]
        assert "WG-JUST" in groups
        assert [one.role for one in status.missing] == ["reviewer", "consolidator"]


def test_one_person_signs_in_one_of_the_required_roles(edition):
    """Also where somebody holds both."""
    with secretariat():
        person = User.objects.get(username=REVIEWER)
        Membership.objects.create(user=person, organisation_unit=unit("GS"), role=Role.CONSOLIDATOR)
    both = actor(REVIEWER)
    with acting(REVIEWER):
        sign(by=both, edition=edition, role="reviewer")
        with pytest.raises(Refused, match="You have signed as Reviewer"):
            sign(by=both, edition=edition, role="consolidator", words="So.")


def test_who_signed_does_not_publish(edition):
    with secretariat():
        person = User.objects.get(username=REVIEWER)
        gs = unit("GS")
        Membership.objects.create(user=person, organisation_unit=gs, role=Role.SECRETARY_GENERAL)
    with acting(CONSOLIDATOR) as consolidator:
        sign(by=consolidator, edition=edition, role="consolidator", words="As printed.")
    with acting(REVIEWER):
        both = Actor.at(person, gs, [Role.REVIEWER, Role.SECRETARY_GENERAL])
        sign(by=both, edition=edition, role="reviewer")
        with pytest.raises(Refused, match="somebody else publishes"):
            publish(by=both, edition=edition, files=())


def test_one_takes_back_ones_own_signature(edition):
    with acting(REVIEWER) as reviewer:
        row = sign(by=reviewer, edition=edition, role="reviewer")
    with acting(CONSOLIDATOR) as other, pytest.raises(Refused, match="Only who signed"):
        withdraw(by=other, edition=edition, sign_off=row.pk)
    with acting(REVIEWER) as reviewer:
        withdraw(by=reviewer, edition=edition, sign_off=row.pk)
        assert "reviewer" in missing_roles(edition)
        with pytest.raises(NotHere):
            withdraw(by=reviewer, edition=edition, sign_off=row.pk)


def test_as_many_queries_however_much_is_signed(edition, django_assert_num_queries):
    with acting(REVIEWER) as reviewer:
        sign(by=reviewer, edition=edition, role="reviewer")
    with acting(LEAD) as lead:
        sign(by=lead, edition=edition, role="group_lead")
    with acting(CONSOLIDATOR), CaptureQueriesContext(connection) as few:
        readiness_of(edition)
    write(edition, NOT_LED)
    with acting(REVIEWER) as reviewer:
        sign(by=reviewer, edition=edition, role="reviewer")
    with acting(CONSOLIDATOR) as consolidator:
        sign(by=consolidator, edition=edition, role="consolidator", words="As printed.")
        with django_assert_num_queries(len(few)):
            readiness_of(edition)


@pytest.mark.parametrize("footnote", [True, False])
def test_what_was_explained_since_is_printed_otherwise_and_signed_again(edition, footnote):
    with acting(REVIEWER) as reviewer:
        sign(by=reviewer, edition=edition, role="reviewer")
        assert [one.holds for one in signed(edition)] == [True]
        resolving.explain_kind(
            by=reviewer, period_key=edition.period_key, kind="repeated_row", text="By chance.",
            footnote=footnote,
        )  # fmt: skip
        assert [one.holds for one in signed(edition)] == [False]
