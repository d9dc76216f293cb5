"""What the report prints and computes beyond its tables: comparisons, charts, indicators."""

from decimal import Decimal

from reporting.catalogue.actions.labelled_rows import (
    message_of,
    standing_of,
    titles_of,
    upsert,
    years_of,
)
from reporting.catalogue.queries.indicator_expressions import wrong_expression
from reporting.catalogue.rules.files import CatalogueError, Files, label
from strategies.models import Chart, Comparison, Indicator, Section


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
    sections = dict(Section.objects.values_list("code", "pk"))
    charts = [(section, c) for section in files.sections for c in section.get("charts") or []]
    upsert(
        Chart,
        [
            Chart(
                section_id=sections[section["id"]],
                code=row["code"],
                kind=row["kind"],
                years=row["years"],
                series_titles_en=[label(s["title"])[0] for s in row["series"]],
                series_titles_km=[label(s["title"])[1] for s in row["series"]],
                series_standings=[standing_of(s["title"]) for s in row["series"]],
                expressions=[s["expression"] for s in row["series"]],
                position=position,
                **titles_of(row),
                **years_of(row),
            )
            for position, (section, row) in enumerate(charts)
        ],
        ["code"],
    )


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
            wrong = wrong_expression(expression)
            if wrong:
                raise CatalogueError(f"indicator {indicator.code}: {wrong}")
    upsert(Indicator, rows, ["code"])
