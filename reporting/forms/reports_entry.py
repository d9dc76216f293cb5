"""What came back from the page of a report: the changes, and everything that is wrong with them.

A table with a problem is left alone as a whole; each problem stands under the name of its input.
"""

from collections.abc import Iterable, Mapping

from reporting.actions.content import Changes
from reporting.forms import reports_names as names
from reporting.forms.reports_cells import too_long
from reporting.forms.reports_explanations import read_explanations
from reporting.forms.reports_posted import Posted
from reporting.forms.reports_progress import read_progress
from reporting.forms.reports_tables import TableReader
from reporting.forms.reports_values import parse_cell
from reporting.queries.report_pages import Content

__all__ = ["Posted", "parse_cell", "read_posted", "read_typed", "too_long"]


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
        posted.conflicts |= reader.conflicts
    read_explanations(data, content, posted)
    read_progress(data, content, loaded, posted)
    return posted


def read_typed(
    data: Mapping[str, str],
    before: Mapping[str, str],
    content: Content,
    sent: Mapping[str, str] | None = None,
) -> Posted:
    """Only the inputs that were changed, beside what the page showed in them `before`; `sent`: what
    it sent of them and never heard of. What is wrong is left alone, and the rest of its table is
    kept."""
    loaded = names.Loaded.told(before, sent or {})
    posted = Posted()
    for reader in _readers(data, content, loaded, names.tables_of(data)):
        _merge(posted.changes, reader.changes)
        posted.typed |= reader.typed
        posted.problems |= reader.problems
        posted.conflicts |= reader.conflicts
        posted.left |= reader.left
        posted.offers |= reader.offers
    read_explanations(data, content, posted)
    read_progress(data, content, loaded, posted)
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
