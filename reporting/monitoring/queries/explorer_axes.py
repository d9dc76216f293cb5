"""What stands in the rows and in the columns of the explorer's table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from reporting.core.queries.period_words import period_words, short_period
from reporting.kernel.periods import Period, PeriodKind
from reporting.monitoring.queries.explorer import ALL, NATION, Explored, ExplorerChoice, UnitKey
from strategies.models.cells import UnitOfCount

ItemKind = Literal["body", "group", "subtotal", "total"]


@dataclass(frozen=True)
class AxisItem:
    """A unit, a row of the table or a period; of a group only the title stands there."""

    title: str
    kind: ItemKind = "body"
    unit: UnitKey | None = None
    row: str | None = None
    bucket: Period | None = None
    unit_of_count: str = ""

    @property
    def is_said(self) -> bool:
        """Whether it says a unit or a period, and not the one row of a table without rows."""
        return self.unit is not None or self.bucket is not None

    @property
    def is_total(self) -> bool:
        return self.kind in ("subtotal", "total")


class Axes:
    def __init__(self, explored: Explored, names: dict[int, str]) -> None:
        self.explored, self.choice, self.names = explored, explored.choice, names

    def items(self, axis: str) -> list[AxisItem]:
        makers: dict[str, Callable[[], list[AxisItem]]] = {
            "unit": self._units,
            "row": self._rows,
            "period": self._periods,
        }
        return makers[axis]()

    def fixed(self) -> AxisItem:
        """What holds of the whole table, because it stands on neither axis."""
        choice = self.choice
        left = ({"unit", "row", "period"} - {choice.down, choice.over}).pop()
        if left == "unit":
            only_unit = choice.units[0] if len(choice.units) == 1 else None
            title = (
                self.names.get(only_unit.pk, only_unit.code) if only_unit else _("All chosen units")
            )
            return AxisItem(title, unit=only_unit.pk if only_unit else ALL)
        if left == "row":
            return next(iter(self._rows()), AxisItem(""))
        year = choice.buckets[-1]
        return AxisItem(period_words(year), bucket=year)

    def _units(self) -> list[AxisItem]:
        choice = self.choice
        kinds = list(dict.fromkeys(unit.kind for unit in choice.units))
        found: list[AxisItem] = []
        for kind in kinds:
            title = str(UnitKind(kind).label)
            if choice.by_kind:
                found.append(AxisItem(title, unit=kind))
                continue
            members = [unit for unit in choice.units if unit.kind == kind]
            if len(kinds) > 1 and choice.down == "unit":
                found.append(AxisItem(title, "group"))
            found += [AxisItem(self._name(member), unit=member.pk) for member in members]
            if len(kinds) > 1 and len(members) > 1:
                found.append(
                    AxisItem(_("Together: %(kind)s") % {"kind": title}, "subtotal", unit=kind)
                )
        if len(choice.units) > 1:
            found.append(AxisItem(_("All chosen units"), "total", unit=ALL))
        if self.explored.beside_nation:
            found.append(AxisItem(_("Nation, as published"), unit=NATION))
        return found

    def _name(self, unit: OrganisationUnit) -> str:
        name = self.names.get(unit.pk, unit.code)
        if self.choice.inside is None or unit != self.choice.inside:
            return name
        return _("%(unit)s: its own reports") % {"unit": name}

    def _rows(self) -> list[AxisItem]:
        options = {candidate.code: candidate for candidate in self.choice.parts.options}
        found = []
        for code in self.choice.rows:
            if code is None:
                found.append(AxisItem(_("Total"), "total"))
                continue
            option = options[code]
            count = str(UnitOfCount(option.unit).label) if option.unit else ""
            kind: ItemKind = "subtotal" if option.is_group else "body"
            found.append(AxisItem(option.title, kind, row=code, unit_of_count=count))
        return found

    def _periods(self) -> list[AxisItem]:
        several = len(self.choice.years) > 1
        found = []
        for bucket in self.choice.buckets:
            is_year = bucket.kind is PeriodKind.YEAR
            title = str(bucket.year) if is_year else short_period(bucket)
            if several and not is_year:
                title = f"{title} {bucket.year}"
            is_sum = is_year and self.choice.by is not PeriodKind.YEAR
            found.append(AxisItem(title, "total" if is_sum else "body", bucket=bucket))
        return found


def choice_size_limit(choice: ExplorerChoice, limit: int) -> str:
    """Why so much cannot be shown; "" where it can."""
    if choice.size <= limit:
        return ""
    return _(
        "This choice makes a table of %(size)d numbers; the page shows %(limit)d at most. Choose "
        "fewer units, rows or columns, or longer periods."
    ) % {"size": choice.size, "limit": limit}
