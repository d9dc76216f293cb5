"""The heat map: a row a unit, a column a period, in each cell a letter, a pattern and words.

Some 1,200 cells: put together here, because a template takes ten times as long.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reporting.kernel.calendar import Standing
from reporting.kernel.periods import Period
from reporting.queries.calendar import Owed
from reporting.queries.period_words import period_words, short_period
from reporting.queries.watch.completeness import Line, days_late
from reporting.queries.watch.words import (
    STANDINGS,
    letter,
    period_kind_words,
    report_words,
    standing_words,
)


@dataclass(frozen=True)
class Heading:
    """A kind of period over its columns; `columns`: short and full name of each."""

    words: str
    columns: tuple[tuple[str, str], ...]

    @property
    def is_single(self) -> bool:
        return len(self.columns) == 1


@dataclass(frozen=True)
class HeatMap:
    headings: tuple[Heading, ...]
    body: SafeString
    legend: tuple[tuple[str, str, str], ...]  # standing, letter, words


def heat_map(periods: list[Period], lines: Iterable[Line]) -> HeatMap:
    shown = list(lines)
    cells = _Cells()
    rows = [_row(line, periods, cells) for line in shown]
    return HeatMap(
        headings=tuple(_headings(periods)),
        body=mark_safe("".join(rows)),  # noqa: S308  (every part was escaped)
        legend=tuple(
            (one.value, letter(one), standing_words(one)) for one in STANDINGS if one in cells.used
        ),
    )


def _headings(periods: list[Period]) -> Iterable[Heading]:
    for kind, columns in groupby(periods, key=lambda period: period.kind):
        yield Heading(
            period_kind_words(kind),
            tuple((short_period(one), period_words(one)) for one in columns),
        )


def _row(line: Line, periods: list[Period], cells: "_Cells") -> str:
    form = format_html('<span class="part">{}</span>', line.form) if line.is_one_of_several else ""
    head = format_html('<tr><th scope="row">{}{}</th>', line.name, form)
    base = escape(_address(line))
    return head + "".join(cells.cell(line.reports.get(one.key), base) for one in periods) + "</tr>"


def _address(line: Line) -> str:
    """That of the unit's reports on this form, before the period."""
    where = {"unit": line.unit.code, "data_set": line.form.code, "period": "2000"}
    return reverse("reporting:report", kwargs=where).removesuffix("2000/")


class _Cells:
    """Most reports of a period say the same: their words are put together once."""

    def __init__(self) -> None:
        self.used: set[Standing] = set()
        self._inside: dict[tuple[object, ...], str] = {}

    def cell(self, one: Owed | None, base: str) -> str:
        if one is None:
            return '<td class="none"></td>'
        standing = one.placed.standing
        self.used.add(standing)
        late = " late" if days_late(one) else ""
        inside = self._words(one)
        if one.reported is not None:
            inside = f'<a href="{base}{one.period.url}/">{inside}</a>'
        return f'<td class="{standing}{late}">{inside}</td>'

    def _words(self, one: Owed) -> str:
        key = (one.placed.standing, tuple(one.placed.why.params.items()), days_late(one))
        if key not in self._inside:
            self._inside[key] = (
                f'<b aria-hidden="true">{escape(letter(one.placed.standing))}</b>'
                f'<span class="visually-hidden">{escape(report_words(one))}</span>'
            )
        return self._inside[key]
