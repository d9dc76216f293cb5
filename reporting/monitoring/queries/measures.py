"""A measure over the years, divided by sex, age or nationality as far as each year divides it.

For the nation the numbers are those of the newest consolidation that the reader sees; for one unit
those of its accepted reports. A dozen queries, however many years.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db import connection
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.chosen_reports import Share, shares, sources
from reporting.core.queries.measures import Measures
from reporting.core.queries.years import newest_runs
from reporting.document.value import FigureState, RowKind
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures
from reporting.kernel.expressions import Reference
from reporting.kernel.measures import Cut, DimensionSpec
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_code
from reporting.models import Figure
from reporting.monitoring.queries.explorer_statement import EXPLORE
from reporting.monitoring.queries.measured_rows import RowNumbers, rows_of_nation, rows_of_revisions
from strategies.models import Cell

MOST_YEARS = 6
Numbers = dict[tuple[str, int], Decimal]  # (cell, year)


@dataclass(frozen=True)
class MeasuredNumber:
    """`address`: where it is traced to, "" where it is not; `why_not`: why there is no number."""

    year: int
    value: Decimal | None = None
    address: str = ""
    why_not: str = ""
    state: FigureState = "sound"


@dataclass(frozen=True)
class MeasureRow:
    title: str
    numbers: tuple[MeasuredNumber, ...]
    kind: RowKind = "body"


class MeasureTable:
    """`unit` None: the nation. `place`: a row of a table, where its rows are no sum. `by`: no, one
    or two dimensions; a code list is one too, and shows the values that have a number."""

    def __init__(
        self,
        measures: Measures,
        measure: str,
        by: Sequence[str],
        years: list[int],
        unit: OrganisationUnit | None,
        place: str = "",
        *,
        sees_all: bool = False,
    ) -> None:
        self.measures, self.measure, self.by, self.unit = measures, measure, tuple(by), unit
        self.place, self.sees_all = place, sees_all
        self.years = sorted(years)[-MOST_YEARS:]

    @property
    def title(self) -> str:
        asked = f"{self.place}#{self.measure}" if self.place else self.measure
        return self.measures.places()[asked]

    @property
    def dimensions(self) -> list[DimensionSpec]:
        return [self.measures.everything[name] for name in self.by]

    @property
    def divided_by(self) -> str:
        """“Sex, Age”; "" where the measure stands alone."""
        return ", ".join(dimension.title for dimension in self.dimensions)

    @cached_property
    def rows(self) -> list[MeasureRow]:
        """The values that some year gives, and everybody. A year with no number of a value says
        whether it was not divided or nothing came."""
        found = [
            MeasureRow(self._said(cut), self._numbers(cut), kind)
            for cut, kind in self._parts
            if any(self._cells(cut, year) for year in self.years)
        ]
        return [*found, MeasureRow(_("Total"), self._numbers({}), "total")]

    def _said(self, cut: Cut) -> str:
        """A value that is part of another one of the table says so: nobody adds the two."""
        said = ", ".join(self.measures.said(cut))
        if len(self.by) > 1:
            return said
        [dimension], [value] = self.dimensions, cut.values()
        sums = [dimension.finest(code) for code in self._values(dimension) if code != value]
        is_part = any(len(parts) > 1 and value in parts for parts in sums)
        return _("of them: %(part)s") % {"part": said} if is_part else said

    @property
    def is_divided(self) -> bool:
        return len(self.rows) > 1

    @property
    def has_numbers(self) -> bool:
        return any(number.value is not None for row in self.rows for number in row.numbers)

    @cached_property
    def _parts(self) -> list[tuple[Cut, RowKind]]:
        """By two dimensions: each value of the first, and of it those of the second."""
        found: list[tuple[Cut, RowKind]] = []
        if not self.by:
            return found
        first, *then = self.dimensions
        for value in self._values(first):
            cut = {first.code: value}
            is_sum = bool(then) or first.finest(value) != {value}
            found.append((cut, "subtotal" if is_sum else "body"))
            found += [
                ({**cut, second.code: other}, "body")
                for second in then
                for other in self._values(second)
            ]
        return found

    def _values(self, dimension: DimensionSpec) -> list[str]:
        codes = [value.code for value in dimension.values]
        if dimension.code not in self.measures.row_dimensions:
            return codes
        there = {code for _cell, code, _year in self._given_rows}
        return [code for code in codes if code in there]

    def _cells(self, cut: Cut, year: int) -> list[str]:
        return self.measures.cells(self.measure, cut, year, self.place)

    def _numbers(self, cut: Cut) -> tuple[MeasuredNumber, ...]:
        return tuple(self._number(cut, year) for year in self.years)

    def _number(self, cut: Cut, year: int) -> MeasuredNumber:
        cells = self._cells(cut, year)
        if not cells:
            why = self.measures.why_not(self.measure, cut, year, self.place)
            return MeasuredNumber(year, why_not=why)
        given = self._of_cells(cells, self.measures.entry(cut), year)
        if not given:
            return MeasuredNumber(year, why_not=_("nothing reported"))
        scope = (self.unit.code,) if self.unit else ()
        reference = Reference(
            self.place, None, scope, measure=self.measure, cut=tuple(sorted(cut.items()))
        )
        traced = str(reference) if year in self._years_of_runs else ""
        state = self.doubted.of_expression(reference, Period.of_year(year))
        return MeasuredNumber(year, sum(given, Decimal(0)), traced, state=state)

    @cached_property
    def doubted(self) -> DoubtedFigures:
        """Of the newest consolidation of each year."""
        return DoubtedFigures(
            newest_runs(self._periods), sees_all=self.sees_all, measures=self.measures
        )

    def _of_cells(self, cells: list[str], entry: str | None, year: int) -> list[Decimal]:
        if entry is None:
            return [self._given[cell, year] for cell in cells if (cell, year) in self._given]
        places = ((cell, entry, year) for cell in cells)
        return [self._given_rows[place] for place in places if place in self._given_rows]

    @cached_property
    def _given_rows(self) -> RowNumbers:
        lists = self.measures.row_lists
        tables = {table for table, name in lists.items() if name in self.by}
        cells = {
            cell_code(table, None, column.code)
            for year in self.years
            for table, columns in self.measures.columns(self.measure, year).items()
            for column in columns
            if table in tables
        }
        if self.unit is None:
            return rows_of_nation(cells, self.years)
        return rows_of_revisions(cells, [share.source.revision_id for share in self._shares])

    @cached_property
    def _codes(self) -> dict[str, int]:
        cuts = [{}, *(cut for cut, _kind in self._parts if self.measures.entry(cut) is None)]
        wanted = {code for cut in cuts for year in self.years for code in self._cells(cut, year)}
        return dict(Cell.objects.filter(code__in=wanted).values_list("code", "pk"))

    @cached_property
    def _shares(self) -> list[Share]:
        """The unit's longest accepted reports, so that nothing is added twice."""
        assert self.unit is not None
        return list(shares(sources(self.years, unit_ids=[self.unit.pk]), self._periods))

    @cached_property
    def _periods(self) -> list[Period]:
        return [Period.of_year(year) for year in self.years]

    @cached_property
    def _years_of_runs(self) -> dict[int, int]:
        """Year -> the newest run of it that the reader sees."""
        return {run.year: run.pk for run in newest_runs(self._periods)}

    @cached_property
    def _given(self) -> Numbers:
        return self._of_the_unit(self.unit) if self.unit else self._of_the_nation()

    def _of_the_nation(self) -> Numbers:
        """A year that was never consolidated stands in the report of the year after it."""
        later = [Period.of_year(year + 1) for year in self.years]
        runs = {run.pk: run.year for run in newest_runs({*self._periods, *later})}
        rows = Figure.objects.filter(
            consolidation__in=runs, organisation_unit=None, kind="",
            cell__in=self._codes.values(), period_key__in=[at.key for at in self._periods],
        )  # fmt: skip
        found: Numbers = {}
        own: set[tuple[str, int]] = set()
        for cell, key, run, value in rows.values_list(
            "cell__code", "period_key", "consolidation_id", "value"
        ):
            place, year = (cell, key // 100), key // 100
            if runs[run] == year:
                own.add(place)
                found[place] = value
            elif place not in own and year not in self._years_of_runs:
                found[place] = value
        return found

    def _of_the_unit(self, unit: OrganisationUnit) -> Numbers:
        chosen = self._shares
        codes = {pk: code for code, pk in self._codes.items()}
        with connection.cursor() as cursor:
            cursor.execute(
                EXPLORE,
                {
                    "revisions": [share.source.revision_id for share in chosen],
                    "units": [share.source.unit_id for share in chosen],
                    "buckets": [share.bucket.key for share in chosen],
                    "last_months": [share.source.last_month for share in chosen],
                    "cells": list(codes),
                    "beside_years": [],
                    "beside_units": [],
                },
            )
            return {
                (codes[cell], bucket // 100): value
                for cell, bucket, of, _kind, value, _missing in cursor.fetchall()
                if of == unit.pk and value is not None
            }
