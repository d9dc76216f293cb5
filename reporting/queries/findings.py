"""The discrepancies of an edition: all of them read once, then counted and narrowed down."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from provinces.queries import unit_names
from reporting.kernel.checks.kinds import KINDS
from reporting.kernel.expressions import ExpressionError, Reference, parse
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Discrepancy, Figure
from strategies.models import Section

SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True)
class Wanted:
    """What to show; an empty field narrows nothing down."""

    severity: str = ""
    kind: str = ""
    section: str = ""
    unit: str = ""


@dataclass(frozen=True)
class CellLink:
    """A cell that a discrepancy names; `can_open` where it is one figure."""

    address: str
    can_open: bool


@dataclass(frozen=True)
class Finding:
    row: Discrepancy
    unit_name: str
    section_title: str
    section_exists: bool
    cells: tuple[CellLink, ...]


class Findings:
    """Four queries, however many discrepancies."""

    def __init__(self, consolidation: Consolidation, language: str) -> None:
        self.consolidation = consolidation
        self.language = language

    @cached_property
    def rows(self) -> list[Discrepancy]:
        found = Discrepancy.objects.filter(consolidation=self.consolidation)
        return list(found.select_related("organisation_unit").order_by("position"))

    @cached_property
    def units(self) -> dict[str, str]:
        """Code -> name of the units that discrepancies name."""
        named = {row.organisation_unit for row in self.rows if row.organisation_unit}
        names = unit_names(self.consolidation.year, self.language, named)
        return {unit.code: names.get(unit.pk, unit.code) for unit in named}

    @cached_property
    def sections(self) -> dict[str, str]:
        """Address -> number and title, in the order of the report."""
        used = {row.section for row in self.rows}
        rows = Section.objects.filter(code__in=used).order_by("position")
        return {row.code: f"{row.number or row.code} {row.title}" for row in rows}

    def count(self, field: str) -> Counter[str]:
        """Of all discrepancies, by one of the fields of `Wanted`."""
        return Counter(_value(row, field) for row in self.rows)

    def choose(self, wanted: Wanted) -> list[Finding]:
        fields = {name: value for name, value in asdict(wanted).items() if value}
        return [self._finding(row) for row in self.rows if _agrees(row, fields)]

    def _can_open(self, cell: str) -> bool:
        """Figures of the year are always there; those of a part of it only where they are kept."""
        found = _figure_of(cell)
        if found is None:
            return False
        return found.period is None or len(found.period) == len("2020") or cell in self._kept

    @cached_property
    def _kept(self) -> set[str]:
        """The cells named by discrepancies whose figure of a part of the year is stored."""
        named = {cell: _figure_of(cell) for row in self.rows for cell in row.cells}
        parts = {cell: one for cell, one in named.items() if one is not None and one.period}
        stored = set(
            Figure.objects.filter(
                consolidation=self.consolidation,
                kind="",
                cell__code__in={one.cell for one in parts.values()},
            ).values_list("cell__code", "organisation_unit__code", "period_key")
        )
        return {
            cell
            for cell, one in parts.items()
            if (one.cell, next(iter(one.scope), None), Period.parse(one.period or "").key) in stored
        }

    def _finding(self, row: Discrepancy) -> Finding:
        code = row.organisation_unit.code if row.organisation_unit else ""
        return Finding(
            row=row,
            unit_name=self.units.get(code, ""),
            section_title=self.sections.get(row.section, row.section),
            section_exists=row.section in self.sections,
            cells=tuple(CellLink(cell, can_open=self._can_open(cell)) for cell in row.cells),
        )


def kinds_shown(counts: Mapping[str, int]) -> dict[str, str]:
    """Of the kinds that were found, code -> title (a template to translate)."""
    return {code: kind.title for code, kind in KINDS.items() if counts.get(code)}


def _value(row: Discrepancy, field: str) -> str:
    if field == "unit":
        return row.organisation_unit.code if row.organisation_unit else ""
    return str(getattr(row, field))


def _agrees(row: Discrepancy, fields: Mapping[str, str]) -> bool:
    return all(_value(row, name) == value for name, value in fields.items())


def _figure_of(cell: str) -> Reference | None:
    """The one figure that a cell of a discrepancy names, if it is one."""
    try:
        found = parse(cell)
    except ExpressionError:
        return None
    return found if isinstance(found, Reference) and "." in found.cell else None
