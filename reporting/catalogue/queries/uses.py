"""Whether reports stand on rows of the catalogue, and what else names them.

The first question is put to whatever protects the rows, so that nobody need list the tables.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from reporting.models import DataValue, ListEntry
from strategies.models import (
    Cell,
    Chart,
    Comparison,
    DataSet,
    Derivation,
    Element,
    Indicator,
    KeyFigure,
    Option,
    Section,
    Table,
    TableDataSet,
    TableRule,
)

CatalogueRow = Section | Table | Element | Option | DataSet | Cell | TableDataSet


def is_used(rows: models.QuerySet[Any]) -> bool:
    """True where a row that may not lose them points at one of `rows`."""
    return any(
        field.model._base_manager.filter(**{f"{field.name}__in": rows.order_by()}).exists()
        for field in _protected_by(rows.model)
    )


def _protected_by(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT:
            yield relation.field


def cells_of(row: CatalogueRow) -> QuerySet[Cell]:
    if isinstance(row, Cell):
        return Cell.objects.filter(pk=row.pk)
    if isinstance(row, DataSet):
        return Cell.objects.none()
    if isinstance(row, TableDataSet):
        return Cell.objects.filter(table=row.table_id)
    found = {Section: Q(table__section=row), Table: Q(table=row), Element: Q(element=row)}
    return Cell.objects.filter(found.get(type(row), Q(option=row)))


def is_reported(row: CatalogueRow) -> bool:
    """Whether reports or figures have something that stands on this row."""
    if isinstance(row, TableDataSet):
        return reported_in(row).exists()
    if is_used(cells_of(row)):
        return True
    if isinstance(row, Section):
        return is_used(Table.objects.filter(section=row))
    if isinstance(row, Table | DataSet):
        return is_used(type(row)._default_manager.filter(pk=row.pk))
    return False


def reported_years(
    row: CatalogueRow | Chart | Comparison | Indicator | KeyFigure,
) -> tuple[int, int] | None:
    """The first and the last year for which reports have something here."""
    if isinstance(row, Chart | Comparison | Indicator | KeyFigure):
        return None  # they show numbers; nobody enters any in them
    asked = [DataValue.objects.filter(cell__in=cells_of(row).order_by())]
    if isinstance(row, TableDataSet):
        asked = [reported_in(row)]
    years: list[int] = []
    if isinstance(row, Section):
        asked.append(ListEntry.objects.filter(table__section=row))  # type: ignore[arg-type]
    if isinstance(row, Table):
        asked.append(ListEntry.objects.filter(table=row))  # type: ignore[arg-type]
    for rows in asked:
        ends = rows.order_by().aggregate(
            first=Min("revision__report__year"), last=Max("revision__report__year")
        )
        years += [year for year in ends.values() if year is not None]
    return (min(years), max(years)) if years else None


def reported_in(place: TableDataSet) -> QuerySet[DataValue]:
    """The numbers that reports on this form, of these units, have in the table."""
    rows = DataValue.objects.filter(
        cell__table=place.table_id, revision__report__data_set=place.data_set_id
    )
    return rows.filter(organisation_unit__code__in=place.units) if place.units else rows


def why_kept(row: CatalogueRow) -> str | None:
    """Why this row cannot be removed; None where it can."""
    if is_reported(row):
        return _(
            "Reports use “%(title)s”, so it cannot be removed. "
            "Give it a last year: from the next year on it is not asked any more."
        ) % {"title": row}
    mention = mention_of(row)
    if mention:
        return _("“%(title)s” cannot be removed: %(mention)s refers to it. Change that first.") % {
            "title": row,
            "mention": mention,
        }
    return None


def mention_of(row: CatalogueRow) -> str | None:
    """The first rule, comparison, chart, indicator, key figure or computed cell that names one of
    its cells."""
    if isinstance(row, DataSet):
        return None
    codes = set(cells_of(row).values_list("code", flat=True))
    if isinstance(row, Element):
        rule = TableRule.objects.filter(
            Q(whole=row.code) | Q(parts__contains=[row.code]), table_id=row.table_id
        ).first()
        if rule:
            return _("the rule %(code)s") % {"code": rule.code}
    if not codes:
        return None
    return (
        _named_in(codes, Derivation.objects.exclude(cell__in=cells_of(row)), "expression")
        or _named_in(codes, Comparison.objects.all(), "part", "whole")
        or _named_in(codes, Chart.objects.all(), "expressions")
        or _named_in(codes, Indicator.objects.all(), "numerator", "denominator")
        or _named_in(codes, KeyFigure.objects.all(), "expression")
    )


def _named_in(
    codes: set[str],
    rows: "QuerySet[Any]",
    *fields: str,
) -> str | None:  # fmt: skip
    asked = reduce(or_, (Q(**{f"{field}__icontains": code}) for field in fields for code in codes))
    found = rows.filter(asked).first()
    if found is None:
        return None
    return _("%(kind)s “%(name)s”") % {"kind": found._meta.verbose_name, "name": found}
