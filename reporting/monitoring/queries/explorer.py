"""The numbers of one table for a choice of units, rows, columns and periods.

They are those of the chosen reports: for each part of a year the longest accepted reports that lie
inside it, so that nothing is added twice. One statement, and some ten queries in all; more for what
is doubted of each year.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db import connection

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.chosen_reports import Share, shares, sources
from reporting.consolidation.queries.record_sources import beside_the_record
from reporting.core.queries.years import newest_runs
from reporting.document.value import FigureState
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures, made_of
from reporting.kernel.periods import Period, PeriodKind, national_periods
from reporting.models import Figure, TableStatement
from reporting.monitoring.queries.explorer_choices import Parts
from reporting.monitoring.queries.explorer_statement import EXPLORE

ALL, NATION = "", "nation"
UnitKey = int | str  # a unit, a kind of unit, ALL of those chosen, or the published NATION
NUMBERS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.SEMESTER: 2}


@dataclass(frozen=True)
class ExplorerChoice:
    """`options` None: every row; `by`: into which parts the years are cut (YEAR: not at all).
    `down` and `over`: what stands in the rows and in the columns: unit, row or period."""

    parts: Parts
    elements: tuple[str, ...]
    options: tuple[str, ...] | None
    units: tuple[OrganisationUnit, ...]
    by_kind: bool
    years: tuple[int, ...]
    by: PeriodKind
    down: str
    over: str
    chart: str = "bars"
    inside: OrganisationUnit | None = None  # it stands beside the units below it

    @property
    def buckets(self) -> list[Period]:
        """The parts of each year, and then the year itself."""
        found: list[Period] = []
        for year in self.years:
            if self.by is not PeriodKind.YEAR:
                found += [Period(year, self.by, n) for n in range(1, NUMBERS[self.by] + 1)]
            found.append(Period(year, PeriodKind.YEAR))
        return found

    @property
    def rows(self) -> list[str | None]:
        """Codes of the rows; None is the table's own total (or its one row)."""
        on_axis = "row" in (self.down, self.over)
        if not self.parts.options:
            return [None]
        if self.options is not None:
            return list(self.options)
        if not on_axis:
            return [None]
        every: list[str | None] = [option.code for option in self.parts.options]
        return [*every, None] if self.parts.has_total else every

    @property
    def cells(self) -> list[int]:
        found = (self.parts.cell(row, element) for row in self.rows for element in self.elements)
        return [cell for cell in found if cell is not None]

    @property
    def size(self) -> int:
        """How many numbers the page would show."""
        counts = {
            "unit": len({unit.kind for unit in self.units}) if self.by_kind else len(self.units),
            "row": len(self.rows),
            "period": len(self.buckets),
        }
        return counts[self.down] * counts[self.over] * len(self.elements)


@dataclass(frozen=True)
class Amount:
    """`not_available`: how many numbers reports say that they do not have."""

    value: Decimal | None
    not_available: int = 0


@dataclass(frozen=True)
class AnswerCoverage:
    """From how many of the units asked, and for how many of their months, a report was accepted."""

    units: int
    asked: int
    months: int
    months_asked: int


