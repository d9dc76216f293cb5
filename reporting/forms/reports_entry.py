"""What came back from the page of a report: the changes, and everything that is wrong with them.

A table with a problem is left alone as a whole; each problem stands under the name of its input.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reporting.actions.content import Changes
from reporting.forms import reports_names as names
from reporting.forms.reports_cells import parse_cell, too_long
from reporting.forms.reports_tables import TableReader
from reporting.queries.report_pages import Content

__all__ = ["Posted", "parse_cell", "read_posted", "read_typed", "too_long"]
LONGEST_EXPLANATION = 2000
EXPLANATION = names.explanation_name("")


@dataclass
class Posted:
    """`typed`: what stands in the inputs of tables with problems, to be shown again; `conflicts`:
    what somebody else saved in an input since it was shown here, among the problems too; `left`:
    numbers that wait for the text of their row."""

    changes: Changes = field(default_factory=Changes)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    conflicts: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)


def read_posted(data: Mapping[str, str], content: Content) -> Posted:
    """The whole form. `data`: name of the input -> what stands in it."""
    loaded = names.Loaded.read(data.get("loaded", "")) or names.Loaded.of(content)
    posted = Posted()
    for reader in _readers(data, content, loaded, content.specs):
        if reader.problems:
            posted.typed |= reader.typed
            posted.failed.append(reader.spec.title)
        else:
            _merge(posted.changes, reader.changes)
        posted.problems |= reader.problems
    _read_explanations(data, content, posted)
    return posted


def read_typed(data: Mapping[str, str], before: Mapping[str, str], content: Content) -> Posted:
    """Only the inputs that were changed, beside what the page showed in them `before`. What is
    wrong is left alone, and the rest of its table is kept."""
    loaded = names.Loaded.told(before)
    posted = Posted()
    for reader in _readers(data, content, loaded, names.tables_of(data)):
        _merge(posted.changes, reader.changes)
        posted.typed |= reader.typed
        posted.problems |= reader.problems
        posted.conflicts |= reader.conflicts
        posted.left |= reader.left
    _read_explanations(data, content, posted)
    return posted


def _readers(
    data: Mapping[str, str], content: Content, loaded: names.Loaded, tables: Iterable[str]
) -> Iterable[TableReader]:
    keys = names.posted_keys(data)
    for code in tables:
        if code in content.specs:
            spec = content.specs[code]
            reader = TableReader(spec, content, data, loaded, keys.get(code, []))
            reader.read()
            yield reader


def _merge(into: Changes, other: Changes) -> None:
    into.values |= other.values
    into.entries |= other.entries
    into.removed |= other.removed
    into.nothing |= other.nothing
    into.something |= other.something


def _read_explanations(data: Mapping[str, str], content: Content, posted: Posted) -> None:
    if not any(name.startswith(EXPLANATION) for name in data):
        return
    for check in content.checks:
        name = names.explanation_name(check.key)
        text = names.plain(data.get(name, check.explanation))
        if text == check.explanation or not check.may_be_explained:
            continue
        if len(text) > LONGEST_EXPLANATION:
            posted.problems[name] = too_long(LONGEST_EXPLANATION)
            posted.typed[name] = text
        elif text:
            posted.changes.explanations[check.key] = text
        else:
            posted.changes.unexplained.add(check.key)
