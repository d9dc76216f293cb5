"""A report as its page lays it out: sections and how far each is, and their tables."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.input_names import table_of
from reporting.entry.page.queries.report_content import ReportContent, address_of
from reporting.entry.page.queries.stored_values import Beside
from reporting.entry.page.views.entry_grids import EntryGrid, grid_of
from reporting.entry.page.views.entry_inputs import ReportInputs
from reporting.entry.page.views.grid_html import body_html, head_html
from reporting.entry.page.views.open_rows import OpenRow, open_rows, rows_html
from reporting.kernel.tables import TableSpec
from strategies.models import Section, Table

STATES: dict[str, tuple[str | Promise, str, str]] = {
    "problem": (gettext_lazy("to correct"), "high", "high"),
    "error": (gettext_lazy("contradictions open"), "high", "high"),
    "warning": (gettext_lazy("questions open"), "medium", "medium"),
    "done": (gettext_lazy("answered"), "accepted", "accepted"),
    "work": (gettext_lazy("begun"), "draft", "accepted"),
    "nothing": (gettext_lazy("nothing this period"), "accepted", "accepted"),
    "empty": (gettext_lazy("not begun"), "awaited", "empty"),
}


@dataclass(frozen=True)
class EntryTablePresenter:
    """`look`: grid, list (a block of labelled fields a row) or text. `asks_reason`: why there is
    nothing, as there was something in the period before; `is_rare`: the unit never used it, though
    it used others; `is_counted`: numbers of it come from the unit's meetings."""

    table: Table
    look: str
    grid: EntryGrid | None
    rows: tuple[OpenRow, ...]
    state: str
    nothing: str | None
    nothing_problem: str
    asks_reason: bool
    is_rare: bool
    is_counted: bool
    may_enter: bool

    @property
    def head_html(self) -> str:
        return head_html(self.grid) if self.grid else ""

    @property
    def body_html(self) -> str:
        return body_html(self.grid, may_enter=self.may_enter) if self.grid else ""

    @property
    def rows_html(self) -> str:
        is_text = self.look == "text"
        return rows_html(self.rows, self.table.title, is_text=is_text, may_enter=self.may_enter)

    @property
    def code(self) -> str:
        return self.table.code

    @property
    def nothing_name(self) -> str:
        return names.nothing_name(self.code)

    @property
    def reason_name(self) -> str:
        return names.reason_name(self.code)


@dataclass(frozen=True)
class TableAnswer:
    """Of a table in which there is nothing, whether it was said (with its reason) or not."""

    code: str
    title: str
    reason: str = ""


@dataclass(frozen=True)
class SectionState:
    """`done` of `total` tables are answered: filled, or said to have nothing (`said`); the others
    are `left`. Of the open checks, `errors` are contradictions and `doubts` ask; one may ask about
    a table that is empty. `tables`: for the page that shows them."""

    section: Section
    state: str
    errors: int
    doubts: int
    done: int
    total: int
    left: tuple[TableAnswer, ...] = ()
    said: tuple[TableAnswer, ...] = ()
    tables: tuple[EntryTablePresenter, ...] = ()

    @property
    def is_answered(self) -> bool:
        return not self.left

    @property
    def usual(self) -> list[EntryTablePresenter]:
        return [table for table in self.tables if not table.is_rare]

    @property
    def rare(self) -> list[EntryTablePresenter]:
        """Tables that the unit never used, though it used others of the form."""
        return [table for table in self.tables if table.is_rare]

    @property
    def opens_rare(self) -> bool:
        """Something stands there or is asked, or there is nothing else."""
        quiet = ("empty", "nothing")
        return not self.usual or any(table.state not in quiet for table in self.rare)

    @property
    def word(self) -> str | Promise:
        return STATES[self.state][0]

    @property
    def count(self) -> int:
        """How many there are of what the word names; 0 where it names nothing that is counted."""
        return {"error": self.errors, "warning": self.doubts}.get(self.state, 0)

    @property
    def doubts_besides(self) -> int:
        """Doubts that the word does not speak of, as something worse is open."""
        return self.doubts if self.state in ("problem", "error") else 0

    @property
    def icon(self) -> str:
        return STATES[self.state][1]

    @property
    def look(self) -> str:
        return STATES[self.state][2]


