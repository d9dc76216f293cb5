"""An evaluation of the tests: begun, written, rated and published by the right people."""

from datetime import date

from reporting.editions.evaluations.actions import keeping, publishing, recommending, writing
from reporting.editions.evaluations.actions.evidence import draw
from reporting.editions.evaluations.actions.keeping import (
    EvaluatorText,
    RatingText,
)
from reporting.editions.evaluations.actions.recommending import RecommendationText
from reporting.editions.evaluations.queries.contents import fingerprint
from reporting.editions.evaluations.queries.evaluations import evaluations, template_in
from reporting.models import Edition, EvaluationRecommendation, Evaluator
from strategies.models import Plan
from tests.factories import CONSOLIDATOR, REVIEWER, SECRETARY_GENERAL, acting, secretariat, unit

FIRST, LAST = date(2021, 1, 4), date(2021, 12, 31)
REASON = "The numbers of victims say so."
KHMER = "ចំនួនជនរងគ្រោះបញ្ជាក់ដូច្នេះ។"


def begun(
    *, kind: str = "mid_term", years: tuple[int, int] = (2019, 2023), year: int = 2021
) -> Edition:
    with acting(CONSOLIDATOR) as consolidator:
        plan = Plan.objects.get(first_year=2019)
        made = keeping.begin(
            by=consolidator,
            kind=kind,
            plan=plan,
            first_year=years[0],
            last_year=years[1],
            year=year,
        )
    return again(made)


def again(edition: Edition) -> Edition:
    with secretariat():
        return evaluations().get(pk=edition.pk)


def drawn(edition: Edition) -> Edition:
    with acting(CONSOLIDATOR) as consolidator:
        draw(edition=edition, by=consolidator.user)
    return again(edition)


def named(edition: Edition, name: str = "Sok Chenda", *, outside: bool = False) -> Evaluator:
    with acting(REVIEWER) as reviewer:
        return keeping.name_evaluator(
            by=reviewer,
            edition=edition,
            text=EvaluatorText(name, "", "Researcher", "A university", outside, FIRST, LAST),
        )


def rated(
    edition: Edition, evaluator: Evaluator, criterion: str, step: int, reason: str = REASON
) -> None:
    with acting(REVIEWER) as reviewer:
        keeping.rate(
            by=reviewer,
            edition=edition,
            criterion=criterion,
            text=RatingText(evaluator.pk, step, reason, date(2021, 6, 1), KHMER),
        )


def written(edition: Edition, part: str, text: str = "It was looked at.") -> None:
    with acting(REVIEWER) as reviewer:
        writing.add(
            by=reviewer, edition=edition, part=part, kind="paragraph", text=text,
            translation="បានពិនិត្យរួចហើយ។",
        )  # fmt: skip


def recommended(
    edition: Edition, *codes: str, text: str = "Visit every shelter."
) -> EvaluationRecommendation:
    with acting(REVIEWER) as reviewer:
        return recommending.recommend(
            by=reviewer,
            edition=edition,
            text=RecommendationText(
                "impact", text, "ចុះពិនិត្យទីជម្រកទាំងអស់។",
                [unit(code) for code in codes or ("MOSVY", "KH-08")], date(2027, 6, 30),
            ),
        )  # fmt: skip


def complete(edition: Edition) -> Edition:
    """Everything that is asked for, but signatures."""
    drawn(edition)
    evaluator = named(edition)
    with secretariat():
        template = template_in(again(edition))
    for part in template.parts:
        written(edition, part.code)
    for criterion in template.criteria:
        rated(edition, evaluator, criterion.code, 3)
    recommended(edition)
    return again(edition)


def signed(edition: Edition) -> Edition:
    for person, role in ((REVIEWER, "reviewer"), (CONSOLIDATOR, "consolidator")):
        with acting(person) as signer:
            publishing.sign(by=signer, edition=edition, role=role, seen=fingerprint(edition))
    return again(edition)


def published(edition: Edition) -> Edition:
    with acting(SECRETARY_GENERAL) as secretary_general:
        publishing.publish(by=secretary_general, edition=edition, reason="", language="en")
    return again(edition)
