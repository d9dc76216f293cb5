"""A report's content as its page lays it out: sections, tables, and the checks beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reporting.forms import reports_names as names
from reporting.forms.reports_entry import Posted
from reporting.kernel.activities import TABLE as ACTIVITIES
from reporting.kernel.tables import TableSpec, cell_name
from reporting.models import Explanation
from reporting.queries.beside import Beside
from reporting.queries.report_pages import Check, Content
from reporting.views.reports.grid_html import body_html, head_html
from reporting.views.reports.grids import Grid, grid_of
from reporting.views.reports.marks import input_of
from reporting.views.reports.rows import LABELS, OpenRow, open_rows
from reporting.views.reports.rows_html import rows_html
from reporting.views.reports.shown import Shown
from reporting.views.reports.states import SectionState, states_of, table_states
from strategies.models import Section, Table

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
class SectionShape:
    """A section with its tables; how far it is stands in `at`."""

    at: SectionState
    tables: list[TableShape]

    @property
    def section(self) -> Section:
        return self.at.section

    @property
    def state(self) -> str:
        return self.at.state

    @property
    def checks(self) -> int:
        return self.at.checks

    @property
    def word(self) -> str | Promise:
        return self.at.word

    @property
    def icon(self) -> str:
        return self.at.icon


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
    content: Content,
    posted: Posted | None = None,
    *,
    may_enter: bool = False,
    beside: Beside | None = None,
) -> list[SectionShape]:
    posted = posted or Posted()
    shown = Shown(content, posted, beside or Beside(), may_enter)
    states = table_states(content, posted.problems)
    at = {one.section.pk: one for one in states_of(content, posted.problems)}
    return [
        SectionShape(at[section.pk], [_table(table, shown, states[table.code]) for table in tables])
        for section, tables in groupby(content.tables, key=lambda table: table.section)
    ]


def _table(table: Table, shown: Shown, state: str) -> TableShape:
    content, posted = shown.content, shown.posted
    spec = content.specs[table.code]
    look = _look(table, spec)
    grid = grid_of(spec, shown) if look == "grid" else None
    rows = () if grid else tuple(open_rows(spec, shown))
    said = content.statements.get(table.code)
    reason = names.reason_name(table.code)
    return TableShape(
        table=table,
        look=look,
        grid=grid,
        rows=rows,
        state=state,
        nothing=posted.typed.get(reason, said),
        nothing_problem=posted.problems.get(reason, ""),
        says_nothing=look != "text",
        may_enter=shown.may_enter,
    )


def _look(table: Table, spec: TableSpec) -> str:
    if table.kind == Table.Kind.NARRATIVE:
        return "text"
    return "list" if table.style or not spec.elements else "grid"


def checks_of(content: Content, posted: Posted) -> list[CheckShape]:
    sections = {table.code: table.section.code for table in content.tables}
    return [
        CheckShape(
            check=check,
            words=check.finding.words(_, date_format),
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
        name = input_of(code, content)
        if spec is None or not (element or name):
            continue
        target = f"c-{name}" if name else f"t-{cell.table}"
        title = spec.title if not name else element.title if element else str(LABELS["date"])
        if target not in seen:
            seen.add(target)
            yield quote(target, safe="-._"), title
