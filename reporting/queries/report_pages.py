"""All that the page of one report shows; the number of queries is always the same."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from reporting.kernel.rules import Finding
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code, cell_name
from reporting.models import Explanation, ListEntry, Report, ReviewStep, Revision
from reporting.queries.checks import TableValues, finding_key, findings, values_of
from reporting.queries.forms import CellAddress, form_tables
from reporting.queries.specs import table_specs
from strategies.models import Element, Table

PLACES = {"usd": 2}


@dataclass(frozen=True)
class Check:
    """A finding, by which key it is explained, and how (blank: not yet)."""

    finding: Finding
    key: str
    explanation: str
    may_be_explained: bool

    @property
    def is_open(self) -> bool:
        return not self.explanation or not self.may_be_explained


@dataclass(frozen=True)
class Content:
    """What a revision says, as its form has it. `headings`: the path over a column, by its key."""

    revision: Revision
    tables: list[Table]
    specs: dict[str, TableSpec]
    values: TableValues
    entries: dict[str, list[ListEntry]]
    statements: dict[str, str]
    checks: list[Check]
    headings: dict[tuple[str, str], tuple[str, ...]]

    def numbers(self, table: str) -> dict[CellKey, Value]:
        return self.values.get(table, {})

    def is_empty(self, table: str) -> bool:
        said = (self.values, self.entries, self.statements)
        return not any(table in one for one in said)

    @cached_property
    def open_checks(self) -> list[Check]:
        return [check for check in self.checks if check.is_open]


def content_of(revision: Revision) -> Content:
    tables = list(form_tables(revision.report))
    entries: dict[str, list[ListEntry]] = defaultdict(list)
    for entry in revision.entries.select_related("table").order_by("position", "pk"):
        entries[entry.table.code].append(entry)
    return Content(
        revision=revision,
        tables=tables,
        specs=table_specs(tables, revision.report.year),
        values=values_of(revision),
        entries=dict(entries),
        statements=dict(revision.statements.values_list("table__code", "reason")),
        checks=_checks(revision),
        headings=_headings(tables),
    )


def _checks(revision: Revision) -> list[Check]:
    explained = dict(Explanation.objects.filter(revision=revision).values_list("finding", "text"))
    lenient = bool(revision.report.transcribed_from)
    return [
        Check(
            finding=finding,
            key=finding_key(finding),
            explanation=explained.get(finding_key(finding), ""),
            may_be_explained=lenient or finding.severity != "error",
        )
        for finding in findings(revision)
    ]


def _headings(tables: list[Table]) -> dict[tuple[str, str], tuple[str, ...]]:
    khmer = (get_language() or "en").startswith("km")
    rows = Element.objects.filter(table__in=tables).exclude(header_en=[])
    return {
        (table, element): tuple(km if khmer and any(km) else en)
        for table, element, en, km in rows.values_list(
            "table__code", "code", "header_en", "header_km"
        )
    }


def address(table: str, key: CellKey) -> CellAddress:
    return CellAddress(cell_code(table, key.option, key.element), key.entry)


def address_of(code: str) -> CellAddress:
    """Of a cell as the checks name it, with the open row inside (`materials{a}.times`)."""
    name = cell_name(code)
    return CellAddress(cell_code(name.table, name.option, name.element or ""), name.entry)


def places(spec: TableSpec, key: CellKey) -> int:
    """How many decimals a cell may have: two for money, none for what is counted."""
    option = spec.option(key.option) if key.option else None
    element = spec.element(key.element)
    unit = (option.unit if option else "") or (element.unit if element else "")
    return PLACES.get(unit, 0)


def steps_of(report: Report) -> list[ReviewStep]:
    """All rounds, newest first."""
    return list(
        ReviewStep.objects.filter(revision__report=report)
        .select_related("by", "revision")
        .order_by("-at", "-pk")
    )


def revisions_of(report: Report) -> list[Revision]:
    return list(report.revisions.select_related("submitted_by", "decided_by").order_by("-number"))


def last_signed(report: Report) -> Revision | None:
    """The newest revision that was signed, whatever became of it."""
    signed = report.revisions.filter(submitted_at__isnull=False)
    return (
        signed.select_related(
            "report__data_set", "report__organisation_unit", "prepared_by", "submitted_by"
        )
        .order_by("-number")
        .first()
    )
