"""Every edition, and the periods of which one can be begun."""

from dataclasses import dataclass

from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition


@dataclass(frozen=True)
class OfPeriod:
    """The editions of a period, newest first; `may_begin`: figures are there and none is in
    work."""

    period: Period
    editions: list[Edition]
    is_consolidated: bool

    @property
    def may_begin(self) -> bool:
        return self.is_consolidated and all(one.is_published for one in self.editions)


def by_period() -> list[OfPeriod]:
    """The newest year first, in it the longest period first; two queries."""
    found: dict[int, list[Edition]] = {}
    for edition in Edition.objects.select_related("begun_by", "published_by").order_by("-number"):
        found.setdefault(edition.period_key, []).append(edition)
    consolidated = set(
        Consolidation.objects.order_by().values_list("period_key", flat=True).distinct()
    )
    periods = [Period.from_key(key) for key in {*found, *consolidated}]
    periods.sort(key=lambda one: (-one.year, -len(one.months), [-month for _, month in one.months]))
    return [OfPeriod(one, found.get(one.key, []), one.key in consolidated) for one in periods]
