"""The map of the 25 provinces with a measure of the year: a rate, or how a period stands."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.kernel.completeness import Rate
from reporting.kernel.periods import Period
from reporting.queries.watch.completeness import YearWatch
from reporting.queries.watch.words import letter, report_words
from reporting.views.tiles import Look, TileMap, tile_map

RATE, ON_TIME = "rate", "on_time"
BANDS = ((100, "band-4"), (75, "band-3"), (50, "band-2"), (1, "band-1"), (0, "band-0"))


def watch_map(watch: YearWatch, measure: str) -> TileMap:
    found = _looks(watch, measure)
    return tile_map(
        (unit, watch.names.get(unit.pk, unit.code), found[unit.pk]) for unit in watch.tiles
    )


def _looks(watch: YearWatch, measure: str) -> dict[int, Look]:
    if measure in (RATE, ON_TIME):
        rates = watch.by_unit
        return {
            unit.pk: _rate(unit, rates.get(unit.pk, Rate()), measure, watch.year)
            for unit in watch.tiles
        }
    return _standings(watch, Period.parse(measure))


def _rate(unit: OrganisationUnit, rate: Rate, measure: str, year: int) -> Look:
    url = list_address(unit, year)
    percent = rate.percent if measure == RATE else rate.percent_on_time
    if percent is None:
        return Look("nothing", "–", _("nothing was due"), url)
    css = next(band for least, band in BANDS if percent >= least)
    came = rate.received if measure == RATE else rate.on_time
    words = _("%(came)d of %(expected)d came") if measure == RATE else _(
        "%(came)d of %(expected)d came on time"
    )  # fmt: skip
    return Look(
        css, f"{percent} %", words % {"came": came, "expected": rate.expected}, url
    )  # fmt: skip


def _standings(watch: YearWatch, period: Period) -> dict[int, Look]:
    there = watch.standing_of(period)
    found = {}
    for unit in watch.tiles:
        one = there.get(unit.pk)
        url = list_address(unit, watch.year)
        if one is None:
            found[unit.pk] = Look("nothing", "–", _("nothing is owed"), url)
            continue
        if one.reported is not None:
            where = {"unit": unit.code, "data_set": one.data_set.code, "period": period.url}
            url = reverse("reporting:report", kwargs=where)
        standing = one.placed.standing
        found[unit.pk] = Look(standing.value, letter(standing), report_words(one), url)
    return found


def list_address(unit: OrganisationUnit, year: int) -> str:
    query = urlencode({"unit": unit.code, "year": str(year)})
    return f"{reverse('reporting:reports')}?{query}"
