"""A measure over the years as a document, for its files."""

from django.utils.translation import gettext as _

from reporting.core.queries.document_words import page_document
from reporting.document.value import CellContent, Document, HeaderCell, Number, Row, Section, Table
from reporting.editions.composing.queries.stated_figures import notes_about
from reporting.kernel.numbers import plain_number
from reporting.monitoring.queries.measures import MeasuredNumber, MeasureTable


def note() -> str:
    return _(
        "A year that did not divide the measure so says “not divided”: a part is never shown for "
        "the whole. Where two tables give a measure, the first that divides it so is shown."
    )


def measure_table(measured: MeasureTable) -> Table:
    """Where there is no number, the reason stands in its place."""
    years = measured.years
    rows = tuple(Row((row.title, *map(_content, row.numbers)), row.kind) for row in measured.rows)
    head = (measured.divided_by or _("Measure"), *map(str, years))
    return Table(
        id="measured",
        number="1",
        caption=measured.title,
        header=(tuple(HeaderCell(word) for word in head),),
        rows=rows,
        align=("start", *["end"] * len(years)),  # type: ignore[arg-type]
        widths=(4.0, *[1.0] * len(years)),
        notes=(note(), *notes_about(rows)),
    )


def measure_document(measured: MeasureTable, language: str) -> Document:
    section = Section("measures", "", measured.title, 1, (measure_table(measured),))
    return page_document(measured.title, section, years=measured.years, language=language)


def _content(number: MeasuredNumber) -> CellContent:
    if number.value is None:
        return number.why_not
    value = plain_number(number.value)
    return Number(value, 0 if isinstance(value, int) else 2, state=number.state)
