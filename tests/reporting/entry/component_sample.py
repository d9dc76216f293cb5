"""Tables, and reports with a few numbers in them, for the tests of shorter and longer reports."""

from decimal import Decimal

from reporting.entry.component_periods.rules.component_reports import ReportData
from reporting.entry.component_periods.rules.differences import components_within
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, TableSpec, Value

Q1 = Period.parse("2021Q1")
MONTHS = [f"2021{month:02}" for month in range(1, 13)]
FORUMS = TableSpec(
    "publicity",
    "II.B",
    "fixed",
    elements=(
        ElementSpec("persons", "Persons"),
        ElementSpec("offices", "Offices", aggregation="last"),
        ElementSpec("peak", "Peak", aggregation="max"),
        ElementSpec("rate", "Rate", aggregation="none"),
    ),
    options=(OptionSpec("forums", "Public forums"), OptionSpec("radio", "Radio")),
    title="Direct publicity",
)
MEETINGS = TableSpec(
    "meetings", "II.C", "open", elements=(ElementSpec("times", "Times"),), title="Meetings"
)
LAWS = TableSpec("laws", "II.A", "open", title="Laws")
TEXT = TableSpec("words", "II.D", "narrative", title="Narrative")


def value(number):
    if number is None:
        return None
    return Value(None, not_available=True) if number == "n/a" else Value(Decimal(number))


def fixed(period, **numbers):
    """`forums_persons=5`: a number of the fixed table."""
    cells = {
        CellKey(name.split("_")[0], name.split("_")[1]): value(number)
        for name, number in numbers.items()
    }
    return ReportData(Period.parse(period), {"publicity": cells})


def listed(period, *rows, table="meetings"):
    """(row, times) pairs."""
    return ReportData(
        Period.parse(period),
        {table: {CellKey(None, "times", row.key): value(n) for row, n in rows if n is not None}},
        {table: [row for row, _number in rows]},
    )


def shorter_of(*reports, period=Q1):
    return components_within(period, {one.period: one for one in reports})
