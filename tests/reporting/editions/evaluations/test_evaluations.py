"""An evaluation is begun, written, rated, recommended from, signed and published; what must not be
is refused with its reason."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from reporting.access import Overtaken, Refused
from reporting.commitments.actions import answer
from reporting.commitments.queries.register import one_commitment
from reporting.editions.evaluations.actions import keeping, publishing, recommending, writing
from reporting.editions.evaluations.actions.keeping import RatingText
from reporting.editions.evaluations.actions.recommending import RecommendationText
from reporting.editions.evaluations.queries.checklist import Checklist
from reporting.editions.evaluations.queries.contents import EvaluationContents, fingerprint
from reporting.editions.evaluations.queries.evaluations import evaluations as all_evaluations
from reporting.editions.evaluations.rules.template import TemplateError, template_of
from reporting.editions.writing.actions.versions import Conflict
from reporting.models import AuditEvent, Commitment, Edition, EvaluationRating
from strategies.models import Plan
from tests import evaluations
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
    secretariat,
    unit,
)

pytestmark = pytest.mark.usefixtures("year_2020")


@pytest.fixture
def evaluation():
    return evaluations.begun()


def contents(edition, language="en"):
    with secretariat():
        return EvaluationContents(evaluations.again(edition), language)


def test_one_of_a_kind_is_in_work_at_a_time_and_no_report_of_a_period_is_touched(evaluation):
    with pytest.raises(Overtaken):
        evaluations.begun()
    evaluations.begun(kind="final")
    with secretariat():
        assert not Edition.objects.filter(pk=evaluation.pk).exists()
        assert Edition.everything.get(pk=evaluation.pk).evaluation.years == list(range(2019, 2024))
        assert AuditEvent.objects.filter(action="evaluation.begin").count() == 2


def test_the_years_are_those_of_the_plan(year_2020):
    for years in ((2018, 2021), (2022, 2021), (2019, 2024)):
        with pytest.raises(Refused):
            evaluations.begun(years=years)


def test_an_officer_begins_and_rates_nothing(evaluation):
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused):
        keeping.begin(
            by=officer, kind="final", plan=Plan.objects.get(first_year=2019), first_year=2019,
            last_year=2023, year=2021,
        )  # fmt: skip


def test_a_rating_without_a_reason_is_refused_by_the_action_and_by_the_database(evaluation):
    evaluator = evaluations.named(evaluation)
    with pytest.raises(Refused, match="without a reason"):
        evaluations.rated(evaluation, evaluator, "impact", 3, reason="  ")
    with acting(REVIEWER) as reviewer, pytest.raises(IntegrityError), transaction.atomic():
        EvaluationRating.objects.create(
            edition=evaluation, evaluator=evaluator, criterion="impact", step=3, reason="",
            language="en", day=date(2021, 6, 1), by=reviewer.user,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "step", "words"),
    [
        (date(2020, 12, 31), 3, "had not begun yet"),
        (date(2022, 1, 1), 3, "had ended"),
        (date(2021, 6, 1), 9, "Choose one of the ratings"),
    ],
)
def test_a_rating_is_given_in_the_term_and_on_the_scale(evaluation, day, step, words):
    evaluator = evaluations.named(evaluation)
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match=words):
        text = RatingText(evaluator.pk, step, "So it is.", day)
        keeping.rate(by=reviewer, edition=evaluation, criterion="impact", text=text)


def test_every_evaluators_newest_rating_stands_and_the_older_one_is_kept(evaluation):
    first, second = evaluations.named(evaluation), evaluations.named(evaluation, "Keo Vanna")
    for evaluator, step in ((first, 1), (second, 4), (first, 2)):
        evaluations.rated(evaluation, evaluator, "impact", step)
    with secretariat():
        found = contents(evaluation).ratings("impact")
    assert [(row.evaluator.name_en, row.step) for row in found] == [
        ("Sok Chenda", 2),
        ("Keo Vanna", 4),
    ]
    with secretariat():
        assert EvaluationRating.objects.count() == 3
        assert [row.step for row in contents(evaluation).replaced("impact")] == [1]
        assert [row.by.username for row in found] == [REVIEWER, REVIEWER]
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match="rated already"):
        keeping.take_back_evaluator(by=reviewer, edition=evaluation, evaluator=first.pk)


def test_a_term_grows_and_no_rating_falls_out_of_it(evaluation):
    evaluator = evaluations.named(evaluation)
    evaluations.rated(evaluation, evaluator, "impact", 1)
    change = {"edition": evaluation, "evaluator": evaluator.pk}
    with acting(REVIEWER) as reviewer:
        keeping.change_term(by=reviewer, last_day=date(2022, 3, 31), **change)
        with pytest.raises(Refused, match="rated on a later day"):
            keeping.change_term(by=reviewer, last_day=date(2021, 5, 31), **change)
    with secretariat():
        evaluator.refresh_from_db()
    assert evaluator.last_day == date(2022, 3, 31)


def test_a_recommendation_is_said_in_both_languages_to_somebody_for_a_day_to_come(evaluation):
    wrong = [
        ("impact", "", "ខ្មែរ", ["MOSVY"], date(2027, 1, 1)),
        ("impact", "Do it.", "", ["MOSVY"], date(2027, 1, 1)),
        ("impact", "Do it.", "ខ្មែរ", [], date(2027, 1, 1)),
        ("impact", "Do it.", "ខ្មែរ", ["MOSVY"], date(2020, 1, 1)),
        ("nothing", "Do it.", "ខ្មែរ", ["MOSVY"], date(2027, 1, 1)),
    ]
    for criterion, english, khmer, codes, due in wrong:
        with acting(REVIEWER) as reviewer, pytest.raises(Refused):
            text = RecommendationText(criterion, english, khmer, [unit(one) for one in codes], due)
            recommending.recommend(by=reviewer, edition=evaluation, text=text)


def test_a_recommendation_becomes_a_commitment_and_its_answer_stands_beside_it(evaluation):
    """Once, with the next number of the register, kept by the Secretariat, answered by the units
    that are addressed and read by no other one."""
    recommended = evaluations.recommended(evaluation, "KH-08", "MOSVY")
    with acting(REVIEWER) as reviewer:
        [made] = recommending.commit(by=reviewer, edition=evaluation)
        with pytest.raises(Overtaken):
            recommending.commit(by=reviewer, edition=evaluation)
        with pytest.raises(Overtaken):
            recommending.take_back_recommendation(by=reviewer, edition=evaluation, position=1)
    assert (made.origin, made.origin_year, made.origin_mark) == (
        Commitment.Origin.EVALUATION, 2021, recommended.mark,
    )  # fmt: skip
    assert "Mid-term evaluation" in made.origin_name
    assert made.text_km == recommended.text_km
    with acting(TAKEO_OFFICER):
        assert not Commitment.objects.filter(pk=made.pk).exists()
    with acting(KANDAL_APPROVER) as approver:
        asked = one_commitment(made.number)
        answer(by=approver, commitment=asked, status="done", text="All visited.", evidence="")
    with secretariat():
        [line] = contents(evaluation).recommendations
    assert line.register.commitment.number == made.number
    assert (line.register.words, line.register.newest.answer.text) == ("Done", "All visited.")


def test_a_paragraph_that_somebody_else_changed_is_not_written_over(evaluation):
    evaluations.written(evaluation, "impact")
    with secretariat():
        passage = evaluation.passages.get()
    change = {"edition": evaluation, "passage": passage.pk, "kind": "paragraph"}
    with acting(REVIEWER) as reviewer:
        writing.rewrite(by=reviewer, seen=1, text="It is better.", **change)
    with acting(CONSOLIDATOR) as consolidator, pytest.raises(Conflict):
        writing.rewrite(by=consolidator, seen=1, text="It is worse.", **change)
    with secretariat():
        passage.refresh_from_db()
    assert (passage.text, passage.pair_state) == ("It is better.", "changed")


def test_a_counterpart_names_the_same_figures(evaluation):
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match="same figures"):
        writing.add(
            by=reviewer, edition=evaluation, part="impact", kind="paragraph",
            text="There were {{ offences.cases:2020 }} cases.", translation="មានករណីជាច្រើន។",
        )  # fmt: skip


def test_what_is_missing_is_said_until_nothing_is(evaluation):
    with secretariat():
        lines = Checklist(evaluation, contents(evaluation)).lines
    assert not any(line.is_done for line in lines)
    assert lines[0].words == "Enter who evaluates."
    complete = evaluations.complete(evaluation)
    with acting(REVIEWER) as reviewer:
        recommending.commit(by=reviewer, edition=complete)
    with secretariat():
        lines = Checklist(complete, contents(complete)).lines
    assert [line.words for line in lines if not line.is_done] == []


def test_it_is_signed_as_it_stands_and_published_once_the_years_are(published):
    edition = evaluations.complete(evaluations.begun())
    with acting(SECRETARY_GENERAL) as secretary_general, pytest.raises(Refused, match="not signed"):
        publishing.publish(by=secretary_general, edition=edition, reason="", language="en")
    evaluations.signed(edition)
    with acting(REVIEWER) as reviewer, pytest.raises(Overtaken):
        publishing.sign(by=reviewer, edition=edition, role="reviewer", seen=fingerprint(edition))
    evaluations.written(edition, "impact", "One more thing was found.")
    with acting(SECRETARY_GENERAL) as secretary_general, pytest.raises(Refused, match="not signed"):
        publishing.publish(by=secretary_general, edition=edition, reason="", language="en")
    edition = evaluations.published(evaluations.signed(edition))
    assert edition.is_published
    with secretariat():
        assert edition.manifest is not None
        assert edition.manifest["evaluation"] == edition.text_digest == fingerprint(edition)
    with pytest.raises(Overtaken):
        evaluations.named(edition, "Too Late")
    with acting(REVIEWER) as reviewer, pytest.raises(IntegrityError), transaction.atomic():
        edition.evaluators.update(function="Another one")
    with acting(REVIEWER) as reviewer:  # the register is no part of what is published
        assert recommending.commit(by=reviewer, edition=edition)


def test_a_year_whose_report_is_not_published_keeps_the_evaluation_from_being_so(edition):
    made = evaluations.signed(evaluations.complete(evaluations.begun()))
    with acting(SECRETARY_GENERAL) as secretary_general, pytest.raises(Refused) as refusal:
        publishing.publish(by=secretary_general, edition=made, reason="", language="en")
    assert "The annual report of 2020 is not published yet" in str(refusal.value)


def test_units_read_what_is_published_and_leads_nothing_before(published):
    made = evaluations.complete(evaluations.begun())
    with acting(KANDAL_OFFICER):
        assert not all_evaluations().exists()
        assert not EvaluationRating.objects.exists()
    with acting("wg-just.lead"):
        assert not EvaluationRating.objects.exists()
    evaluations.published(evaluations.signed(made))
    for person in (KANDAL_OFFICER, "wg-just.lead"):
        with acting(person):
            assert all_evaluations().count() == 1
            assert EvaluationRating.objects.count() == 6


def test_a_template_is_checked(evaluation):
    good = evaluation.evaluation.template
    assert len(template_of(good).criteria) == 6
    for wrong in (
        {**good, "steps": good["steps"] * 2},
        {name: row for name, row in good.items() if name != "closing"},
        {**good, "criteria": [{**good["criteria"][0], "evidence": [{"magic": True}]}]},
        {**good, "opening": {**good["opening"], "title": {"en": "Only one", "km": ""}}},
    ):
        with pytest.raises(TemplateError):
            template_of(wrong)
