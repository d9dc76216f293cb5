"""One input of a report's page: what stands in it and beside it, the mark that the checks give it,
and its HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.core.views.escaping import escape
from reporting.core.views.tags import icon
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries.input_names import text_name
from reporting.entry.page.queries.report_content import Check, ReportContent, address_of
from reporting.entry.page.queries.stored_values import Beside, TableValues
from reporting.entry.page.rules.entry_checks import DATE
from reporting.kernel.numbers import format_number
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import CellKey, Value, cell_name

LOOKS = {"error": "high", "warning": "medium", "explained": "accepted"}
ORDER = tuple(LOOKS)
OF_THE_TABLE = {"repeated_row"}


@dataclass(frozen=True)
class Mark:
    """The worst of what is said of a cell, and all of it in words."""

    severity: str
    words: tuple[str, ...]


def marks_of(content: ReportContent) -> dict[str, Mark]:
    """Name of the input -> its mark. A cell that is a sum has none: its table has."""
    found: dict[str, list[tuple[str, str]]] = {}
    for check in content.checks:
        severity, words = severity_of(check), check.finding.words(_, date_format)
        cells = check.finding.cells
        if check.finding.rule in OF_THE_TABLE:  # the list leads there; not a mark in each cell
            cells = cells[:1]
        for code in cells:
            if name := input_of(code, content):
                found.setdefault(name, []).append((severity, words))
    return {name: _mark(said) for name, said in found.items()}


def severity_of(check: Check) -> str:
    return check.finding.severity if check.is_open else "explained"


def input_of(code: str, content: ReportContent) -> str:
    """The input of a cell that the checks name; "" where it is computed."""
    cell = cell_name(code)
    spec = content.specs.get(cell.table)
    if spec is not None and cell.entry and cell.element == DATE:
        return text_name((cell.table, cell.entry), DATE)
    element = spec.element(cell.element or "") if spec else None
    if spec is None or element is None or element.derived:
        return ""
    option = spec.option(cell.option) if cell.option else None
    typed_into = (option and not option.is_group) or cell.entry or spec.kind == "single"
    return str(address_of(code)) if typed_into else ""


def _mark(said: list[tuple[str, str]]) -> Mark:
    worst = min((severity for severity, _words in said), key=ORDER.index)
    return Mark(worst, tuple(dict.fromkeys(words for _severity, words in said)))


def mark_html(name: str, mark: Mark) -> SafeString:
    """A sign in the corner of the cell; its words are read with the input."""
    look = LOOKS[mark.severity]
    words = escape(" ".join(mark.words))
    return SafeString(
        f'<span class="mark-cell state-{look}" id="m-{escape(name)}">{icon(look)}'
        f'<span class="visually-hidden">{words}</span></span>'
    )


@dataclass(frozen=True)
class EntryInput:
    """One field. `kind`: number, line, date, long, computed (of the inputs `sum_of`) or
    choice (of `choices`, value -> words; `nothing` are the words for none);
    `earlier`: the numbers of other periods; `share` of the whole, which stands in the column
    `whole` or in the input `whole_name`."""

    name: str
    text: str
    kind: str = "number"
    label: str | Promise = ""
    problem: str = ""
    missing: str = ""
    printed: str = ""
    mark: Mark | None = None
    earlier: tuple[str, ...] = ()
    share: str = ""
    whole: int | None = None
    whole_name: str = ""
    sum_of: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    nothing: str | Promise = ""

    @property
    def html(self) -> SafeString:
        """An input or a text area, with what is wrong with it."""
        name, text = escape(self.name), escape(self.text)
        if self.kind == "long":
            lines = 4 if self.text else 2
            written = f'<textarea name="{name}" rows="{lines}"{self._aria()}>{text}</textarea>'
        elif self.kind == "choice":
            written = f'<select name="{name}"{self._aria()}>{self._options()}</select>'
        else:
            mode = ' inputmode="decimal"' if self.kind == "number" else ""
            written = (
                f'<input type="text" class="{self.kind}"{mode} autocomplete="off" name="{name}"'
                f' value="{text}"{self._aria()}>'
            )
        if self.problem:
            written += f'<span class="problem" id="p-{name}">{escape(self.problem)}</span>'
        return SafeString(written)

    def _options(self) -> str:
        offered = {"": str(self.nothing), **self.choices}
        if self.text not in offered:
            offered[self.text] = self.text
        return "".join(
            f'<option value="{escape(value)}"{" selected" if value == self.text else ""}>'
            f"{escape(words)}</option>"
            for value, words in offered.items()
        )

    def _aria(self) -> str:
        said = f' aria-label="{escape(self.label)}"'
        described = [f"p-{self.name}"] if self.problem else []
        if self.mark:
            described.append(f"m-{self.name}")
        if described:
            said += f' aria-describedby="{escape(" ".join(described))}"'
        return f'{said} aria-invalid="true"' if self.problem else said


@dataclass(frozen=True)
class ReportInputs:
    content: ReportContent
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
