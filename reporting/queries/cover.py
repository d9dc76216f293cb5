"""Which accepted revisions stand for a year: the cover of each unit and data set; one query."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from provinces.queries import places_above
from reporting.kernel.cover import Month, cover
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Revision
from reporting.queries.practice_years import may_compare
from strategies.models import CatalogueLoad


@dataclass(frozen=True)
class Chosen:
    """A revision and the months of the year that it stands for."""

    revision_id: int
    organisation_unit_id: int
    period_key: int
    months: int
    year: int

    @property
    def last_month(self) -> int:
        """1 to 12. Keys of periods do not sort by time: semesters come after the quarters."""
        return Period.from_key(self.period_key).months[-1][1]


def chosen_revisions(year: int) -> list[Chosen]:
    """The newest accepted revision of each report, then the cover; in a stable order."""
    rows = (
        Revision.objects.filter(state=Revision.State.ACCEPTED, report__year=year)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list(
            "pk", "report__organisation_unit_id", "report__data_set_id", "report__period_key"
        )
    )
    forms: dict[tuple[int, int], dict[Period, int]] = defaultdict(dict)
    for pk, unit, data_set, key in rows:
        forms[unit, data_set][Period.from_key(key)] = pk
    return [
        Chosen(accepted[period], unit, period.key, len(period.months), year)
        for (unit, _), accepted in sorted(forms.items())
        for period in cover(year, accepted).chosen
    ]


def up_the_tree(chosen: Sequence[Chosen]) -> list[Chosen]:
    """What districts and communes reported, once more for the district and the province above:
    only as far as no chosen report of that one covers the month, or the place would count twice.
    Such a line stands for 0 months of its own. One query."""
    above = places_above({one.organisation_unit_id for one in chosen})
    covered: dict[int, set[Month]] = defaultdict(set)
    for one in chosen if above else ():
        covered[one.organisation_unit_id].update(Period.from_key(one.period_key).months)
    found = []
    for one in chosen:
        months = Period.from_key(one.period_key).months
        for unit in above.get(one.organisation_unit_id, ()):
            if not covered[unit].isdisjoint(months):
                break  # its own report speaks for the place
            found.append(replace(one, organisation_unit_id=unit, months=0))
    return found


def revisions_before(year: int) -> list[Chosen]:
    """Those of the year before, to compare with; what is practised never stands beside what is
    real."""
    return chosen_revisions(year - 1) if may_compare(year, year - 1) else []


def current_consolidation(year: int) -> Consolidation | None:
    """The newest one, if it was made from what is accepted now and from today's catalogue."""
    newest = Consolidation.objects.filter(year=year).order_by("-pk").first()
    if newest is None:
        return None
    if CatalogueLoad.objects.filter(loaded_at__gt=newest.created_at).exists():
        return None
    now = {one.revision_id for one in (*chosen_revisions(year), *revisions_before(year))}
    used = set(newest.chosen.values_list("revision_id", flat=True))
    return newest if now == used else None
