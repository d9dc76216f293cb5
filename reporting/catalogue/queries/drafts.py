"""The drafts of the catalogue, table by table, with what is missing of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from reporting.catalogue.rules.drafts import Draft, Looked, Needed, looked_at
from reporting.core.queries.practice_years import practice_years
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_name
from reporting.models import Edition
from strategies.models import Element, Option, Publishable, Table, TableRule

KINDS: dict[str, type[Publishable]] = {
    "table": Table,
    "column": Element,
    "row": Option,
    "rule": TableRule,
}
MOST_LATELY = 20


@dataclass(frozen=True)
class DraftTable:
    """A table with drafts: a draft itself, or published with drafts in it."""

    table: Table
    drafts: list[Looked]

    @property
    def ready(self) -> int:
        return sum(not looked.obstacles for looked in self.drafts)


def key_of(row: Publishable) -> str:
    kind = next(kind for kind, model in KINDS.items() if isinstance(row, model))
    return f"{kind}-{row.pk}"


def row_of(key: str) -> Publishable | None:
    """The row that a page names by its key; None where there is none (any more)."""
    kind, _dash, number = key.partition("-")
    if kind not in KINDS or not number.isdecimal() or len(number) > 18:
        return None
    found: Publishable | None = KINDS[kind].everything.filter(pk=int(number)).first()
    return found


def annual_years() -> frozenset[int]:
    """The years whose annual report is published; two queries."""
    keys = Edition.objects.filter(state=Edition.State.PUBLISHED).values_list(
        "period_key", flat=True
    )
    years = {Period.from_key(key).year for key in keys if Period.from_key(key).is_year}
    return frozenset(years) - practice_years()


def draft_tables(code: str | None = None) -> list[DraftTable]:
    """In the order of the report, each with its drafts; or only the table `code`. A fixed number
    of queries."""
    found = _Drafts(code)
    years = annual_years()
    return [
        DraftTable(table, looked_at(drafts, years)) for table, drafts in found.by_table() if drafts
    ]


class _Drafts:
    def __init__(self, code: str | None) -> None:
        only = Q(table__code=code) if code else Q()
        self.elements = _by_table(Element.everything.filter(only).select_related("part_of"))
        self.options = _by_table(Option.everything.filter(only).select_related("group"))
        self.rules = _by_table(TableRule.everything.filter(only).order_by("code"))
        rows = Table.everything.filter(code=code) if code else Table.everything.all()
        self.tables = {
            table.pk: table
            for table in rows.select_related("section", "shown")
            .annotate(carried=Count("data_sets", distinct=True))
            .order_by("position", "pk")
        }

    def by_table(self) -> Iterator[tuple[Table, list[Draft]]]:
        for table in self.tables.values():
            yield table, list(self._of(table))

    def _of(self, table: Any) -> Iterator[Draft]:
        if table.is_draft:
            yield Draft(
                kind="table",
                key=key_of(table),
                code=table.code,
                title=table.title,
                texts=((table.title_en, table.title_km),),
                first=table.valid_from,
                last=table.valid_to,
                needs=tuple(_needed(table.shown)),
                table_kind=table.kind,
                columns=len(self.elements[table.pk]),
                rows=len(self.options[table.pk]),
                forms=table.carried,
            )
        for element in _drafts(self.elements[table.pk]):
            yield self._column(table, element)
        for option in _drafts(self.options[table.pk]):
            yield _row(table, option)
        for rule in _drafts(self.rules[table.pk]):
            yield self._rule(table, rule)

    def _column(self, table: Table, element: Element) -> Draft:
        heads = [*element.header_km, *[""] * len(element.header_en)]
        return Draft(
            kind="column",
            key=key_of(element),
            code=element.code,
            title=element.title,
            texts=(
                (element.title_en, element.title_km),
                *zip(element.header_en, heads, strict=False),
            ),
            unit=element.unit_of_count,
            needs=(*_needed(table), *_needed(element.part_of)),
            checked=self._is_checked(table, element),
            **_years(table, element),
        )

    def _is_checked(self, table: Table, element: Element) -> bool:
        """Whether what calls itself a part is held against its whole."""
        if not element.role or element.part_of_id:
            return True
        named = {code for rule in self.rules[table.pk] for code in (rule.whole, *rule.parts)}
        return any(element.code in (code, cell_name(code).element) for code in named)

    def _rule(self, table: Table, rule: TableRule) -> Draft:
        needs, unknown = list(_needed(table)), []
        for code in (rule.whole, *rule.parts):
            rows = self._named(table, code)
            if rows is None:
                unknown.append(code)
            else:
                needs += [needed for row in rows for needed in _needed(row)]
        return Draft(
            kind="rule",
            key=key_of(rule),
            code=rule.code,
            title=rule.code,
            texts=((rule.message_en, rule.message_km),),
            needs=tuple(needs),
            unknown=tuple(unknown),
            **_years(table, rule),
        )

    def _named(self, table: Table, code: str) -> list[Publishable] | None:
        """The rows that a column's or a cell's code names; None where one is not there."""
        column = self._parts.get((table.code, "column", code))
        if column is not None:
            return [column]
        try:
            name = cell_name(code)
        except ValueError:
            return None
        asked = [("column", name.element), *([("row", name.option)] if name.option else [])]
        found = [self._parts.get((name.table, kind, part)) for kind, part in asked]
        return None if None in found else [row for row in found if row is not None]

    @cached_property
    def _parts(self) -> dict[tuple[str, str, str | None], Publishable]:
        """Of all tables: a rule may name cells of another one."""
        return {
            (row.table.code, kind, row.code): row
            for kind, model in (("column", Element), ("row", Option))
            for row in model.everything.select_related("table")
        }


def _by_table(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.table_id].append(row)
    return found


def _drafts(rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if row.is_draft]


def _needed(row: Any) -> Iterator[Needed]:
    if row is not None and row.is_draft:
        yield Needed(key_of(row), str(row))


def _row(table: Table, option: Option) -> Draft:
    return Draft(
        kind="row",
        key=key_of(option),
        code=option.code,
        title=option.title,
        texts=((option.title_en, option.title_km),),
        needs=(*_needed(table), *_needed(option.group)),
        **_years(table, option),
    )


def _years(table: Table, part: Publishable) -> dict[str, Any]:
    """A part stands in forms while its table does."""
    ends = [year for year in (table.valid_to, part.valid_to) if year is not None]
    return {
        "first": max(table.valid_from, part.valid_from),
        "last": min(ends) if ends else None,
    }


@dataclass(frozen=True)
class Lately:
    """What was published in the portal: it may be taken back while nothing stands on it."""

    key: str
    kind: str
    title: str
    table: Table
    row: Any


def published_lately() -> list[Lately]:
    """The newest first; four queries."""
    found = []
    for kind, model in KINDS.items():
        rows: Any = model.objects.filter(published_by__isnull=False)
        rows = rows.select_related("published_by", *([] if model is Table else ["table"]))
        for row in rows.order_by("-published_at", "pk")[:MOST_LATELY]:
            table = row if isinstance(row, Table) else row.table
            found.append(Lately(key_of(row), kind, str(row), table, row))
    return sorted(found, key=lambda one: one.row.published_at, reverse=True)[:MOST_LATELY]
