"""In a year to practise on the mid-term evaluation of its plan is begun, by the steps that
everybody takes, and left to be gone on with."""

from datetime import date

from provinces.models import OrganisationUnit
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.editions.evaluations.actions import keeping, recommending, writing
from reporting.editions.evaluations.actions.evidence import draw
from reporting.editions.evaluations.actions.keeping import (
    EvaluatorText,
    RatingText,
)
from reporting.editions.evaluations.actions.recommending import RecommendationText
from reporting.models import Edition, Evaluator
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.rules.invented_evaluation import (
    EVALUATORS,
    OPENING,
    RATINGS,
    RECOMMENDATIONS,
)
from reporting.practice.rules.invented_meetings import both
from strategies.models import Plan

FIRST, LAST = (1, 4), (12, 31)  # month and day of the evaluators' terms


def begin_evaluation(*, people: PracticePeople, year: int, today: date) -> Edition | None:
    """By the reviewer; None where no plan holds in the year."""
    plan = Plan.objects.filter(first_year__lte=year, last_year__gte=year).first()
    if plan is None:
        return None
    with acting_as(
        role=DatabaseRole.SECRETARIAT,
        organisation_unit_id=people.secretariat.pk,
        user_id=people.reviewer.pk,
    ):
        by = Actor.at(people.reviewer, people.secretariat, [Role.REVIEWER])
        edition = keeping.begin(
            by=by, kind=Edition.Kind.MID_TERM, plan=plan, first_year=plan.first_year,
            last_year=plan.last_year, year=year,
        )  # fmt: skip
        draw(edition=edition, by=by.user)
        _write(by, edition, today)
    return edition


def _write(by: Actor, edition: Edition, today: date) -> None:
    english, khmer = both(OPENING)
    writing.add(
        by=by, edition=edition, part="opening", kind="paragraph", text=khmer, translation=english
    )
    evaluators = [_named(by, edition, place) for place in range(len(EVALUATORS))]
    day = min(today, date(edition.year, *LAST))  # the year's own day may be after its end
    for criterion, which, step, reason in RATINGS:
        english, khmer = both(reason)
        text = RatingText(evaluators[which].pk, step, khmer, day, english)
        keeping.rate(by=by, edition=edition, criterion=criterion, text=text)
    _recommend(by, edition)


def _named(by: Actor, edition: Edition, place: int) -> Evaluator:
    name, function, organisation, is_outside = EVALUATORS[place]
    english, khmer = both(name)
    first, last = date(edition.year, *FIRST), date(edition.year, *LAST)
    text = EvaluatorText(english, khmer, function, organisation, is_outside, first, last)
    return keeping.name_evaluator(by=by, edition=edition, text=text)


def _recommend(by: Actor, edition: Edition) -> None:
    """The first becomes a commitment, the second waits for the button."""
    last_day = date(edition.year + 1, *LAST)
    for place, (criterion, said, codes) in enumerate(RECOMMENDATIONS):
        english, khmer = both(said)
        units = {unit.code: unit for unit in OrganisationUnit.objects.filter(code__in=codes)}
        text = RecommendationText(
            criterion, english, khmer, [units[code] for code in codes], last_day
        )
        recommending.recommend(by=by, edition=edition, text=text)
        if place == 0:
            recommending.commit(by=by, edition=edition)
