"""A row of an action plan in words, for the unit's page and for whoever reads the plan."""

from dataclasses import dataclass

from django.utils.translation import get_language

from reporting.entry.page.queries.activities import activity_title, months_words
from reporting.entry.page.views.open_rows import unit_words
from reporting.models import PlannedActivity
from strategies.models import Activity


@dataclass(frozen=True)
class PlannedPresenter:
    activity: Activity
    title: str
    row: PlannedActivity
    unit: str
    months: str


def planned_presenter(planned: PlannedActivity) -> PlannedPresenter:
    return PlannedPresenter(
        activity=planned.activity,
        title=activity_title(planned.activity, get_language() or "en"),
        row=planned,
        unit=unit_words(planned.unit_of_count),
        months=months_words(planned.months),
    )
