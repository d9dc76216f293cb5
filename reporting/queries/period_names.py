"""Periods as a person says them."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from reporting.kernel.periods import Period, PeriodKind


def period_name(period: Period) -> str:
    """ "March 2020", "quarter 2 of 2020"."""
    words = {
        PeriodKind.MONTH: "%(month)s %(year)s",
        PeriodKind.QUARTER: _("quarter %(number)s of %(year)s"),
        PeriodKind.SEMESTER: _("semester %(number)s of %(year)s"),
        PeriodKind.TEN_MONTH: _("January to October %(year)s"),
        PeriodKind.YEAR: "%(year)s",
    }[period.kind]
    month = MONTHS[period.number] if period.kind is PeriodKind.MONTH else ""
    return words % {"month": month, "number": period.number, "year": period.year}
