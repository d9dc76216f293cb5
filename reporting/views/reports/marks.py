"""What the checks say beside a cell: the same for whoever fills the report and whoever reads it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.kernel.entry_checks import DATE
from reporting.kernel.tables import cell_name
from reporting.queries.input_names import text_name
from reporting.queries.report_pages import Check, Content, address_of
from reporting.templatetags.portal import icon

LOOKS = {"error": "high", "warning": "medium", "explained": "accepted"}
ORDER = tuple(LOOKS)
OF_THE_TABLE = {"repeated_row"}


@dataclass(frozen=True)
class Mark:
    """The worst of what is said of a cell, and all of it in words."""

    severity: str
    words: tuple[str, ...]


def marks_of(content: Content) -> dict[str, Mark]:
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


def input_of(code: str, content: Content) -> str:
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
