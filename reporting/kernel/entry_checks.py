"""What is asked of the unit while it enters, and not of the consolidated year."""

from collections.abc import Iterator

from reporting.kernel.messages import Param
from reporting.kernel.rules import Finding
from reporting.kernel.sheets import Place, Sheet, Values
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

NOT_AVAILABLE = "not_available"
ONE_NOT_AVAILABLE = _("%(table)s: %(element)s in %(row)s is not available. Say why.")
SOME_NOT_AVAILABLE = _("%(table)s: %(count)s numbers are not available. Say why.")


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
