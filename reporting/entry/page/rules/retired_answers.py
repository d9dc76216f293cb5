"""Answers to rules that are asked no longer stay readable beside their cell."""

from collections.abc import Iterable, Iterator, Mapping

from reporting.checks.rules.table_rules import Finding
from reporting.kernel.table_values import FilledTable
from reporting.kernel.tables import TableSpec, cell_name

_ = str  # marks a template for translation

# Rule -> what it had asked. `jump` was asked until numbers were held against the unit's past.
RETIRED: Mapping[str, str] = {
    "jump": _(
        "%(element)s in %(row)s: an earlier rule had asked whether this is right, since it was ten "
        "times the number of the last report, or a tenth of it."
    )
}


def retired_findings(
    answered: Iterable[str],
    tables: Mapping[str, TableSpec],
    labels: Mapping[str, Mapping[str, str]],
) -> Iterator[Finding]:
    """`answered`: the keys of all answers; `labels`: what open rows are called."""
    for key in answered:
        rule, _sign, cell = key.partition(":")
        if rule not in RETIRED:
            continue
        try:
            name = cell_name(cell)
        except ValueError:
            continue
        if (table := tables.get(name.table)) is not None:
            sheet = FilledTable(table, {}, labels.get(name.table, {}))
            yield Finding(
                rule=rule,
                severity="warning",
                table=table.code,
                cells=(cell,),
                template=RETIRED[rule],
                params={
                    "element": sheet.title(name.element or ""),
                    "row": sheet.label(name.option, name.entry),
                },
            )
