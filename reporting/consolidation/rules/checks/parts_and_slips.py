"""Parts that do not make up their whole, followed to the part whose slip explains it."""

from collections.abc import Mapping
from dataclasses import replace

from reporting.checks.rules.table_rules import DECLARED, DO_NOT_ADD, Finding
from reporting.checks.rules.where import suspects, worth_naming
from reporting.consolidation.rules.checks.typing_mistakes import (
    MAYBE_ROW,
    MAYBE_WHOLE_ROW,
    WHOLE_ROWS,
)
from reporting.kernel.table_values import FilledTable
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_name

_ = str  # marks a template for translation

DO_NOT_ADD_BUT = _(
    "%(whole)s in %(row)s: %(whole_number)s. But %(parts)s add up to %(parts_number)s. "
    "Correct one of them. %(hint)s"
)
DECLARED_BUT = _("%(message)s %(row)s: %(whole_number)s and %(parts_number)s. %(hint)s")
_WITH_HINT = {DO_NOT_ADD: DO_NOT_ADD_BUT, DECLARED: DECLARED_BUT}


def with_slip(finding: Finding, table: TableSpec, values: Mapping[CellKey, Value]) -> Finding:
    """The same with a hint, where a slip explains it that hardly any other number looks like."""
    if finding.rule != "parts_do_not_add" or finding.template not in _WITH_HINT:
        return finding
    names = [cell_name(cell) for cell in finding.cells]
    found = [values.get(CellKey(name.option, name.element or "", name.entry)) for name in names]
    numbers = [value.number for value in found if value and value.number is not None]
    if len(numbers) != len(names) or finding.entered != numbers[0]:
        return finding  # a part is computed, stands in another table or is blank
    named = worth_naming(suspects(numbers[1:], numbers[0]))
    sheet = FilledTable(table, values)
    varies = len({(name.option, name.entry) for name in names[1:]}) > 1
    hint = [
        {
            "template": MAYBE_WHOLE_ROW if one.reason in WHOLE_ROWS else MAYBE_ROW,
            "params": {
                "row": sheet.long_title(finding.cells[1:][one.place] if varies else part),
                "wrong": one.wrong,
                "right": one.right,
                "reason": one.reason,
            },
        }
        for one in named
        if not one.by_chance and (part := names[1:][one.place].element or "")
    ]
    if not hint:
        return finding
    template = _WITH_HINT[finding.template]
    return replace(finding, template=template, params={**finding.params, "hint": hint})
