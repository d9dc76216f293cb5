"""Periods as a person says them."""

from collections.abc import Iterable

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from reporting.kernel.periods import Period, PeriodKind


def period_words(period: Period) -> str:
    """ "March 2020"."""
    words = {
        PeriodKind.MONTH: "%(month)s %(year)s",
        PeriodKind.QUARTER: _("quarter %(number)s of %(year)s"),
        PeriodKind.SEMESTER: _("semester %(number)s of %(year)s"),
        PeriodKind.TEN_MONTH: _("January to October %(year)s"),
        PeriodKind.YEAR: "%(year)s",
    }[period.kind]
    month = MONTHS[period.number] if period.kind is PeriodKind.MONTH else ""
    return words % {"month": month, "number": period.number, "year": period.year}


def short_words(period: Period) -> str:
    """Within a year that is said already: "March", "Quarter 1"."""
    match period.kind:
        case PeriodKind.MONTH:
            return str(MONTHS[period.number])
        case PeriodKind.QUARTER:
            return _("Quarter %(number)d") % {"number": period.number}
        case PeriodKind.SEMESTER:
            return _("Semester %(number)d") % {"number": period.number}
        case PeriodKind.TEN_MONTH:
            return _("January to October")
        case PeriodKind.YEAR:
            return _("The whole year")


def listed(periods: Iterable[Period]) -> str:
    return ", ".join(short_words(one) for one in periods)
