"""An answer to a question holds while the numbers are those for which it was given."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reporting.checks.rules.table_rules import ONCE_A_TABLE, Finding
from reporting.kernel.table_values import Values
from reporting.kernel.tables import CellKey, Value, cell_name

# Numbers that are kept as they were typed; other texts are titles, in the language of the reader.
AS_TYPED = ("printed", "day")
DIGITS = 16


def about(finding: Finding, values: Mapping[str, Values]) -> str:
    """A short hash of the numbers that the finding speaks of: those of its cells and those in its
    words. "" where it is asked once for a table and names no number. `values`: by table."""
    if finding.rule in ONCE_A_TABLE:
        return ""
    cells = [_shown(_value(code, values)) for code in finding.cells]
    words = [
        (name, _plain(value))
        for name, value in sorted(finding.params.items())
        if isinstance(value, Decimal | date) or name in AS_TYPED
    ]
    said = json.dumps([cells, words, _plain(finding.entered), _plain(finding.computed)])
    return hashlib.sha256(said.encode()).hexdigest()[:DIGITS]


def holds(answered_about: str, asked_about: str) -> bool:
    """An answer from before this was kept holds as it is."""
    return not answered_about or answered_about == asked_about


def _value(code: str, values: Mapping[str, Values]) -> Value | None:
    name = cell_name(code)
    return values.get(name.table, {}).get(CellKey(name.option, name.element or "", name.entry))


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    return "n/a" if value.not_available else _plain(value.number)


def _plain(value: object) -> str:
    """Alike however many decimals the number was stored with."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)
