"""The checks of one report, those included that are asked of the unit while it enters and not of
the consolidated year."""

from collections.abc import Iterator, Mapping

from reporting.kernel.messages import Param
from reporting.kernel.rules import Finding, check_report
from reporting.kernel.sheets import Place, Sheet, Values, entered_in
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

NOT_AVAILABLE = "not_available"
ONE_NOT_AVAILABLE = _("%(table)s: %(element)s in %(row)s is not available. Say why.")
SOME_NOT_AVAILABLE = _("%(table)s: %(count)s numbers are not available. Say why.")


def check_form(
    tables: Mapping[str, TableSpec],
    values: Mapping[str, Values],
    previous: Mapping[str, Values],
    labels: Mapping[str, Mapping[str, str]],
    *,
    transcribed: bool = False,
) -> list[Finding]:
    """Over all tables of a form that have numbers, in its order. What a transcribed report says
    is not available is not asked about: so it is printed."""
    look_up = entered_in(values)
    found: list[Finding] = []
    for code, table in tables.items():
        if code not in values:
            continue
        called = labels.get(code, {})
        found += check_report(
            table, values[code], previous.get(code), entry_labels=called, elsewhere=look_up
        )
        if not transcribed:
            found += not_available(table, values[code], Sheet(table, values[code], called))
    return found


def not_available(table: TableSpec, values: Values, sheet: Sheet) -> Iterator[Finding]:
    """One warning a table with numbers that are not available: the unit explains it."""
    keys = [key for key, value in values.items() if value.not_available]
    if not keys:
        return
    params: dict[str, Param] = {"table": table.title, "count": len(keys)}
    if len(keys) == 1:
        [key] = keys
        place = Place(key.option, key.entry, sheet.label(key.option, key.entry))
        params |= {"element": sheet.title(key.element), "row": place.label}
    yield Finding(
        rule=NOT_AVAILABLE,
        severity="warning",
        table=table.code,
        cells=tuple(cell_code(table.code, key.option, key.element, key.entry) for key in keys),
        template=ONE_NOT_AVAILABLE if len(keys) == 1 else SOME_NOT_AVAILABLE,
        params=params,
    )
