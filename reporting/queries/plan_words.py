"""Activities of the plan in words: title, status, months, what is counted, what is planned."""

from collections.abc import Iterable

from django.utils.dates import MONTHS_AP
from django.utils.translation import gettext as _

from reporting.models import ActivityProgress, PlannedActivity
from strategies.models import Activity
from strategies.models.cells import UnitOfCount


def activity_title(activity: Activity, language: str) -> str:
    """In the reader's language, else in the one that there is; "" where it is not known yet."""
    if language.startswith("km") and activity.title_km:
        return activity.title_km
    return activity.title_en or activity.title_km


def status_words(status: str) -> str:
    return str(ActivityProgress.Status(status).label) if status else ""


def months_words(months: Iterable[int]) -> str:
    chosen = sorted({month for month in months if month in MONTHS_AP})
    if len(chosen) == len(MONTHS_AP):
        return _("the whole year")
    return ", ".join(str(MONTHS_AP[month]) for month in chosen)


def count_words(unit_of_count: str) -> str:
    """“times” for `event`; what an action plan wrote itself stays as it is."""
    if unit_of_count in UnitOfCount.values:
        return str(UnitOfCount(unit_of_count).label)
    return unit_of_count


def planned_words(planned: PlannedActivity | None) -> str:
    """What the unit has planned of it, apart from the number."""
    if planned is None:
        return _("not planned")
    if planned.target is None:
        return _("planned, without a number")
    return count_words(planned.unit_of_count)
