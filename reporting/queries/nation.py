"""The nation on one screen: who owes a report for a year and how far each is."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from provinces.models import Kind, OrganisationUnit
from provinces.queries import unit_names
from reporting.models import Revision
from strategies.models import DataSet
from strategies.models.labels import in_year

# From the least to the most advanced: a unit is as far as the last of its reports.
STATES = ("awaited", "returned", "draft", "prepared", "submitted", "accepted")


@dataclass(frozen=True)
class UnitState:
    unit: OrganisationUnit
    name: str
    state: str


@dataclass(frozen=True)
class KindRate:
    """How many units of a kind owe a report and how many are in which state."""

    title: str
    expected: int
    states: Counter[str]

    @property
    def accepted(self) -> int:
        return self.states["accepted"]

    @property
    def submitted(self) -> int:
        return self.states["submitted"]

    @property
    def percent(self) -> int:
        return round(100 * self.accepted / self.expected)

    @property
    def percent_submitted(self) -> int:
        return round(100 * self.submitted / self.expected)


class NationalState:
    """Four queries, however many units and reports."""

    def __init__(self, year: int, language: str) -> None:
        self.year = year
        self.language = language

    @cached_property
    def units(self) -> list[UnitState]:
        """Every unit that owes a report, in the order of protocol."""
        forms = list(DataSet.objects.filter(in_year(self.year), owed=True))
        rows = OrganisationUnit.objects.filter(
            kind__in={kind for one in forms for kind in one.kinds}
        )
        names = unit_names(self.year, self.language)
        return [
            UnitState(unit, names.get(unit.pk, unit.code), self._state(unit, owed))
            for unit in rows.order_by("position", "code")
            if (owed := [form for form in forms if form.is_filled_by(unit.code, unit.kind)])
        ]

    def _state(self, unit: OrganisationUnit, owed: list[DataSet]) -> str:
        """Of several forms the one that is least advanced; one form's months likewise."""
        found = [
            state for form in owed for state in self._reported.get((unit.pk, form.pk), ["awaited"])
        ]
        return min(found, key=STATES.index)

    @cached_property
    def _reported(self) -> dict[tuple[int, int], list[str]]:
        rows = (
            Revision.objects.filter(report__year=self.year)
            .order_by("report_id", "-number")
            .distinct("report_id")
            .values_list("report__organisation_unit_id", "report__data_set_id", "state")
        )
        found: dict[tuple[int, int], list[str]] = defaultdict(list)
        for unit, form, state in rows:
            found[unit, form].append(state)
        return found

    @cached_property
    def rates(self) -> list[KindRate]:
        by_kind: dict[str, Counter[str]] = defaultdict(Counter)
        for one in self.units:
            by_kind[one.unit.kind][one.state] += 1
        return [
            KindRate(str(Kind(kind).label), states.total(), states)
            for kind, states in by_kind.items()
        ]

    @cached_property
    def total(self) -> Counter[str]:
        return Counter(one.state for one in self.units)

    @cached_property
    def tiles(self) -> list[UnitState]:
        return [one for one in self.units if one.unit.tile_row is not None]

    @cached_property
    def awaited(self) -> list[UnitState]:
        """Whose report has not come in yet, those who were asked to mend it included."""
        return [
            one for one in self.units if one.state in ("awaited", "draft", "prepared", "returned")
        ]
