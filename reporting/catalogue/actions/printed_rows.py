"""What the report prints and computes beyond its tables: comparisons, charts, key figures,
indicators."""

from decimal import Decimal
from typing import Any

from reporting.catalogue.actions.labelled_rows import (
    message_of,
    standing_of,
    titles_of,
    upsert,
    years_of,
)
from reporting.catalogue.queries.indicator_expressions import wrong_expression
from reporting.catalogue.rules.files import CatalogueError, Files, label
from reporting.catalogue.rules.key_figures import expressions_of
from strategies.models import Chart, Comparison, Indicator, KeyFigure, Section

FIRST_YEAR = 2019


def load_comparisons(files: Files) -> None:
    sections = dict(Section.objects.values_list("code", "pk"))
    upsert(
        Comparison,
        [
            Comparison(
                section_id=sections[row["section"]],
                code=row["code"],
                kind=row["kind"],
                part=row["part"],
                whole=row["whole"],
                **message_of(row),
                **years_of(row),
            )
            for row in files.comparisons
        ],
        ["code"],
    )


def load_charts(files: Files) -> None:
    """Errors: `CatalogueError` where one names a figure that no year has."""
    sections = dict(Section.objects.values_list("code", "pk"))
    charts = [_chart(row, sections, position) for position, row in enumerate(files.charts)]
    for chart in charts:
        for expression in chart.expressions:
            _refuse_wrong(f"chart {chart.code}", expression)
    upsert(Chart, charts, ["code"])


def _chart(row: dict[str, Any], sections: dict[str, int], position: int) -> Chart:
    series, categories = row.get("series") or [], row.get("categories") or []
    form = row.get("form") or Chart.Form.YEARS
    return Chart(
        section_id=sections[row["section"]],
        code=row["code"],
        kind=row["kind"],
        form=form,
        years=row.get("years") or [],
        unit_of_count=row.get("unit") or "",
        categories_en=[label(title)[0] for title in categories],
        categories_km=[label(title)[1] for title in categories],
        category_standings=[standing_of(title) for title in categories],
        series_titles_en=[label(one["title"])[0] for one in series],
        series_titles_km=[label(one["title"])[1] for one in series],
        series_standings=[standing_of(one["title"]) for one in series],
        expressions=list(expressions_of(row)),
        # The charts of a section's own list are printed wherever they hold.
        placed_from=row.get("placed_from", None if "form" in row else FIRST_YEAR),
        on_situation=row.get("situation", False),
        position=position,
        **titles_of(row),
        **years_of(row),
    )


def load_key_figures(files: Files) -> None:
    """Errors: `CatalogueError` where one names a figure that no year has."""
    rows = [
        KeyFigure(
            code=row["code"],
            expression=row["expression"],
            unit_of_count=row["unit"],
            direction=row["better"],
            position=position,
            **titles_of(row),
            **years_of(row),
        )
        for position, row in enumerate(files.key_figures)
    ]
    for found in rows:
        _refuse_wrong(f"key figure {found.code}", found.expression)
    upsert(KeyFigure, rows, ["code"])


def _refuse_wrong(where: str, expression: str) -> None:
    wrong = wrong_expression(expression)
    if wrong:
        raise CatalogueError(f"{where}: {wrong}")


def load_indicators(files: Files) -> None:
    """Errors: `CatalogueError` where one names a figure that no year has."""
    rows = []
    for position, row in enumerate(files.indicators):
        baseline = row.get("baseline") or {}
        rows.append(
            Indicator(
                code=row["code"],
                strategy=row["strategy"],
                group=str(row.get("group") or ""),
                numerator=row["numerator"],
                denominator=row.get("denominator") or "",
                scale=row.get("times", 1),
                unit_of_count=row["unit"],
                direction=row["better"],
                baseline=Decimal(baseline["value"]) if baseline else None,
                baseline_year=baseline.get("year"),
                report_line=row.get("line"),
                certain=row.get("certain", False),
                position=position,
                **titles_of(row),
                **years_of(row),
            )
        )
    for indicator in rows:
        for expression in (indicator.numerator, indicator.denominator):
            _refuse_wrong(f"indicator {indicator.code}", expression)
    upsert(Indicator, rows, ["code"])
