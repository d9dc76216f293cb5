"""An edition of the tests: begun, signed and published by the right people of the cast."""

from collections.abc import Sequence

from reporting.access import Actor
from reporting.actions.editions.begin import begin
from reporting.actions.editions.publication import publish
from reporting.actions.editions.settling import explain_each
from reporting.actions.editions.signing import ask_for_signatures, sign
from reporting.kernel.periods import Period
from reporting.models import Edition
from reporting.queries.editions.contradictions import open_sentences
from reporting.queries.editions.desks import desk_of
from tests.factories import CONSOLIDATOR, REVIEWER, SECRETARY_GENERAL, acting

REASON = "The report of 2020 is published as it was printed."


def begun(period: str = "2020") -> Edition:
    with acting(CONSOLIDATOR) as consolidator:
        return begin(by=consolidator, period=Period.parse(period))


def explain_printed(*, by: Actor, period_key: int) -> int:
    """Every open one that is about the printed report, with a footnote that says what was found."""
    desk = desk_of(Period.from_key(period_key), "en")
    texts = {
        one.fingerprint: f"It stays as it was printed: {one.found.printed}."
        for one in desk.items
        if one.is_printed
    }
    return explain_each(by=by, period_key=period_key, texts=texts)


def sentences_explained(edition: Edition) -> Edition:
    """A consolidator says of each sentence that does not agree with itself why it stays."""
    with acting(CONSOLIDATOR) as consolidator:
        texts = {
            one.fingerprint: f"So the unit wrote it: {one.words}" for one in open_sentences(edition)
        }
        explain_each(by=consolidator, period_key=edition.period_key, texts=texts)
    return edition


def signed(edition: Edition) -> Edition:
    """By a reviewer and a consolidator, who gives the reasons for what is open."""
    sentences_explained(edition)
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
