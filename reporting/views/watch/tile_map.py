"""The map of the 25 provinces with a measure of the year: a rate, or how a period stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.kernel.completeness import Rate
from reporting.kernel.periods import Period
from reporting.queries.watch.completeness import YearWatch
from reporting.queries.watch.words import letter, report_words
from reporting.views.tiles import GAP, SIZE

RATE, ON_TIME = "rate", "on_time"
BANDS = ((100, "band-4"), (75, "band-3"), (50, "band-2"), (1, "band-1"), (0, "band-0"))


@dataclass(frozen=True)
class Measured:
    """What a province's square says: `css` its look, `sign` the big letters, `words` in full."""

    css: str
    sign: str
    words: str
    url: str


@dataclass(frozen=True)
class Square:
    name: str
    lines: list[str]
    x: int
    y: int
    of: Measured

    @property
    def label(self) -> str:
        """Begins with what is seen on the square, so that it can be called by it."""
        shown = " ".join((self.of.sign, *self.lines))
        name = "" if shown.endswith(self.name) else f" – {self.name}"
        return f"{shown}{name}: {self.of.words}"


@dataclass(frozen=True)
class WatchMap:
    squares: list[Square]
    width: int
    height: int


def watch_map(watch: YearWatch, measure: str) -> WatchMap:
    units = watch.tiles
    top = min((unit.tile_row or 0 for unit in units), default=0)
    left = min((unit.tile_col or 0 for unit in units), default=0)
    found = _measured(watch, measure)
    squares = [
        Square(
            name=watch.names.get(unit.pk, unit.code),
            lines=(unit.short_name or unit.code).split(" ", 1),
            x=((unit.tile_col or 0) - left) * (SIZE + GAP) + 1,
            y=((unit.tile_row or 0) - top) * (SIZE + GAP) + 1,
            of=found[unit.pk],
        )
        for unit in units
    ]
    return WatchMap(
        squares,
        width=max((one.x for one in squares), default=0) + SIZE + 1,
        height=max((one.y for one in squares), default=0) + SIZE + 1,
    )


def _measured(watch: YearWatch, measure: str) -> dict[int, Measured]:
    if measure in (RATE, ON_TIME):
        rates = watch.by_unit
        return {
            unit.pk: _rate(unit, rates.get(unit.pk, Rate()), measure, watch.year)
            for unit in watch.tiles
        }
    return _standings(watch, Period.parse(measure))


def _rate(unit: OrganisationUnit, rate: Rate, measure: str, year: int) -> Measured:
    url = list_address(unit, year)
    percent = rate.percent if measure == RATE else rate.percent_on_time
    if percent is None:
        return Measured("nothing", "–", _("nothing was due"), url)
    css = next(band for least, band in BANDS if percent >= least)
    came = rate.received if measure == RATE else rate.on_time
    words = _("%(came)d of %(expected)d came") if measure == RATE else _(
        "%(came)d of %(expected)d came on time"
    )  # fmt: skip
    return Measured(
        css, f"{percent} %", words % {"came": came, "expected": rate.expected}, url
    )  # fmt: skip


def _standings(watch: YearWatch, period: Period) -> dict[int, Measured]:
    there = watch.standing_of(period)
    found = {}
    for unit in watch.tiles:
        one = there.get(unit.pk)
        url = list_address(unit, watch.year)
        if one is None:
            found[unit.pk] = Measured("nothing", "–", _("nothing is owed"), url)
            continue
        if one.reported is not None:
            where = {"unit": unit.code, "data_set": one.data_set.code, "period": period.url}
            url = reverse("reporting:report", kwargs=where)
        standing = one.placed.standing
        found[unit.pk] = Measured(standing.value, letter(standing), report_words(one), url)
    return found


def list_address(unit: OrganisationUnit, year: int) -> str:
    query = urlencode({"unit": unit.code, "year": str(year)})
    return f"{reverse('reporting:reports')}?{query}"
