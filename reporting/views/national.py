"""Where the national report of a period is read."""

from django.urls import NoReverseMatch, reverse

from reporting.kernel.periods import Period
from reporting.models import Edition
from reporting.queries.years import newest_run


def report_url(period: Period) -> str:
    """Its pages; "" where there are none that this person may read."""
    return reverse("reporting:annual_contents", args=[period]) if newest_run(period) else ""


def edition_url(edition: Edition) -> str:
    """ "" in a portal without the pages of editions."""
    period = Period.from_key(edition.period_key)
    try:
        return reverse("reporting:edition", args=[period.url, edition.number])
    except NoReverseMatch:
        return ""


def editions_url() -> str:
    """Where an edition is begun; "" in a portal without such a page."""
    try:
        return reverse("reporting:editions")
    except NoReverseMatch:
        return ""
