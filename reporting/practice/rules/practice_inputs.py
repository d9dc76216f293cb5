"""All that the plan of a practice year is made from, as one value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from reporting.checks.rules.own_past import UsualNumbers, past_of, usual_numbers
from reporting.kernel.periods import Period
from reporting.kernel.table_values import Values
from reporting.kernel.tables import CellKey, TableSpec
from reporting.practice.rules.invented_content import InventedContent
from reporting.practice.rules.rounds import Clock, Slot
from reporting.practice.rules.sizes import LastYearFigures

FormKey = tuple[str, str]  # unit, form
Specs = Mapping[str, TableSpec]


@dataclass(frozen=True)
class PracticeReporter:
    """`province`: of a district or commune; it has this `share` of the province's figures."""

    code: str
    names: tuple[str, str]  # in English and Khmer
    kind: str
    province: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class BesideRecord:
    """Of one table: the forms that make the national figures, those that are a part of them, and
    those that say the same."""

    record: tuple[FormKey, ...] = ()
    parts: tuple[FormKey, ...] = ()
    wholes: tuple[FormKey, ...] = ()


@dataclass(frozen=True)
class PracticeInputs:
    """`until`: the last month that is over, 1 to 12. `before`: what was accepted in the three
    years before. `activities`: a unit's plan, code -> times a year. `say`: a period in the
    words of a language. `beside`: by table. `promises`: numbers of the commitments that a unit
    answers for. `agreeing`: pairs of expressions that the catalogue declares to be one number.
    `every_cell`: districts and communes fill each cell of their tables."""

    year: int
    until: int
    today: date
    seed: int
    slots: Sequence[Slot]
    reporters: Mapping[str, PracticeReporter]
    specs: Mapping[FormKey, Specs]
    base: LastYearFigures
    enterable: Callable[[str, CellKey], bool]
    local: Callable[[datetime], datetime]
    say: Callable[[str], Callable[[Period], str]]
    before: Mapping[tuple[str, str, int], Mapping[str, Values]] = field(default_factory=dict)
    activities: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    beside: Mapping[str, BesideRecord] = field(default_factory=dict)
    promises: Mapping[str, Sequence[int]] = field(default_factory=dict)
    agreeing: Sequence[tuple[str, str]] = ()
    every_cell: bool = False

    @property
    def clock(self) -> Clock:
        return Clock(self.today, self.local)

    @property
    def months(self) -> range:
        """The one that has just begun is in work too."""
        return range(1, min(self.until + 1, 12) + 1)

    def usual_of(self, slot: Slot, accepted: Mapping[Period, InventedContent]) -> UsualNumbers:
        """What the unit's own accepted reports let expect, as its form asks it."""
        form = slot.unit, slot.data_set
        past = dict(self.reports_before.get(form, {}))
        past |= {period: content.values for period, content in accepted.items()}
        return usual_numbers(self.specs[form], past_of(past, slot.period), slot.period)

    @cached_property
    def reports_before(self) -> Mapping[FormKey, Mapping[Period, Mapping[str, Values]]]:
        found: dict[FormKey, dict[Period, Mapping[str, Values]]] = {}
        for (unit, form, key), values in self.before.items():
            found.setdefault((unit, form), {})[Period.from_key(key)] = values
        return found

    def peers(self, unit: str) -> frozenset[str]:
        kind = self.reporters[unit].kind
        return frozenset(code for code, reporter in self.reporters.items() if reporter.kind == kind)
