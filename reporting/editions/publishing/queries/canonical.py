"""An edition in one fixed notation, of which fingerprints are made: its text, its figures, the
revisions that they were made from, the catalogue of its year."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection, models
from django.db.models import F, Q

from reporting.document.sentences.pairs import Pair, state_of
from reporting.editions.publishing.rules.manifest import FigureLine, digest_of
from reporting.kernel.periods import Period
from reporting.models import (
    Consolidation,
    Edition,
    Passage,
    Revision,
    Settlement,
    TranslatedWords,
)
from strategies.models import (
    Cell,
    CellRollup,
    Chart,
    Classification,
    CodedRows,
    Comparison,
    DataSet,
    Derivation,
    Element,
    ElementCategory,
    MeasuredElement,
    Option,
    Section,
    Table,
    TableDataSet,
    TableRule,
)
from strategies.models.drafts import PUBLICATION, Publishable
from strategies.models.labels import Dated, in_year

OF_PASSAGE = ("section", "kind", "level", "label", "text", "spec")
# Each with what else has to hold in the year for its row to hold.
CATALOGUE: dict[type[models.Model], tuple[str, ...]] = {
    Section: (),
    DataSet: (),
    Table: ("section",),
    TableDataSet: ("table", "data_set"),
    Element: ("table",),
    Option: ("table",),
    Cell: ("table", "element", "option"),
    CellRollup: ("leaf__table", "target__table"),
    Derivation: ("cell__table",),
    MeasuredElement: ("element", "element__table"),
    ElementCategory: ("element", "element__table"),
    CodedRows: ("table",),
    Classification: ("option", "option__table"),
    TableRule: ("table",),
    Comparison: ("section",),
    Chart: ("section",),
}
# What holds of a year and of the one before it, and must not say what began later.
BEGUN: dict[type[models.Model], tuple[str, ...]] = {
    CellRollup: ("leaf__element__", "leaf__option__", "target__element__"),
    Derivation: ("", "cell__element__", "cell__option__"),
}

# In the order and notation of consolidation_sql.DIGEST.
FIGURES = """
SELECT cell.code, f.period_key::text, f.kind, coalesce(unit.code, ''), f.value::text,
       f.received::text, f.expected::text