class Explored:
    """What the database says of a choice."""

    def __init__(
        self, choice: ExplorerChoice, *, beside_nation: bool, sees_all: bool = False
    ) -> None:
        self.choice, self.beside_nation, self.sees_all = choice, beside_nation, sees_all

    @cached_property
    def asked(self) -> list[OrganisationUnit]:
        """Who owes the table, and who reports of its own accord and did."""
        came = {share.source.unit_id for share in self.shares}
        owes = self.choice.parts.is_owed_by
        return [
            unit
            for unit in self.choice.units
            if unit.pk in came or (owes(unit) and any(map(unit.holds_in, self.choice.years)))
        ]

    @cached_property
    def beside(self) -> list[tuple[int, int]]:
        """(year, unit) whose numbers are only compared, and of the unit inside which one looks, as
        those below it make the same: added to no others."""
        tables = {place.table_id for place in self.choice.parts.places}
        found = beside_the_record(self.choice.years)
        beside = {(year, unit) for year, table, unit in found if table in tables}
        if self.choice.inside is not None:
            beside |= {(year, self.choice.inside.pk) for year in self.choice.years}
        return sorted(beside)

    @cached_property
    def shares(self) -> list[Share]:
        forms = {form.pk for form in self.choice.parts.forms}
        found = sources(self.choice.years, unit_ids=[unit.pk for unit in self.choice.units])
        return list(
            shares((source for source in found if source.form_id in forms), self.choice.buckets)
        )

    @cached_property
    def amounts(self) -> dict[tuple[int, UnitKey, int], Amount]:
        """By cell, unit and period's key."""
        with connection.cursor() as cursor:
            cursor.execute(
                EXPLORE,
                {
                    "revisions": [share.source.revision_id for share in self.shares],
                    "units": [share.source.unit_id for share in self.shares],
                    "buckets": [share.bucket.key for share in self.shares],
                    "last_months": [share.source.last_month for share in self.shares],
                    "cells": self.choice.cells,
                    "beside_years": [year for year, _unit in self.beside],
                    "beside_units": [unit for _year, unit in self.beside],
                },
            )
            found = {
                (cell, unit if unit is not None else kind, bucket): Amount(value, missing)
                for cell, bucket, unit, kind, value, missing in cursor.fetchall()
            }
        return found | self._of_the_nation

    @cached_property
    def _of_the_nation(self) -> dict[tuple[int, UnitKey, int], Amount]:
        return {
            (figure.cell_id, NATION, figure.period_key): Amount(figure.value)
            for figure in self._national_figures
        }

    @cached_property
    def _national_figures(self) -> list[Figure]:
        """Of the national reports that the reader may see (a unit sees what is published): each
        part of a year from its own; months, which have none, from the year's."""
        if not self.beside_nation:
            return []
        figures = Figure.objects.filter(
            consolidation__in=newest_runs(self.choice.buckets),
            organisation_unit=None,
            kind="",
            cell_id__in=self.choice.cells,
            period_key__in=[bucket.key for bucket in self.choice.buckets],
        ).select_related("consolidation")
        return [
            figure
            for figure in figures
            if figure.period_key == figure.consolidation.period_key
            or (figure.consolidation.period.is_year and _is_month(figure.period_key))
        ]

    @cached_property
    def _months(self) -> dict[tuple[int, int], set[tuple[int, int]]]:
        """(unit, period's key) -> the months that accepted reports tell of."""
        found: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
        for share in self.shares:
            found[share.source.unit_id, share.bucket.key].update(share.source.period.months)
        return found

    @cached_property
    def _nothing(self) -> set[tuple[int, int]]:
        """(unit, period's key) where every report says that there is nothing to report."""
        said = set(
            TableStatement.objects.filter(
                table=self.choice.parts.table,
                revision_id__in=[share.source.revision_id for share in self.shares],
            ).values_list("revision_id", flat=True)
        )
        there = {(share.source.unit_id, share.bucket.key) for share in self.shares}
        silent = {
            (share.source.unit_id, share.bucket.key)
            for share in self.shares
            if share.source.revision_id not in said
        }
        return there - silent

    def members(self, key: UnitKey) -> list[OrganisationUnit]:
        """The units asked that this key speaks of."""
        if key == ALL:
            return self.asked
        return [unit for unit in self.asked if key in (unit.pk, unit.kind)]

    def coverage(self, key: UnitKey, bucket: Period) -> AnswerCoverage:
        members = self.members(key)
        months = [len(self._months.get((unit.pk, bucket.key), ())) for unit in members]
        return AnswerCoverage(
            units=sum(map(bool, months)),
            asked=len(members),
            months=sum(months),
            months_asked=len(members) * len(bucket.months),
        )

    @cached_property
    def doubted(self) -> DoubtedFigures:
        """Of the newest consolidation of each year; of one that has none, of its parts."""
        parts = [part for year in self.choice.years for part in national_periods(year)]
        runs = newest_runs({*parts, *(Period.of_year(year) for year in self.choice.years)})
        whole = {run.year for run in runs if run.period.is_year}
        kept = [run for run in runs if run.period.is_year or run.year not in whole]
        return DoubtedFigures(kept, sees_all=self.sees_all)

    def state(self, cell: int, key: UnitKey, bucket: Period) -> FigureState:
        """Whether a check doubts the number, or one of the units' that it adds up."""
        code = self._codes[cell]
        if key == NATION:
            return self.doubted.within(code, (), bucket)
        states = (self.doubted.within(code, (member.code,), bucket) for member in self.members(key))
        return next(states, "sound") if isinstance(key, int) else made_of(states)

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {pk: code for code, pk in self.choice.parts.cells.items()}

    def says_nothing(self, key: UnitKey, bucket: Period) -> bool:
        came = [
            member.pk for member in self.members(key) if (member.pk, bucket.key) in self._months
        ]
        return bool(came) and all((unit, bucket.key) in self._nothing for unit in came)


def _is_month(key: int) -> bool:
    return Period.from_key(key).kind is PeriodKind.MONTH
