"""A period as a person says it, and what a report of that period is called. Khmer says them in
its own order: those words are made by `reporting/kernel/khmer_words.py`."""

from collections.abc import Callable, Iterable

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from reporting.kernel import khmer_words
from reporting.kernel.periods import Period, PeriodKind


def is_khmer() -> bool:
    """Whether the language of the moment is Khmer."""
    return (get_language() or "").startswith("km")


def joined(items: Iterable[str]) -> str:
    """Several things one after the other: “a, b, c”; «ក ខ និង គ»."""
    said = [str(item) for item in items]
    return khmer_words.joined(said) if is_khmer() else ", ".join(said)


def month_name(number: int) -> str:
    """March; មីនា."""
    return khmer_words.MONTHS[number - 1] if is_khmer() else str(MONTHS[number])


def short_month(number: int) -> str:
    """In a column: Mar. Khmer does not shorten the names of its months."""
    return khmer_words.MONTHS[number - 1] if is_khmer() else str(MONTHS_3[number]).title()


def period_words(period: Period) -> str:
    """March 2020; quarter 1 of 2020."""
    if is_khmer():
        return khmer_words.period_words(period)
    if period.kind is PeriodKind.MONTH:
        return f"{MONTHS[period.number]} {period.year}"
    words = {
        PeriodKind.QUARTER: _("quarter %(number)s of %(year)s"),
        PeriodKind.SEMESTER: _("semester %(number)s of %(year)s"),
        PeriodKind.TEN_MONTH: _("January to October %(year)s"),
        PeriodKind.YEAR: "%(year)s",
    }[period.kind]
    return words % {"number": period.number, "year": period.year}


def period_words_in(language: str) -> Callable[[Period], str]:
    """The same in that language, whatever that of the moment is; "" is that of the moment."""

    def words(period: Period) -> str:
        with override(language or get_language() or "en"):
            return period_words(period)

    return words


def short_period(period: Period) -> str:
    """In a column of its year: Mar; Q1; S1; Jan–Oct; Year."""
    number = {"number": period.number}
    match period.kind:
        case PeriodKind.MONTH:
            return short_month(period.number)
        case PeriodKind.QUARTER:
            return pgettext("short for a quarter", "Q%(number)d") % number
        case PeriodKind.SEMESTER:
            return pgettext("short for a semester", "S%(number)d") % number
        case PeriodKind.TEN_MONTH:
            return pgettext("short for January to October", "Jan–Oct")
        case PeriodKind.YEAR:
            return pgettext("short for the whole year", "Year")


def period_label(period: Period) -> str:
    """Short, where periods of several years stand together: Mar 2020; Q1 2020; 2020."""
    return str(period.year) if period.is_year else f"{short_period(period)} {period.year}"


def months_of(period: Period) -> str:
    """January to March; January."""
    ends = (period.months[0], period.months[-1])
    if is_khmer():
        first, last = (khmer_words.month_words(month) for _year, month in ends)
        return first if first == last else f"{first} ដល់{last}"
    first, last = (str(MONTHS[month]) for _year, month in ends)
    if first == last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def short_words(period: Period) -> str:
    """Within a year that is said already: "March", "Quarter 1"."""
    if is_khmer():
        return khmer_words.within_year(period)
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
    return joined(short_words(period) for period in periods)


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
    if is_khmer():
        return f"{said} {months_of(period)} ឆ្នាំ{period.year}"
    return f"{said}, {months_of(period)} {period.year}"
