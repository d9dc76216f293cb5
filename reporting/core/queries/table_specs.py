"""The catalogue's tables as the kernel sees them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import get_language

from reporting.core.queries.coded_rows import coded_rows
from reporting.kernel.tables import (
    Aggregation,
    ElementSpec,
    OptionSpec,
    RuleKind,
    RuleSpec,
    Severity,
    TableKind,
    TableSpec,
)
from strategies.models import Derivation, Publishable, Table, TableRule
from strategies.models import Element as ElementRow
from strategies.models import Option as OptionRow

Rows = Callable[[type[Publishable]], QuerySet[Any]]


def published(model: type[Publishable]) -> QuerySet[Any]:
    return model.objects.all()


def table_specs(
    tables: Iterable[Table], year: int, language: str | None = None, rows: Rows = published
) -> dict[str, TableSpec]:
    """A spec for each of `tables`, by code, with titles in `language`; seven queries. `rows`: which
    columns, rows and rules there are: those of a signed report, say, or drafts too."""
    chosen = list(tables)
    language = language or get_language() or "en"
    ids = [table.pk for table in chosen]
    elements = _elements(ids, year, language, rows)
    options = _options(ids, year, language, rows)
    rules = _rules(ids, year, language, rows)
    computed = _computed(ids, year)
    coded = coded_rows([table.pk for table in chosen if table.kind == "open"], year, language)
    return {
        table.code: TableSpec(
            code=table.code,
            section=table.section.code,
            kind=cast(TableKind, table.kind),
            layout=table.layout,
            elements=tuple(elements[table.pk]),
            options=tuple(options[table.pk]),
            totals=table.totals,
            rules=tuple(rules[table.pk]),
            title=table.title_in(language),
            computed=computed[table.pk],
            coded=tuple(coded.get(table.pk, ())),
        )
        for table in chosen
    }


def _elements(ids: list[int], year: int, language: str, rows: Rows) -> dict[int, list[ElementSpec]]:
    computed = Derivation.objects.filter(
        cell__table_id__in=ids, cell__option=None, valid_from__lte=year
    )
    derived = dict(computed.values_list("cell__element_id", "expression"))
    found: dict[int, list[ElementSpec]] = defaultdict(list)
    chosen = rows(ElementRow).filter(table_id__in=ids).select_related("part_of")
    for row in chosen.order_by("position"):
        if row.covers(year):
            found[row.table_id].append(
                ElementSpec(
                    code=row.code,
                    title=_full_title(row, language),
                    unit=row.unit_of_count,
                    aggregation=cast(Aggregation, row.aggregation),
                    part_of=row.part_of.code if row.part_of else "",
                    role=row.role,
                    derived=derived.get(row.pk, ""),
                )
            )
    return found


def _computed(ids: list[int], year: int) -> dict[int, dict[str, str]]:
    """Of tables with rows: the cells that are computed one by one."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Derivation.objects.filter(cell__table_id__in=ids, valid_from__lte=year)
    for table, code, expression in rows.exclude(cell__option=None).values_list(
        "cell__table_id", "cell__code", "expression"
    ):
        found[table][code] = expression
    return found


def _full_title(row: ElementRow, language: str) -> str:
    """With the heading path: “M” alone says nothing in a message."""
    khmer = language == "km" and all(row.header_km)
    path = row.header_km if khmer else row.header_en
    return " – ".join([*path, row.title_in(language)])


def _options(ids: list[int], year: int, language: str, rows: Rows) -> dict[int, list[OptionSpec]]:
    found: dict[int, list[OptionSpec]] = defaultdict(list)
    chosen = rows(OptionRow).filter(table_id__in=ids).select_related("group")
    for row in chosen.order_by("position"):
        if row.covers(year):
            found[row.table_id].append(
                OptionSpec(
                    code=row.code,
                    title=row.title_in(language),
                    group=row.group.code if row.group else "",
                    is_group=row.is_group,
                    unit=row.unit_of_count,
                )
            )
    return found


def _rules(ids: list[int], year: int, language: str, rows: Rows) -> dict[int, list[RuleSpec]]:
    found: dict[int, list[RuleSpec]] = defaultdict(list)
    for row in rows(TableRule).filter(table_id__in=ids).order_by("code"):
        if row.covers(year):
            khmer = language.startswith("km") and row.message_km
            found[row.table_id].append(
                RuleSpec(
                    code=row.code,
                    kind=cast(RuleKind, row.kind),
                    whole=row.whole,
                    parts=tuple(row.parts),
                    severity=cast(Severity, row.severity),
                    message=row.message_km if khmer else row.message_en,
                )
            )
    return found
