"""What a page says of a year to practise on: of the year that it shows, or that there is one."""

from collections.abc import Collection, Iterator
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.utils.translation import gettext as _

from reporting.kernel.periods import Period

# Where a page's year may stand: in its address, in its query, in what it was given to show.
ADDRESSED = ("year", "period", "figure")
SHOWN = ("year", "calendar_year", "report", "consolidation", "document", "job", "run")


def practice_words(context: Context, practice: Collection[int]) -> str:
    """Empty where the page shows other years only, or no year is there to practise on."""
    if not practice:
        return ""
    shown = set(_years(context))
    if shown and not shown & set(practice):
        return ""
    if shown:
        return _("%(year)d is a year to practise on: its figures are invented.") % {
            "year": min(shown & set(practice))
        }
    years = ", ".join(map(str, sorted(practice)))
    return _("What stands here of %(years)s is practice: its figures are invented.") % {
        "years": years
    }


def _years(context: Context) -> Iterator[int]:
    request: HttpRequest = context["request"]
    match = request.resolver_match
    found: list[Any] = [match.kwargs.get(name) for name in ADDRESSED] if match else []
    found += [request.GET.get(name) for name in ADDRESSED]
    found += [context.get(name) for name in SHOWN]
    for one in found:
        year = _year(getattr(one, "year", one))
        if year:
            yield year


def _year(said: Any) -> int | None:
    """Of a year, a period as it stands in addresses, or a figure (`cell@unit:period`)."""
    try:
        return Period.parse(str(said).rpartition(":")[2]).year
    except ValueError:
        return None
