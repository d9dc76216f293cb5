"""A unit's year at a glance: twelve months, and under them the longer periods as bars."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reporting.kernel.calendar import Standing
from reporting.kernel.periods import PeriodKind
from reporting.models.calendar import PeriodKindChoice
from reporting.queries.calendar import Owed
from reporting.views.standings import LETTERS, WORDS, said
from strategies.models import DataSet

MONTHS = 12


@dataclass(frozen=True)
class GlanceCell:
    """`span` months; empty where nothing is owed."""

    span: int
    owed: Owed | None = None
    url: str = ""

    @property
    def standing(self) -> str:
        return self.owed.placed.standing.value if self.owed else ""

    @property
    def letter(self) -> str:
        return str(LETTERS[self.owed.placed.standing]) if self.owed else ""

    @property
    def words(self) -> str:
        if self.owed is None:
            return ""
        standing = self.owed.placed.standing
        return f"{WORDS[standing]}. {said(self.owed.placed.why)}"

    @property
    def due(self) -> date | None:
        return self.owed.dates.due if self.owed else None


@dataclass(frozen=True)
class GlanceRow:
    title: str | Promise
    cells: list[GlanceCell]


@dataclass(frozen=True)
class Glance:
    """`forms`: each with its rows; `legend`: the letters that are used."""

    months: list[str]
    forms: list[tuple[DataSet, list[GlanceRow]]]
    legend: list[tuple[str, str, str]]


def glance(reports: Iterable[Owed]) -> Glance:
    by_form: dict[DataSet, dict[PeriodKind, list[Owed]]] = defaultdict(lambda: defaultdict(list))
    used: set[Standing] = set()
    for one in reports:
        by_form[one.data_set][one.period.kind].append(one)
        used.add(one.placed.standing)
    return Glance(
        months=[date_format(date(2000, number, 1), "M") for number in range(1, MONTHS + 1)],
        forms=[
            (form, [_row(kind, kinds[kind]) for kind in PeriodKind if kind in kinds])
            for form, kinds in by_form.items()
        ],
        legend=[(one.value, str(LETTERS[one]), str(WORDS[one])) for one in Standing if one in used],
    )


def _row(kind: PeriodKind, reports: list[Owed]) -> GlanceRow:
    cells, at = [], 1
    for one in sorted(reports, key=lambda owed: owed.period):
        months = one.period.months
        first = months[0][1]
        if first > at:
            cells.append(GlanceCell(first - at))
        cells.append(GlanceCell(len(months), one, _url(one)))
        at = first + len(months)
    if at <= MONTHS:
        cells.append(GlanceCell(MONTHS + 1 - at))
    return GlanceRow(PeriodKindChoice(kind).label, cells)


def _url(one: Owed) -> str:
    if one.reported is None:
        return ""
    return reverse("reporting:report", args=[one.unit.code, one.data_set.code, one.period.url])


def progress_words(filled: int, sections: int) -> str:
    words = _("%(filled)d of %(sections)d sections have something in them")
    return words % {"filled": filled, "sections": sections}
