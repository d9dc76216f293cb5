"""How far each table and section of a report is, as its list at the side says it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reporting.forms.reports_names import table_of
from reporting.queries.report_pages import Content
from strategies.models import Section

STATES: dict[str, tuple[str | Promise, str, str]] = {
    "problem": (gettext_lazy("to correct"), "high", "high"),
    "error": (gettext_lazy("errors"), "high", "high"),
    "warning": (gettext_lazy("to explain"), "medium", "medium"),
    "done": (gettext_lazy("complete"), "accepted", "accepted"),
    "work": (gettext_lazy("being filled"), "draft", "accepted"),
    "nothing": (gettext_lazy("nothing to report"), "accepted", "accepted"),
    "empty": (gettext_lazy("empty"), "awaited", "empty"),
}


@dataclass(frozen=True)
class SectionState:
    """`done` of `total` tables are filled or have nothing to report; `is_begun`: any of them. A
    check may ask about a table that is empty."""

    section: Section
    state: str
    checks: int
    done: int
    total: int
    is_begun: bool

    @property
    def word(self) -> str | Promise:
        return STATES[self.state][0]

    @property
    def icon(self) -> str:
        return STATES[self.state][1]

    @property
    def look(self) -> str:
        return STATES[self.state][2]


def states_of(content: Content, problems: Iterable[str] = ()) -> list[SectionState]:
    """`problems`: names of the inputs that are to be corrected."""
    tables = table_states(content, problems)
    checks = Counter(check.finding.table for check in content.open_checks)
    found = []
    for section, members in groupby(content.tables, key=lambda table: table.section):
        codes = [table.code for table in members]
        states = [tables[code] for code in codes]
        found.append(
            SectionState(
                section=section,
                state=_together(states),
                checks=sum(checks[code] for code in codes),
                done=sum(one != "empty" for one in states),
                total=len(states),
                is_begun=any(not content.is_empty(code) for code in codes),
            )
        )
    return found


def table_states(content: Content, problems: Iterable[str] = ()) -> dict[str, str]:
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


def _table_state(code: str, content: Content, severities: set[str]) -> str:
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
