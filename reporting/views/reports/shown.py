"""What stands on the page beside what is stored: what was typed, marks, earlier numbers."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from reporting.forms.reports_entry import Posted
from reporting.kernel.numbers import format_number
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import CellKey, Value
from reporting.queries.beside import Beside
from reporting.queries.checks import TableValues
from reporting.queries.report_pages import Content
from reporting.views.reports.marks import Mark, marks_of


@dataclass(frozen=True)
class Shown:
    content: Content
    posted: Posted = field(default_factory=Posted)
    beside: Beside = field(default_factory=Beside)
    may_enter: bool = False

    @cached_property
    def marks(self) -> dict[str, Mark]:
        return marks_of(self.content)

    @cached_property
    def _earlier(self) -> list[tuple[str, TableValues]]:
        """What to call a period's numbers, and the numbers."""
        period = self.content.revision.report.period
        found = [(short(period.previous, period), self.beside.previous)]
        if period.same_last_year != period.previous:
            found.append((str(period.year - 1), self.beside.last_year))
        return [(label, values) for label, values in found if values]

    def earlier(self, table: str, key: CellKey) -> tuple[str, ...]:
        """ "Feb 1,200" and "2020 980"; an open row has none of its own."""
        if key.entry:
            return ()
        return tuple(
            f"{label} {_text(value)}"
            for label, values in self._earlier
            if (value := values.get(table, {}).get(key)) is not None
        )


def _text(value: Value) -> str:
    return _("n/a") if value.number is None else format_number(value.number)


def short(period: Period, beside: Period) -> str:
    """A period in a few letters; its year only where it is another one."""
    names = {
        PeriodKind.MONTH: str(MONTHS_3[period.number]).capitalize()
        if period.kind is PeriodKind.MONTH
        else "",
        PeriodKind.QUARTER: f"Q{period.number}",
        PeriodKind.SEMESTER: f"S{period.number}",
    }
    name = names.get(period.kind, "")
    if not name:
        return str(period.year)
    return name if period.year == beside.year else f"{name} {period.year}"


def share(part: Decimal | None, whole: Decimal | None) -> str:
    """ "52.5%" of the whole; "" where there is nothing to divide."""
    if part is None or not whole:
        return ""
    return f"{format_number(100 * part / whole, places=1)}%"