FROM reporting_figure f
JOIN strategies_cell cell ON cell.id = f.cell_id
LEFT JOIN provinces_organisationunit unit ON unit.id = f.organisation_unit_id
WHERE f.consolidation_id = %s
ORDER BY cell.code, f.period_key, f.kind, unit.code NULLS FIRST
"""
BY_SECTION = """
SELECT section.code, encode(sha256(convert_to(string_agg(
    concat_ws('|', cell.code, f.period_key, f.kind, unit.code, f.value, f.received, f.expected),
    E'\\n' ORDER BY cell.code, f.period_key, f.kind, unit.code NULLS FIRST
), 'UTF8')), 'hex')
FROM reporting_figure f
JOIN strategies_cell cell ON cell.id = f.cell_id
JOIN strategies_table one ON one.id = cell.table_id
JOIN strategies_section section ON section.id = one.section_id
LEFT JOIN provinces_organisationunit unit ON unit.id = f.organisation_unit_id
WHERE f.consolidation_id = %s
GROUP BY section.code
"""


def canonical_figures(consolidation: Consolidation) -> list[FigureLine]:
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, [consolidation.pk])
        found: list[FigureLine] = cursor.fetchall()
    return found


def figures_by_section(consolidation: Consolidation) -> dict[str, str]:
    """Section -> fingerprint of the figures of its tables; one query."""
    with connection.cursor() as cursor:
        cursor.execute(BY_SECTION, [consolidation.pk])
        return dict(cursor.fetchall())


def canonical_text(edition: Edition) -> dict[str, Any]:
    """The passages in the order of reading within their sections, the notes that explained
    discrepancies leave in print, and what is translated besides; three queries. What has no
    counterpart reads as it did before there were any: its fingerprint stays."""
    return edition_text(passage_values(edition), printed_notes(edition), translated_words(edition))


def edition_text(
    passages: list[dict[str, Any]], notes: list[list[str]], words: list[list[str]]
) -> dict[str, Any]:
    text: dict[str, Any] = {"passages": passages, "notes": notes}
    return {**text, "words": words} if words else text


def passage_values(edition: Edition) -> list[dict[str, Any]]:
    rows = Passage.objects.filter(edition=edition, removed=False).order_by(
        "section", "position", "pk"
    )
    found = rows.values(*OF_PASSAGE, "language", "translation", "translates")
    return [_with_counterpart(row) for row in found]


def _with_counterpart(row: dict[str, Any]) -> dict[str, Any]:
    pair = Pair(row["text"], row.pop("language"), row.pop("translation"), row.pop("translates"))
    if not pair.translation:
        return row
    is_valid = state_of(pair) == "translated"
    return {**row, "translation": pair.translation, "translated": is_valid}


def translated_words(edition: Edition) -> list[list[str]]:
    rows = TranslatedWords.objects.filter(edition=edition).order_by("mark")
    return [[text, translation] for text, translation in rows.values_list("text", "translation")]


def printed_notes(edition: Edition) -> list[list[str]]:
    """What explanations change in print: a note under a section, or ("") only that the annex lists
    the discrepancy among those that are explained."""
    newest = (
        Settlement.objects.filter(period_key=edition.period_key)
        .order_by("fingerprint", "-pk")
        .distinct("fingerprint")
        .values_list("fingerprint", "state", "footnote", "text")
    )
    return [
        [fingerprint, text if footnote else ""]
        for fingerprint, state, footnote, text in newest
        if state == Settlement.State.EXPLAINED
    ]


def text_digest(edition: Edition) -> str:
    return digest_of(canonical_text(edition))


def revisions_used(consolidation: Consolidation) -> list[dict[str, Any]]:
    """By their addresses, in a stable order; one query."""
    rows = (
        Revision.objects.filter(pk__in=consolidation.chosen.values("revision_id"))
        .order_by("organisation_unit__code", "report__data_set__code", "report__period_key")
        .values_list(
            "organisation_unit__code", "report__data_set__code", "report__period_key", "number"
        )
    )
    return [
        {"unit": unit, "form": form, "period": Period.from_key(key).code, "revision": number}
        for unit, form, key, number in rows
    ]


def catalogue_of(year: int) -> dict[str, Any]:
    """Every row of the catalogue that holds in the year, by codes instead of numbers; a query a
    model."""
    return {model._meta.model_name or "": list(_rows(model, year)) for model in CATALOGUE}


def _rows(model: type[models.Model], year: int) -> Iterator[Mapping[str, Any]]:
    """Who published a row, and when, is not what it says."""
    holds = in_year(year) if issubclass(model, Dated) else Q()
    if issubclass(model, Publishable):
        holds &= Q(is_draft=False)
    if model is TableDataSet:
        holds &= Q(table__is_draft=False)
    for name in CATALOGUE[model]:
        holds &= _in_year(year, f"{name}__")
    for prefix in BEGUN.get(model, ()):
        none = Q(**{f"{prefix}valid_from__isnull": True})
        holds &= none | Q(**{f"{prefix}valid_from__lte": year})
    rows = model._default_manager.filter(holds)
    named = {
        f"{field.name}_code": F(f"{field.name}__code")
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and _has_code(field.related_model)
    }
    plain = [
        field.attname for field in model._meta.concrete_fields
        if not (field.primary_key or field.is_relation or field.name in PUBLICATION)
    ]  # fmt: skip
    found = [*rows.values(*plain, **named)]
    return iter(sorted(found, key=lambda row: digest_of(row)))


def _in_year(year: int, prefix: str) -> Q:
    """As `in_year`, of a related row; a total has no row of its table."""
    none = {f"{prefix}valid_from__isnull": True}
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": year})
    return Q(**none) | (ends & Q(**{f"{prefix}valid_from__lte": year}))


def _has_code(model: Any) -> bool:
    return any(field.name == "code" for field in model._meta.concrete_fields)
