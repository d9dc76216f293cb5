"""An edition of the tests: begun, signed and published by the right people of the cast."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from reporting.access import Actor
from reporting.core.queries.editions import in_work, period_of
from reporting.editions.discrepancies.actions import explain, explain_each
from reporting.editions.discrepancies.queries.contradictions import open_sentences
from reporting.editions.discrepancies.queries.discrepancy_item import DiscrepancyItem
from reporting.editions.discrepancies.queries.discrepancy_list import DiscrepancyWorkspace
from reporting.editions.discrepancies.queries.workspaces import workspace_of
from reporting.editions.publishing.actions.publication import publish
from reporting.editions.publishing.actions.signing import ask_for_signatures, sign
from reporting.editions.publishing.rules.signatures import SigningRole, required
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.passages import add_passage
from reporting.editions.writing.actions.unit_texts import take_in_order
from reporting.editions.writing.queries.unit_texts import texts_of
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, Passage, Settlement
from tests.factories import CONSOLIDATOR, PERMANENT_VICE_CHAIR, REVIEWER, SECRETARY_GENERAL, acting

REASON = "The report of 2020 is published as it was printed."


def begun(period: str = "2020") -> Edition:
    """The one in work, which a consolidation opens; where only figures are there yet, it begins."""
    wanted = Period.parse(period)
    with acting(CONSOLIDATOR) as consolidator:
        return in_work(wanted.key) or begin(by=consolidator, period=wanted)


def texts_taken(edition: Edition) -> Edition:
    """Every accepted text of the units, word for word and in the report's order."""
    with acting(CONSOLIDATOR) as consolidator:
        texts: dict[str, list[int]] = defaultdict(list)
        for table in texts_of(edition, "en"):
            texts[table.table.section.code] += [one.entry.pk for one in table.unused]
        for section, entries in texts.items():
            if entries:
                take_in_order(by=consolidator, edition=edition, section=section, entries=entries)
    return edition


def explain_printed(*, by: Actor, period_key: int) -> int:
    """Every open one that is about the printed report, with a footnote that says what was found."""
    workspace = workspace_of(Period.from_key(period_key), "en")
    texts = {
        one.fingerprint: f"It stays as it was printed: {one.found.printed}."
        for one in workspace.items
        if one.is_printed
    }
    return explain_each(by=by, period_key=period_key, texts=texts)


def discrepancy_workspace(year: int = 2020) -> DiscrepancyWorkspace:
    return DiscrepancyWorkspace(
        Consolidation.objects.filter(period_key=year * 100).latest("pk"), "en"
    )


def one_of(kind: str, unit: str = "", year: int = 2020) -> Any:
    """The first discrepancy of a kind that names this unit (or none); a test knows what it has."""
    return next(
        item
        for item in discrepancy_workspace(year).items
        if item.found.kind == kind and item.found.unit == unit
    )


def explained(
    item: DiscrepancyItem,
    by: str = REVIEWER,
    text: str = "It was so.",
    key: int = 202000,
    **more: Any,
) -> Settlement:
    with acting(by) as person:
        return explain(
            by=person,
            period_key=key,
            fingerprint=item.fingerprint,
            seen=item.seen,
            text=text,
            **more,
        )


def sentences_explained(edition: Edition) -> Edition:
    """A consolidator says of each sentence that does not agree with itself why it stays."""
    with acting(CONSOLIDATOR) as consolidator:
        texts = {
            one.fingerprint: f"So the unit wrote it: {one.words}" for one in open_sentences(edition)
        }
        explain_each(by=consolidator, period_key=edition.period_key, texts=texts)
    return edition


def sentence(edition: Edition, section: str, text: str) -> Passage:
    """A bullet of a consolidator at the beginning of the section."""
    with acting(CONSOLIDATOR) as editor:
        return add_passage(
            by=editor, edition=edition, section=section, after=None, kind="bullet", text=text
        )


def signed(edition: Edition) -> Edition:
    """By a reviewer and a consolidator, who gives the reasons for what is open."""
    sentences_explained(edition)
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=edition)
        sign(by=reviewer, edition=edition, role="reviewer")
    with acting(CONSOLIDATOR) as consolidator:
        sign(by=consolidator, edition=edition, role="consolidator", words=REASON)
    return edition


def endorsed(edition: Edition, words: str = "", words_km: str = "") -> Edition:
    """By the Permanent Vice-Chair, where the report is one that she signs."""
    if SigningRole.PERMANENT_VICE_CHAIR in required(period_of(edition)):
        with acting(PERMANENT_VICE_CHAIR) as chair:
            sign(
                by=chair, edition=edition, role="permanent_vice_chair", words=words,
                words_km=words_km,
            )  # fmt: skip
    return edition


def published(period: str = "2020", *, files: Sequence[str] = ()) -> Edition:
    """`files`: those that are rendered with it; by default none, which is quick."""
    return publish_it(endorsed(signed(begun(period))), files=files)


def publish_it(edition: Edition, *, files: Sequence[str] = ()) -> Edition:
    with acting(SECRETARY_GENERAL) as secretary:
        return publish(by=secretary, edition=edition, files=files)
