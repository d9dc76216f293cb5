"""The head of a report's pages: unit, form, period, state with its reason, revision."""

from dataclasses import dataclass

from django.utils.translation import get_language

from provinces.queries import unit_name
from reporting.access import Door
from reporting.models import ReviewStep, Revision
from reporting.queries.report_pages import revisions_of, steps_of
from reporting.views.reports.doors import report_address, state_words


@dataclass(frozen=True)
class Head:
    unit: str
    door: Door
    url: str
    words: str
    comments: list[ReviewStep]
    steps: list[ReviewStep]
    revisions: list[Revision]

    @property
    def is_newest(self) -> bool:
        return self.revisions[0].pk == self.door.revision.pk


def head_of(found: Door) -> Head:
    steps = steps_of(found.report)
    own = [one for one in steps if one.revision_id == found.revision.pk]
    return Head(
        unit=unit_name(found.report.organisation_unit, found.report.year, get_language() or "en"),
        door=found,
        url=report_address(found.report),
        words=state_words(own[0] if own else None),
        comments=_comments(steps),
        steps=steps,
        revisions=revisions_of(found.report),
    )


def _comments(steps: list[ReviewStep]) -> list[ReviewStep]:
    """What the Secretariat asked for last: it stays in sight until the report is signed again."""
    for step in steps:
        if step.step in (ReviewStep.Step.RETURNED, ReviewStep.Step.REOPENED):
            return [step] if step.comment else []
        if step.step in (ReviewStep.Step.SUBMITTED, ReviewStep.Step.ACCEPTED):
            return []
    return []
