"""Which table stands beside the same table of the year before, as a passage stores it; and the
difference of two numbers.

    {"table": "offences", "elements": ["cases"], "rows": ["tip", ""], "caption_en": ""}

Nothing chosen is everything; the row "" is all rows together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reporting.document.charts.spec import ALL_ROWS, ChartInputs, SpecError
from reporting.document.charts.spec_reading import (
    NO_COLUMN,
    NO_ROW,
    NO_TABLE,
    all_known,
    caption_of,
    texts_of,
)

_ = str  # marks a template for translation

NOT_BOTH = _("There are no figures of the year before in this table.")
HUNDRED, TENTH = Decimal(100), Decimal("0.1")


@dataclass(frozen=True)
class ComparisonSpec:
    table: str
    elements: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    caption_en: str = ""
    caption_km: str = ""

    def caption(self, language: str) -> str:
        return (self.caption_km or self.caption_en) if language == "km" else self.caption_en

    def to_json(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "elements": list(self.elements),
            "rows": list(self.rows),
            "caption_en": self.caption_en,
            "caption_km": self.caption_km,
        }


def may_be_compared(ground: ChartInputs) -> bool:
    return len(ground.years) > 1 and bool(ground.elements)


def read_comparison(data: Mapping[str, Any], ground: ChartInputs) -> ComparisonSpec:
    """Raises `SpecError`."""
    if data.get("table") != ground.table:
        raise SpecError("table", NO_TABLE)
    if not may_be_compared(ground):
        raise SpecError("table", NOT_BOTH)
    elements, rows = texts_of(data.get("elements")), texts_of(data.get("rows"))
    all_known("elements", elements, {element.code for element in ground.elements}, NO_COLUMN)
    all_known("rows", rows, {option.code for option in ground.options} | {ALL_ROWS}, NO_ROW)
    return ComparisonSpec(
        ground.table, elements, rows, caption_of(data, "caption_en"), caption_of(data, "caption_km")
    )


@dataclass(frozen=True, slots=True)
class NumberDifference:
    """`percent` is of the number before, to a tenth; None of 0."""

    difference: Decimal
    percent: Decimal | None


def difference(before: Decimal, after: Decimal) -> NumberDifference:
    change = after - before
    if not before:
        return NumberDifference(change, None)
    percent = (change / before * HUNDRED).quantize(TENTH, rounding=ROUND_HALF_UP)
    return NumberDifference(change, percent)
