"""Key figures of all years, each looked up by its own address."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.core.queries.measures import Measures
from reporting.core.queries.period_words import joined
from reporting.document.value import (
    Block,
    CellContent,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Table,
)
from reporting.editions.evaluations.queries.years import EvidenceYear, YearFigures
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import usual_places
from strategies.models import Measure
from strategies.models.cells import UnitOfCount


def figure_blocks(
    figures: YearFigures, codes: Sequence[str], name: str, language: str
) -> Iterator[Block]:
    """A table with a column a year that has figures, and a sentence on those that have none."""
    shown = [year for year in figures.years if year.run is not None]
    silent = [str(year.year) for year in figures.years if year.run is None]
    if shown:
        yield _table(figures, shown, codes, name, language)
    if silent:
        words = _("No figures are stored of: %(years)s.")
        yield Paragraph(words % {"years": joined(silent)})


def _table(
    figures: YearFigures,
    shown: Sequence[EvidenceYear],
    codes: Sequence[str],
    name: str,
    language: str,
) -> Table:
    measures = Measures(language)
    units = dict(Measure.objects.values_list("code", "unit_of_count"))
    heads = (_("Figure"), _("Unit of count"), *(str(year.year) for year in shown))
    rows = tuple(
        Row(
            (
                measures.titles.get(code, code),
                str(UnitOfCount(units[code]).label) if units.get(code) else "",
                *(_cell(figures, measures, code, year.year) for year in shown),
            )
        )
        for code in codes
    )
    return Table(
        id=name,
        number="",
        caption=_("Key figures by year"),
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=rows,
        align=("start", "start", *["end"] * len(shown)),  # type: ignore[arg-type]
        widths=(4.4, 1.4, *[1.3] * len(shown)),
    )


def _cell(figures: YearFigures, measures: Measures, code: str, year: int) -> CellContent:
    reference = Reference("", measure=code, period=str(year))
    value = figures.look_up(reference)
    if value is not None:
        return Number(value, usual_places(value), str(reference))
    return measures.why_not(code, {}, year) or Missing()
