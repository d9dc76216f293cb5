"""What a national report is called, by the period that it tells of."""

from django.utils.translation import gettext as _

from reporting.kernel.periods import Period, PeriodKind
from reporting.queries.period_words import months_of, period_words


def report_title(period: Period) -> str:
    """Annual Report 2020; Report on the first quarter of 2021; on January to October 2021."""
    year = {"year": period.year}
    match period.kind:
        case PeriodKind.YEAR:
            return _("Annual Report %(year)s") % year
        case PeriodKind.QUARTER:
            return (
                _("Report on the first quarter of %(year)s"),
                _("Report on the second quarter of %(year)s"),
                _("Report on the third quarter of %(year)s"),
                _("Report on the fourth quarter of %(year)s"),
            )[period.number - 1] % year
        case PeriodKind.SEMESTER:
            return (
                _("Report on the first semester of %(year)s"),
                _("Report on the second semester of %(year)s"),
            )[period.number - 1] % year
        case _other:
            return _("Report on %(period)s") % {"period": period_words(period)}


def report_subtitle(period: Period) -> str:
    """Of a part of a year the subtitle says from which month to which it goes."""
    said = _("Results of the fight against trafficking in persons")
    if period.is_year or period.kind is PeriodKind.TEN_MONTH:
        return said
    return f"{said}, {months_of(period)} {period.year}"
