"""All that one revision says, with its checks, the steps that its report has taken, and who has
changed what in it; the number of queries is always the same."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import models

from provinces.tenancy import led_group
from reporting.access import led_tables
from reporting.checks.rules.table_rules import Finding
from reporting.core.queries.near_reports import near_reports
from reporting.entry.component_periods.queries.accepted_components import report_data_from
from reporting.entry.component_periods.rules.comparison_words import needs_reason
from reporting.entry.page.queries.activities import AssignedActivity, assigned, groups_offered
from reporting.entry.page.queries.asked_commitments import AskedCommitment, asked_commitments
from reporting.entry.page.queries.earlier_reports import (
    EarlierTables,
    copied_rows,
    earlier_tables,
    not_here,
    rows_of_period_before,
)
from reporting.entry.page.queries.form_tables import CellAddress, form_of_revision
from reporting.entry.page.queries.report_checks import (
    CheckInputs,
    components_for,
    findings,
    is_answer,
    is_sealed,
    said_in_rows,
    usual_for,
)
from reporting.entry.page.queries.stored_values import TableValues, values_before, values_of
from reporting.entry.page.rules.activity_progress import TABLE as ACTIVITIES
from reporting.entry.page.rules.answers_that_hold import about, holds
from reporting.entry.page.rules.commitment_answers import TABLE as COMMITMENTS
from reporting.entry.page.rules.retired_answers import RETIRED, retired_findings
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code, cell_name
from reporting.models import ListEntry, Revision, answer_words
from strategies.models import Table

PLACES = {"usd": 2}


@dataclass(frozen=True)
class Answer:
    """`reason`: a code of `Explanation.Reason`, or blank; `about`: see `Explanation`."""

    text: str
    reason: str = ""
    about: str = ""


@dataclass(frozen=True)
class Check:
    """A finding, by which key it is explained, and how (blank: not yet). `about`: its numbers, as
    an answer keeps them; `earlier`: the answer that was given for other numbers than these."""

    finding: Finding
    key: str
    explanation: str
    may_be_explained: bool
    reason: str = ""
    about: str = ""
    earlier: Answer | None = None

    @property
    def returned(self) -> bool:
        """Asked again, as the number has changed since it was answered."""
        return self.earlier is not None

    @property
    def is_open(self) -> bool:
        answered = is_answer(self.key, self.reason, self.explanation)
        return not (answered and self.may_be_explained)

    @property
    def needs_reason(self) -> bool:
        return needs_reason(self.key)

    @property
    def said(self) -> str:
        return answer_words(self.reason, self.explanation)


@dataclass(frozen=True)
class ReportContent:
    """What a revision says, as its form has it. `headings`: the path over a column, by its key;
    `before`: the accepted numbers of the period before; `computed` and `recorded`: see `Form`;
    `explained`: finding -> how it was answered."""

    revision: Revision
    tables: list[Table]
    specs: dict[str, TableSpec]
    values: TableValues
    entries: dict[str, list[ListEntry]]
    statements: dict[str, str]
    explained: Mapping[str, Answer]
    headings: dict[tuple[str, str], tuple[str, ...]]
    before: TableValues
    computed: Mapping[str, str]
    recorded: Collection[str]
    activities: list[AssignedActivity]
    commitments: list[AskedCommitment]

    def numbers(self, table: str) -> dict[CellKey, Value]:
        return self.values.get(table, {})

    def is_empty(self, table: str) -> bool:
        if table in self.statements:
            return False
        return not (self.values.get(table) or self.entries.get(table))

    @cached_property
    def earlier(self) -> EarlierTables:
        """What the unit filled before; one query, when somebody asks."""
        return earlier_tables(self.revision.report)

    @cached_property
    def _before(self) -> dict[str, list[ListEntry]]:
        """Rows of the period before, of tables whose rows have numbers; one query."""
        tables = {
            table.code: table.pk
            for table in self.tables
            if (spec := self.specs[table.code]).kind == "open" and spec.entered()
        }
        return rows_of_period_before(self.revision.report, tables)

    @cached_property
    def rows_before(self) -> dict[str, list[ListEntry]]:
        """Rows of the period before that are not in this report yet and still may be, by table,
        where nobody said “nothing this period”."""
        return {
            code: missing
            for code, rows in self._before.items()
            if code not in self.statements
            and (missing := not_here(rows, self.entries.get(code, []), self.specs[code]))
        }

    @cached_property
    def bare_rows(self) -> list[tuple[str, str]]:
        """(table, key) of rows as they were copied from the period before, to which nothing came:
        no number, no text, no evidence. Who typed a row this period removes it herself."""
        found = [
            (code, row.key)
            for code, rows in self._before.items()
            for row in copied_rows(rows, self.entries.get(code, []))
            if not any(key.entry == row.key for key in self.numbers(code))
        ]
        if not found:
            return []
        proved = set(
            self.revision.evidence.filter(entry__isnull=False)
            .order_by()
            .values_list("table__code", "entry__key")
        )
        return [key for key in found if key not in proved]

    @cached_property
    def groups(self) -> dict[str, dict[str, str]]:
        """Which activity groups a paragraph may belong to, by table: code -> title."""
        return groups_offered(self.tables, self.revision.report.year)

    @cached_property
    def checks(self) -> list[Check]:
        """Of the tables that are shown; computed when somebody asks."""
        shown = {ACTIVITIES, COMMITMENTS, *(table.code for table in self.tables)}
        lenient = bool(self.revision.report.transcribed_from)
        labels, days, texts = said_in_rows(self.entries)
        components = components_for(self.revision)
        period = self.revision.report.period
        stored = self.values, self.entries, self.statements
        own = report_data_from(period, *stored) if components else None
        given = CheckInputs(
            self.specs, self.values, self.before, labels,
            transcribed=lenient, own=own, components=components, activities=self.activities,
            commitments=self.commitments, days=days, texts=texts,
            usual=usual_for(self.revision.report),
        )  # fmt: skip
        return [
            self._check(finding, lenient or finding.severity != "error")
            for finding in (
                *findings(self.revision, given),
                *retired_findings(self.explained, self.specs, labels),
            )
            if finding.table in shown
        ]

    def _check(self, finding: Finding, may_be_explained: bool) -> Check:
        said, asked = self.explained.get(finding.key), about(finding, self.values)
        check = Check(finding, finding.key, "", may_be_explained, about=asked)
        if said is None:
            return check
        if is_sealed(self.revision) or finding.rule in RETIRED or holds(said.about, asked):
            return replace(check, explanation=said.text, reason=said.reason)
        return replace(check, earlier=said)

    def answer_to(self, key: str) -> Answer:
        """As the page shows it: what was said of other numbers is no answer."""
        said = self.explained.get(key)
        if said is None or any(check.key == key and check.returned for check in self.checks):
            return Answer("")
        return said

    @cached_property
    def open_checks(self) -> list[Check]:
        return [check for check in self.checks if check.is_open]


def content_of(revision: Revision, before: TableValues | None = None) -> ReportContent:
    """`before`: the accepted numbers of the period before, where they are known already. A lead
    finds the tables of the group's sections; in them stands what row-level security leaves."""
    near_reports(revision.report)  # tells the catalogue's stamp too
    form = form_of_revision(revision)
    group = led_group()
    tables = led_tables(form.tables, group) if group else form.tables
    codes = {table.pk: table.code for table in form.tables}
    entries: dict[str, list[ListEntry]] = defaultdict(list)
    for entry in revision.entries.order_by("position", "pk"):
        entries[codes.get(entry.table_id, "")].append(entry)
    answers, statements = _answers_and_statements(revision)
    return ReportContent(
        revision=revision,
        tables=tables,
        specs=form.specs,
        values=values_of(revision),
        entries=dict(entries),
        statements=statements,
        explained=answers,
        headings=form.headings,
        before=values_before(revision.report) if before is None else before,
        computed=form.computed,
        recorded=form.recorded.keys(),
        activities=[] if group else assigned(revision),
        commitments=[] if group else asked_commitments(revision),
    )


