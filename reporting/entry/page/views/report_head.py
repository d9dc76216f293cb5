"""The head of a report's pages: unit, form, period, state and the reason for it, revision."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.queries import unit_name
from reporting.calendar.rules.deadlines import NOT_IN, ExplainedStatus, place
from reporting.entry.access import ReportAccess
from reporting.entry.page.queries.report_history import revisions_of, steps_of
from reporting.entry.page.views.report_access import report_address, state_words
from reporting.models import ReviewStep, Revision

Step = ReviewStep.Step


@dataclass(frozen=True)
class Head:
    unit: str
    access: ReportAccess
    url: str
    words: str
    placed: ExplainedStatus | None
    comments: list[ReviewStep]
    steps: list[ReviewStep]
    revisions: list[Revision]

    @property
    def receipt_url(self) -> str:
        """Of this revision."""
        return f"{self.url}receipt/?revision={self.access.revision.number}"

    @property
    def workbook_url(self) -> str:
        """The newest revision is meant where none is named."""
        revision = "" if self.is_newest else f"?revision={self.access.revision.number}"
        return f"{self.url}workbook/{revision}"

    @property
    def is_newest(self) -> bool:
        return self.revisions[0].pk == self.access.revision.pk

    @property
    def why(self) -> str:
        """What the calendar says of a report that has not come in."""
        if self.placed is None or self.placed.status not in NOT_IN:
            return ""
        return self.placed.why.words(_, date_format)


def head_of(found: ReportAccess) -> Head:
    steps = steps_of(found.report)
    own = [step for step in steps if step.revision_id == found.revision.pk]
    return Head(
        unit=unit_name(found.report.organisation_unit, found.report.year, get_language() or "en"),
        access=found,
        url=report_address(found.report),
        words=state_words(own[0] if own else None, below=found.is_below),
        placed=placed_of(found, steps),
        comments=_comments(steps),
        steps=steps,
        revisions=revisions_of(found.report),
    )


def placed_of(found: ReportAccess, steps: list[ReviewStep]) -> ExplainedStatus | None:
    """The status of the newest revision today; None where the year has no calendar."""
    report, calendar = found.report, found.calendar
    if calendar is None:
        return None
    when = calendar.dates(report.organisation_unit_id, report.data_set_id, report.period)
    if when is None:
        return None
    came_back = [step.step for step in steps if step.step in (Step.RETURNED, Step.REOPENED)]
    return place(
        found.revision.state,
        when,
        calendar.today,
        reopened=came_back[:1] == [Step.REOPENED],
        revision=found.revision.number,
        below=found.is_below,
    )


def _comments(steps: list[ReviewStep]) -> list[ReviewStep]:
    """What the Secretariat asked for last: it stays in sight until the report is signed again."""
    for step in steps:
        if step.step in (ReviewStep.Step.RETURNED, ReviewStep.Step.REOPENED):
            return [step] if step.comment else []
        if step.step in (ReviewStep.Step.SUBMITTED, ReviewStep.Step.ACCEPTED):
            return []
    return []