def states_of(content: ReportContent, problems: Iterable[str] = ()) -> list[SectionState]:
    """`problems`: names of the inputs that are to be corrected."""
    tables = table_states(content, problems)
    checks = Counter((check.finding.table, check.finding.severity) for check in content.open_checks)
    found = []
    for section, members in groupby(content.tables, key=lambda table: table.section):
        codes = [table.code for table in members]
        states = [tables[code] for code in codes]
        left = _answers((code for code in codes if content.is_empty(code)), content)
        found.append(
            SectionState(
                section=section,
                state=_together(states),
                errors=sum(checks[code, "error"] for code in codes),
                doubts=sum(checks[code, "warning"] for code in codes),
                done=len(codes) - len(left),
                total=len(codes),
                left=left,
                said=_answers((code for code in codes if code in content.statements), content),
            )
        )
    return found


def _answers(codes: Iterable[str], content: ReportContent) -> tuple[TableAnswer, ...]:
    return tuple(
        TableAnswer(code, content.specs[code].title, content.statements.get(code, ""))
        for code in codes
    )


def table_states(content: ReportContent, problems: Iterable[str] = ()) -> dict[str, str]:
    wrong = {table_of(name) for name in problems}
    severities: dict[str, set[str]] = {}
    for check in content.open_checks:
        severities.setdefault(check.finding.table, set()).add(check.finding.severity)
    return {
        table.code: "problem"
        if table.code in wrong
        else _table_state(table.code, content, severities.get(table.code, set()))
        for table in content.tables
    }


def _table_state(code: str, content: ReportContent, severities: set[str]) -> str:
    for severity in ("error", "warning"):
        if severity in severities:
            return severity
    if code in content.statements:
        return "nothing"
    return "empty" if content.is_empty(code) else "done"


def _together(states: list[str]) -> str:
    for worst in ("problem", "error", "warning"):
        if worst in states:
            return worst
    if len(set(states)) == 1:
        return states[0]
    return "done" if set(states) <= {"done", "nothing"} else "work"


def key_of(content: ReportContent, states: Iterable[SectionState]) -> str:
    """Changes with whatever the checks and the states say."""
    said = [
        [(state.section.code, state.state, state.errors, state.doubts, state.left, state.said)
         for state in states],
        [(check.key, check.finding.template, check.finding.params, check.explanation, check.reason,
          check.is_open, check.earlier) for check in content.checks],
    ]  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def sections_of(
    content: ReportContent,
    posted: Posted | None = None,
    *,
    may_enter: bool = False,
    beside: Beside | None = None,
) -> list[SectionState]:
    posted = posted or Posted()
    shown = ReportInputs(content, posted, beside or Beside(), may_enter)
    states = table_states(content, posted.problems)
    presenters: dict[int, list[EntryTablePresenter]] = {}
    for table in content.tables:
        presenters.setdefault(table.section_id, []).append(_table(table, shown, states[table.code]))
    return [
        replace(section, tables=tuple(presenters[section.section.pk]))
        for section in states_of(content, posted.problems)
    ]


def _table(table: Table, shown: ReportInputs, state: str) -> EntryTablePresenter:
    content, posted = shown.content, shown.posted
    spec = content.specs[table.code]
    look = _look(table, spec)
    grid = grid_of(spec, shown) if look == "grid" else None
    rows = () if grid else tuple(open_rows(spec, shown))
    said = content.statements.get(table.code)
    reason = names.reason_name(table.code)
    return EntryTablePresenter(
        table=table,
        look=look,
        grid=grid,
        rows=rows,
        state=state,
        nothing=posted.typed.get(reason, said),
        nothing_problem=posted.problems.get(reason, ""),
        asks_reason=shown.may_enter and table.code in content.earlier.last,
        is_rare=shown.may_enter and _is_rare(table.code, content),
        is_counted=any(address_of(cell).table == table.code for cell in content.recorded),
        may_enter=shown.may_enter,
    )


def _is_rare(table: str, content: ReportContent) -> bool:
    used = content.earlier.used
    return bool(used) and table not in used


def _look(table: Table, spec: TableSpec) -> str:
    if table.kind == Table.Kind.NARRATIVE:
        return "text"
    return "list" if table.style or not spec.elements else "grid"
