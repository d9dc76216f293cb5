"""Drafts of indicators: what each changes, what is missing of it, and what it would come to in a
year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.queries import unit_names
from reporting.catalogue.queries.indicator_expressions import wrong_expression
from reporting.catalogue.rules.drafts import Draft, obstacles
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.indicator_values import indicator_values
from reporting.consolidation.queries.indicators import (
    IndicatorLine,
    months_gone,
    target_for,
    targets_of,
)
from reporting.core.queries.years import runs_of_years
from reporting.models import Consolidation, IndicatorValue
from strategies.models import Indicator

# In the order in which a page shows what is changed of them.
FIELDS = (
    "title_en", "title_km", "strategy", "group", "numerator", "denominator", "scale",
    "unit_of_count", "direction", "baseline", "baseline_year", "report_line", "certain",
    "valid_from", "valid_to", "position",
)  # fmt: skip
LANGUAGES = {"title_en": "en", "title_km": "km", "numerator": "zxx", "denominator": "zxx"}


@dataclass(frozen=True)
class FieldChange:
    """Of a new indicator `before` is empty; `language`: of both, where it is not that of the page
    ("zxx" of a formula)."""

    label: str
    before: str
    after: str
    language: str = ""


@dataclass(frozen=True)
class IndicatorDraft:
    """`published`: the one whose place it takes, None of a new one."""

    row: Indicator
    published: Indicator | None

    @cached_property
    def changes(self) -> list[FieldChange]:
        before, after = self.published, self.row
        return [
            FieldChange(
                _label(name),
                _said(before, name) if before else "",
                _said(after, name),
                LANGUAGES.get(name, ""),
            )
            for name in FIELDS
            if (getattr(before, name) != getattr(after, name) if before else _said(after, name))
        ]

    @cached_property
    def obstacles(self) -> list[str]:
        """What has to be done before it is published. Editions that are published keep the values
        that they were published with, so that no year stands in its way."""
        row = self.row
        draft = Draft(
            kind="indicator",
            key=str(row.pk),
            code=row.code,
            title=row.title,
            texts=((row.title_en, row.title_km),),
            unit=row.unit_of_count,
        )
        wrong = (wrong_expression(text) for text in (row.numerator, row.denominator))
        found = [message.words(_) for message in obstacles(draft, ())]
        found += [words for words in wrong if words]
        return found if self.changes else [*found, _("It changes nothing: throw it away.")]


def _label(name: str) -> str:
    return str(Indicator._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _said(row: Indicator, name: str) -> str:
    """As people read it; "" where nothing is said."""
    display: Any = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def indicator_drafts() -> list[IndicatorDraft]:
    """One query; their obstacles ask some for each."""
    rows = Indicator.everything.filter(is_draft=True).select_related("changes")
    return [IndicatorDraft(row, row.changes) for row in rows]


def indicator_draft(key: int) -> IndicatorDraft | None:
    rows = Indicator.everything.filter(is_draft=True, pk=key).select_related("changes")
    found = rows.first()
    return IndicatorDraft(found, found.changes) if found else None


@dataclass(frozen=True)
class PreviewedPlace:
    """`before`: as it is published, None of a new indicator or where it has no value."""

    name: str
    before: IndicatorValue | None
    after: IndicatorValue | None


class IndicatorPreview:
    """What a draft would come to in the newest consolidation of a year, beside what is published;
    a fixed number of queries, and nothing is stored."""

    def __init__(self, draft: IndicatorDraft, run: Consolidation) -> None:
        self.draft, self.run = draft, run

    @cached_property
    def before(self) -> IndicatorLine | None:
        published = self.draft.published
        return self._line(published) if published and published.covers(self.run.year) else None

    @cached_property
    def after(self) -> IndicatorLine | None:
        row = self.draft.row
        return self._line(row) if row.covers(self.run.year) else None

    @cached_property
    def places(self) -> list[PreviewedPlace]:
        """Provinces in protocol order, where either has a value."""
        names = unit_names(self.run.year, get_language() or "en")
        pairs = self._of_places(self.draft.published), self._of_places(self.draft.row)
        keys = dict.fromkeys(key for found in pairs for key in found)
        return [
            PreviewedPlace(names.get(key, str(key)), *(found.get(key) for found in pairs))
            for key in keys
        ]

    @cached_property
    def _values(self) -> list[IndicatorValue]:
        rows = [row for row in (self.draft.published, self.draft.row) if row is not None]
        asked = [row for row in rows if row.covers(self.run.year)]
        return indicator_values(self.run, FigureBook(self.run), asked) if asked else []

    def _of(self, indicator: Indicator | None) -> Iterator[IndicatorValue]:
        for value in self._values:
            if indicator is not None and value.indicator_id == indicator.pk:
                yield value

    def _of_places(self, indicator: Indicator | None) -> dict[int, IndicatorValue]:
        return {
            value.organisation_unit_id: value
            for value in self._of(indicator)
            if value.organisation_unit_id and value.period_key == self.run.period_key
        }

    def _line(self, indicator: Indicator) -> IndicatorLine:
        aimed = self.draft.published or indicator
        return IndicatorLine(
            indicator,
            self.run.period,
            months_gone(self.run),
            {value.period_key: value for value in self._of(indicator)
             if value.organisation_unit_id is None},
            target_for(targets_of([aimed])[aimed.pk], self.run.year),
        )  # fmt: skip


def preview_of(draft: IndicatorDraft, year: int | None) -> IndicatorPreview | None:
    """In `year`, else in the newest year in which it would hold; None where none has figures."""
    runs = runs_of_years()
    run = next((run for run in runs if run.year == year), None) or _newest(runs, draft.row)
    return IndicatorPreview(draft, run) if run else None


def _newest(runs: Iterable[Consolidation], row: Indicator) -> Consolidation | None:
    return next((run for run in runs if row.covers(run.year)), None)


def preview_years() -> list[int]:
    return [run.year for run in runs_of_years()]
