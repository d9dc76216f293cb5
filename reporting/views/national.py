"""Where the national report of a period is read."""

from django.urls import NoReverseMatch, reverse

from reporting.kernel.periods import Period
from reporting.models import Edition
from reporting.queries.editions.found import in_work, newest_published
from reporting.queries.years import edition_or_none


def report_url(period: Period) -> str:
    """Of a year its pages; of a part of one the edition that is written, else the one that was
    published. "" where there is none that this person may read."""
    if period.is_year:
        there = edition_or_none(period.year)
        return reverse("reporting:annual_contents", args=[period.year]) if there else ""
    found = in_work(period.key) or newest_published(period.key)
    return edition_url(found) if found else ""


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