def _answers_and_statements(revision: Revision) -> tuple[dict[str, Answer], dict[str, str]]:
    """Finding -> its answer; table -> why there is nothing to report. One query."""
    explained = revision.explanations.order_by().annotate(what=models.Value("answer"))
    nothing = revision.statements.order_by().annotate(
        what=models.Value("statement"), text=models.Value(""), about=models.Value("")
    )
    rows = explained.values_list("what", "finding", "reason", "text", "about").union(
        nothing.values_list("what", "table__code", "reason", "text", "about"), all=True
    )
    answers, statements = {}, {}
    for what, of, reason, text, given_for in rows:
        if what == "answer":
            answers[of] = Answer(text, reason, given_for)
        else:
            statements[of] = reason
    return answers, statements


def content_with(
    content: ReportContent, values: Mapping[CellAddress, Value | None]
) -> ReportContent:
    """The same content with other numbers in these cells, as `drafts.save_values` writes them."""
    found = dict(content.values)
    for where, value in values.items():
        found[where.table] = dict(found.get(where.table, {}))
        name = cell_name(where.cell)
        key = CellKey(name.option, name.element or "", where.entry)
        if value is None:
            found[where.table].pop(key, None)
        else:
            found[where.table][key] = value
    filled = {where.table for where, value in values.items() if value is not None}
    said = {table: why for table, why in content.statements.items() if table not in filled}
    return replace(content, values=found, statements=said)


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
