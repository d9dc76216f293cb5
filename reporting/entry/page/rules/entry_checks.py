"""All checks of one report as its unit enters it: those of its tables, and two that only the unit
can answer: numbers that are not available, and days outside of the period."""

from collections.abc import Iterator, Mapping
from datetime import date

from reporting.calendar.rules.deadlines import first_day, last_day
from reporting.checks.rules.table_rules import Finding, check_report
from reporting.checks.rules.within_form import events_twice, given_twice
from reporting.kernel.messages import Param
from reporting.kernel.periods import Period
from reporting.kernel.table_values import FilledTable, TableRowPlace, Values, entered_in
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

NOT_AVAILABLE = "not_available"
ONE_NOT_AVAILABLE = _("%(table)s: %(element)s in %(row)s is not available. Say why.")
SOME_NOT_AVAILABLE = _("%(table)s: %(count)s numbers are not available. Say why.")

DATE_OUTSIDE = "date_outside"
DATE = "date"
OUTSIDE = _(
    "%(row)s: the date is %(day)s, but this report is about %(first)s to %(last)s. "
    "Correct the date, or say why it stands here."
)


def check_form(
    tables: Mapping[str, TableSpec],
    values: Mapping[str, Values],
    previous: Mapping[str, Values],
    labels: Mapping[str, Mapping[str, str]],
    days: Mapping[str, Mapping[str, date]] | None = None,
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
            found += not_available(table, values[code], FilledTable(table, values[code], called))
    if not transcribed:
        found += given_twice(tables, values, labels)
        found += events_twice(tables, values, labels, days or {})
    return found


def not_available(table: TableSpec, values: Values, sheet: FilledTable) -> Iterator[Finding]:
    """One warning a table with numbers that are not available: the unit explains it."""
    keys = [key for key, value in values.items() if value.not_available]
    if not keys:
        return
    params: dict[str, Param] = {"table": table.title, "count": len(keys)}
    if len(keys) == 1:
        [key] = keys
        place = TableRowPlace(key.option, key.entry, sheet.label(key.option, key.entry))
        params |= {"element": sheet.title(key.element), "row": place.label}
    yield Finding(
        rule=NOT_AVAILABLE,
        severity="warning",
        table=table.code,
        cells=tuple(cell_code(table.code, key.option, key.element, key.entry) for key in keys),
        template=ONE_NOT_AVAILABLE if len(keys) == 1 else SOME_NOT_AVAILABLE,
        params=params,
    )


def dates_outside(
    tables: Mapping[str, TableSpec],
    days: Mapping[str, Mapping[str, date]],
    labels: Mapping[str, Mapping[str, str]],
    period: Period,
) -> Iterator[Finding]:
    """A warning for each row of a list whose day lies outside of the report's period. `days`: by
    table and key of the row."""
    first, last = first_day(period), last_day(period)
    for code, table in tables.items():
        for key, day in days.get(code, {}).items() if table.kind == "open" else ():
            if first <= day <= last:
                continue
            label = labels.get(code, {}).get(key) or table.title
            yield Finding(
                rule=DATE_OUTSIDE,
                severity="warning",
                table=code,
                cells=(cell_code(code, None, DATE, key),),
                template=OUTSIDE,
                params={"row": label, "day": _day(day), "first": _day(first), "last": _day(last)},
            )


def _day(day: date) -> str:
    """As it is typed."""
    return f"{day.day:02}/{day.month:02}/{day.year}"
