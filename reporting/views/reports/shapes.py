"""A report's content as its page lays it out: sections, tables, and the checks beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.forms import reports_names as names
from reporting.forms.reports_posted import Posted
from reporting.kernel.progress import TABLE as ACTIVITIES
from reporting.kernel.tables import TableSpec, cell_name
from reporting.models import Explanation
from reporting.queries.report_pages import Check, Content, address_of
from reporting.views.reports.grids import Grid, grid_of
from reporting.views.reports.rows import OpenRow, open_rows
from strategies.models import Section, Table

STATES: dict[str, tuple[str | Promise, str]] = {
    "problem": (gettext_lazy("to correct"), "high"),
    "error": (gettext_lazy("contradiction"), "high"),
    "warning": (gettext_lazy("to explain"), "medium"),
    "done": (gettext_lazy("filled"), "accepted"),
    "work": (gettext_lazy("in work"), "draft"),
    "nothing": (gettext_lazy("nothing to report"), "accepted"),
    "empty": (gettext_lazy("empty"), "awaited"),
}
NEAR = 3


@dataclass(frozen=True)
class TableShape:
    """`look`: grid, list (a block of labelled fields a row) or text."""

    table: Table
    look: str
    grid: Grid | None
    rows: tuple[OpenRow, ...]
    state: str
    nothing: str | None
    nothing_problem: str
    says_nothing: bool

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
class SectionShape:
    section: Section
    tables: list[TableShape]
    state: str
    checks: int

    @property
    def word(self) -> str | Promise:
        return STATES[self.state][0]

    @property
    def icon(self) -> str:
        return STATES[self.state][1]


@dataclass(frozen=True)
class CheckShape:
    """A check in words, the places that it speaks of, and its box for an explanation."""

    check: Check
    words: str
    section: str
    links: list[tuple[str, str]]
    name: str
    text: str
    problem: str
    why_name: str = ""
    reason: str = ""
    why_problem: str = ""

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """The short list, where one is asked to choose from it."""
        if not self.check.needs_reason:
            return []
        return [(code, str(label)) for code, label in Explanation.Reason.choices]

    @property
    def reason_words(self) -> str:
        return self.check.reason_words


def sections_of(
    content: Content, posted: Posted | None = None, *, may_enter: bool = False
) -> list[SectionShape]:
    posted = posted or Posted()
    found = []
    for section, tables in groupby(content.tables, key=lambda table: table.section):
        shapes = [_table(table, content, posted, may_enter=may_enter) for table in tables]
        codes = {shape.code for shape in shapes}
        checks = sum(check.finding.table in codes for check in content.open_checks)
        found.append(SectionShape(section, shapes, _state([one.state for one in shapes]), checks))
    return found


def _state(states: list[str]) -> str:
    for worst in ("problem", "error", "warning"):
        if worst in states:
            return worst
    if len(set(states)) == 1:
        return states[0]
    return "done" if set(states) <= {"done", "nothing"} else "work"


def _table(table: Table, content: Content, posted: Posted, *, may_enter: bool) -> TableShape:
    spec = content.specs[table.code]
    look = _look(table, spec)
    grid = grid_of(spec, content, posted, may_enter=may_enter) if look == "grid" else None
    rows = () if grid else tuple(open_rows(spec, content, posted, may_enter=may_enter))
    said = content.statements.get(table.code)
    reason = names.reason_name(table.code)
    return TableShape(
        table=table,
        look=look,
        grid=grid,
        rows=rows,
        state=_table_state(table.code, content, posted),
        nothing=posted.typed.get(reason, said),
        nothing_problem=posted.problems.get(reason, ""),
        says_nothing=look != "text",
    )


def _look(table: Table, spec: TableSpec) -> str:
    if table.kind == Table.Kind.NARRATIVE:
        return "text"
    return "list" if table.style or not spec.elements else "grid"


def _table_state(code: str, content: Content, posted: Posted) -> str:
    if any(_table_of(name) == code for name in posted.problems):
        return "problem"
    severities = {one.finding.severity for one in content.open_checks if one.finding.table == code}
    for severity in ("error", "warning"):
        if severity in severities:
            return severity
    if code in content.statements:
        return "nothing"
    return "empty" if content.is_empty(code) else "done"


def _table_of(name: str) -> str:
    kind, _colon, rest = name.partition(":")
    if kind in ("reason", "nothing"):
        return rest
    return name.partition("[")[0].partition(".")[0].partition("{")[0]


def checks_of(content: Content, posted: Posted) -> list[CheckShape]:
    sections = {table.code: table.section.code for table in content.tables}
    return [
        CheckShape(
            check=check,
            words=check.finding.words(_),
            section=sections.get(check.finding.table, ""),
            links=list(_links(check, content)),
            name=names.explanation_name(check.key),
            text=posted.typed.get(names.explanation_name(check.key), check.explanation),
            problem=posted.problems.get(names.explanation_name(check.key), ""),
            why_name=names.reason_of_list_name(check.key),
            reason=check.reason,
            why_problem=posted.problems.get(names.reason_of_list_name(check.key), ""),
        )
        for check in content.checks
    ]


def _links(check: Check, content: Content) -> Iterator[tuple[str, str]]:
    """To the cells, or to the table where a cell is a sum; with the column's title."""
    seen = set()
    for code in check.finding.cells[:NEAR]:
        cell = cell_name(code)
        if cell.table == ACTIVITIES and cell.option:
            yield f"activity-{cell.option}", _("Activity %(code)s") % {"code": cell.option}
            continue
        spec = content.specs.get(cell.table)
        element = spec.element(cell.element or "") if spec else None
        if spec is None or element is None:
            continue
        typed_into = not element.derived and (cell.option or cell.entry or spec.kind == "single")
        target = f"c-{address_of(code)}" if typed_into else f"t-{cell.table}"
        title = element.title if typed_into else spec.title
        if target not in seen:
            seen.add(target)
            yield quote(target, safe="-._"), title
