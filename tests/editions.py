"""An edition of the tests: begun, signed and published by the right people of the cast."""

from collections.abc import Sequence

from reporting.actions.editions.begin import begin
from reporting.actions.editions.publication import publish
from reporting.actions.editions.signing import ask_for_signatures, sign
from reporting.kernel.periods import Period
from reporting.models import Edition
from tests.factories import CONSOLIDATOR, REVIEWER, SECRETARY_GENERAL, acting

REASON = "The report of 2020 is published as it was printed."


def begun(period: str = "2020") -> Edition:
    with acting(CONSOLIDATOR) as consolidator:
        return begin(by=consolidator, period=Period.parse(period))


def signed(edition: Edition) -> Edition:
    """By a reviewer and a consolidator, who gives the reason for what is open."""
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=edition)
        sign(by=reviewer, edition=edition, role="reviewer")
    with acting(CONSOLIDATOR) as consolidator:
        sign(by=consolidator, edition=edition, role="consolidator", words=REASON)
    return edition


def published(period: str = "2020", *, files: Sequence[str] = ()) -> Edition:
    """`files`: those that are rendered with it; by default none, which is quick."""
    return publish_it(signed(begun(period)), files=files)


def publish_it(edition: Edition, *, files: Sequence[str] = ()) -> Edition:
    with acting(SECRETARY_GENERAL) as secretary:
        return publish(by=secretary, edition=edition, files=files)
