"""What is said beside a number of the year before, of units that were made from others."""

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from provinces.successions import YearBefore
from reporting.core.queries.period_words import joined


def succession_words(group: YearBefore, language: str) -> str:
    """In which year which units became which, and what is compared for that; one query."""
    now = _names(group.now, group.year, language)
    before = _names(group.before, group.year - 1, language)
    names = {"now": joined(now), "before": joined(before), "year": group.year}
    names["last"] = group.year - 1
    if not group.is_one:
        words = _(
            "%(now)s report since %(year)d what %(before)s did: nobody knows whose share of "
            "%(last)d is whose, so only all of them together are compared."
        )
    elif len(before) == 1:
        words = _(
            "%(now)s reports since %(year)d what %(before)s did: %(last)d is the year of that unit."
        )
    else:
        words = _(
            "%(now)s reports since %(year)d what %(before)s did: %(last)d is the sum of theirs."
        )
    return words % names


def _names(units: tuple[OrganisationUnit, ...], year: int, language: str) -> list[str]:
    names = unit_names(year, language, units)
    return [names.get(unit.pk, unit.code) for unit in units]
