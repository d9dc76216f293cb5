"""A measure over the years, divided by sex or age as far as each year divides it.

For the nation the numbers are those of the newest consolidation that the reader sees; for one unit
those of its accepted reports. A dozen queries, however many years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db import connection
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.chosen_reports import shares, sources
from reporting.core.queries.measures import Measures
from reporting.core.queries.years import newest_runs
from reporting.kernel.expressions import Reference
from reporting.kernel.measures import Cut, DimensionSpec
from reporting.kernel.periods import Period
from reporting.models import Figure
from reporting.monitoring.queries.explorer import EXPLORE
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


@dataclass(frozen=True)
class MeasureRow:
    title: str
    numbers: tuple[MeasuredNumber, ...]
    kind: str = "body"


class MeasureTable:
    """`unit` None: the nation. `by`: a dimension, or None for the measure alone."""

    def __init__(
        self,
        measures: Measures,
        measure: str,
        by: str | None,
        years: list[int],
        unit: OrganisationUnit | None,
    ) -> None:
        self.measures, self.measure, self.by, self.unit = measures, measure, by, unit
        self.years = sorted(years)[-MOST_YEARS:]

    @property
    def title(self) -> str:
        return self.measures.titles[self.measure]

    @property
    def dimension(self) -> DimensionSpec | None:
        return self.measures.dimensions.get(self.by or "")

    @cached_property
    def rows(self) -> list[MeasureRow]:
        """The values that some year gives, and everybody. A year with no number of a value says
        whether it was not divided or nothing came."""
        found = [
            MeasureRow(title, self._numbers(cut), kind)
            for title, cut, kind in self._parts()
            if any(self._cells(cut, year) for year in self.years)
        ]
        return [*found, MeasureRow(_("Total"), self._numbers({}), "total")]

    @property
    def is_divided(self) -> bool:
        return len(self.rows) > 1

    @property
    def has_numbers(self) -> bool:
        return any(number.value is not None for row in self.rows for number in row.numbers)

    def _parts(self) -> Iterator[tuple[str, Cut, str]]:
        dimension = self.dimension
        for value in dimension.values if dimension else ():
            coarser = dimension is not None and dimension.finest(value.code) != {value.code}
            yield value.title, {self.by or "": value.code}, "subtotal" if coarser else "body"

    def _cells(self, cut: Cut, year: int) -> list[str]:
        return self.measures.cells(self.measure, cut, year)

    def _numbers(self, cut: Cut) -> tuple[MeasuredNumber, ...]:
        return tuple(self._number(cut, year) for year in self.years)

    def _number(self, cut: Cut, year: int) -> MeasuredNumber:
        cells = self._cells(cut, year)
        if not cells:
            return MeasuredNumber(year, why_not=self.measures.why_not(self.measure, cut, year))
        given = [self._given[cell, year] for cell in cells if (cell, year) in self._given]
        if not given:
            return MeasuredNumber(year, why_not=_("nothing reported"))
        scope = (self.unit.code,) if self.unit else ()
        reference = Reference("", None, scope, measure=self.measure, cut=tuple(cut.items()))
        traced = str(reference) if year in self._years_of_runs else ""
        return MeasuredNumber(year, sum(given, Decimal(0)), traced)

    @property
    def _cuts(self) -> list[Cut]:
        return [{}, *(cut for _title, cut, _kind in self._parts())]

    @cached_property
    def _codes(self) -> dict[str, int]:
        wanted = {
            code for cut in self._cuts for year in self.years for code in self._cells(cut, year)
        }
        return dict(Cell.objects.filter(code__in=wanted).values_list("code", "pk"))

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
        """The longest accepted reports, so that nothing is added twice."""
        chosen = list(shares(sources(self.years, unit_ids=[unit.pk]), self._periods))
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
                },
            )
            return {
                (codes[cell], bucket // 100): value
                for cell, bucket, of, _kind, value, _missing in cursor.fetchall()
                if of == unit.pk and value is not None
            }
