"""Two states of a national report beside each other: which figures differ, and which reports they
were made from then and now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reporting.document.charts.comparison_spec import difference
from reporting.kernel.expressions import Reference
from reporting.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class FigureState:
    """A figure as it was: its value, from how many reports, of which revisions (of a unit)."""

    value: Decimal
    received: int = 0
    expected: int = 0
    revisions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """`unit` or `kind` is set, or neither: the nation. None: there was (or is) no such figure.
    `is_computed`: it is not stored but computed from others by an expression."""

    cell: str
    unit: str
    kind: str
    period_key: int
    before: FigureState | None
    after: FigureState | None
    is_computed: bool = False

    @property
    def is_national(self) -> bool:
        return not (self.unit or self.kind)

    @property
    def address(self) -> str:
        scope = tuple(filter(None, (self.unit or self.kind,)))
        return str(Reference(self.cell, scope=scope, period=Period.from_key(self.period_key).code))

    @property
    def difference(self) -> Decimal | None:
        if self.before is None or self.after is None:
            return None
        return self.after.value - self.before.value

    @property
    def percent(self) -> Decimal | None:
        """Of what it was, to a tenth; None where there was nothing."""
        if self.before is None or self.after is None:
            return None
        return difference(self.before.value, self.after.value).percent

    @property
    def gone(self) -> frozenset[int]:
        """The revisions that stood behind it and do not any more."""
        return self._revisions(self.before) - self._revisions(self.after)

    @property
    def come(self) -> frozenset[int]:
        return self._revisions(self.after) - self._revisions(self.before)

    @staticmethod
    def _revisions(state: FigureState | None) -> frozenset[int]:
        return frozenset(state.revisions) if state else frozenset()


@dataclass(frozen=True, slots=True)
class FigureChangeLine:
    """A change that is shown, and the changes of single units that it comes from."""

    change: FigureChange
    units: tuple[FigureChange, ...] = ()


def lines(changes: Iterable[FigureChange]) -> Iterator[FigureChangeLine]:
    """A national figure with the units behind it; then what changed in units alone, where one
    rose as another fell. Kinds of unit show in their units."""
    national: dict[tuple[str, int], FigureChange] = {}
    units: dict[tuple[str, int], list[FigureChange]] = defaultdict(list)
    for changed in changes:
        place = (changed.cell, changed.period_key)
        if changed.is_national:
            national[place] = changed
        elif changed.unit:
            units[place].append(changed)
    for place, change in national.items():
        yield FigureChangeLine(change, tuple(units.get(place, ())))
    for place, found in units.items():
        if place not in national:
            yield from (FigureChangeLine(change, (change,)) for change in found)


@dataclass(frozen=True, slots=True)
class ReportRevision:
    """A revision by its report: `of` is the same of all revisions of one report."""

    of: int
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """What changed behind a figure: a report came, went, or another revision of it counts."""

    name: str
    before: int | None
    after: int | None


def behind(
    changes: Iterable[FigureChange], reports: Mapping[int, ReportRevision]
) -> tuple[RevisionChange, ...]:
    """The reports that differ. Those that this person may not see are left out."""
    gone: dict[int, ReportRevision] = {}
    come: dict[int, ReportRevision] = {}
    for change in changes:
        gone |= {reports[pk].of: reports[pk] for pk in change.gone if pk in reports}
        come |= {reports[pk].of: reports[pk] for pk in change.come if pk in reports}
    found = []
    for of in dict.fromkeys((*gone, *come)):
        old, new = gone.get(of), come.get(of)
        name = (new or old).name  # type: ignore[union-attr]  # it is in one of them
        found.append(
            RevisionChange(name, old.number if old else None, new.number if new else None)
        )  # fmt: skip
    return tuple(sorted(found, key=lambda report: report.name))
