"""The page of key figures in an edition, and the same table for a workbook: each figure with the
year before, the difference, and of how many reporters it is made."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.consolidation.queries.indicators import is_part
from reporting.consolidation.queries.key_figures import (
    KeyFigureLine,
    KeyFigureValue,
    key_figure_lines,
)
from reporting.core.queries.period_words import period_label
from reporting.document.value import (
    Block,
    CellContent,
    FigureState,
    HeaderCell,
    Missing,
    Number,
    Row,
    Table,
)
from reporting.editions.composing.queries.material import Material
from reporting.kernel.numbers import plain_number, usual_places
from reporting.kernel.periods import Period
from strategies.models.cells import UnitOfCount

State = Callable[[str, Period], FigureState]  # of an expression in a period


def _sound(_expression: str, _period: Period) -> FigureState:
    return "sound"


def key_figures_blocks(material: Material) -> Iterator[Block]:
    lines = key_figure_lines(material.book, by_month=False)
    if any(line.now.value is not None for line in lines):
        yield key_figures_table(lines, material.language, is_part=is_part(material.consolidation))


def key_figures_table(
    lines: Sequence[KeyFigureLine],
    language: str,
    *,
    is_part: bool = False,
    state: State = _sound,
) -> Table:
    """`lines`: at least one. `is_part`: of the year a part was added up, so that there is no
    difference to the whole year before. `state`: what is doubted, also of figures that have no
    address of their own; an edition states those that have one."""
    period = lines[0].now.period
    heads = (
        _("Key figure"), _("Unit of count"), period_label(period.same_last_year),
        period_label(period), _("Difference"), _("Reporters"),
    )  # fmt: skip
    return Table(
        id="key-figures",
        number="",
        caption=_("Key figures of %(period)s") % {"period": period_label(period)},
        header=(tuple(HeaderCell(word) for word in heads),),
        rows=tuple(_row(line, language, state, is_part=is_part) for line in lines),
        align=("start", "start", "end", "end", "end", "end"),
        widths=(4.2, 1.4, 1.5, 1.5, 1.4, 1.5),
        notes=tuple(_notes(lines, language, is_part=is_part)),
    )


def _row(line: KeyFigureLine, language: str, state: State, *, is_part: bool) -> Row:
    difference: CellContent = Missing()
    if line.difference is not None and not is_part:
        difference = Number(plain_number(line.difference), usual_places(line.difference))
    return Row(
        (
            line.figure.title_in(language),
            str(UnitOfCount(line.figure.unit_of_count).label),
            _number(line, line.before, state),
            _number(line, line.now, state),
            difference,
            reporters_words(line.now),
        )
    )


def _number(line: KeyFigureLine, value: KeyFigureValue | None, state: State) -> CellContent:
    if value is None or value.value is None:
        return Missing()
    return Number(
        plain_number(value.value),
        usual_places(value.value),
        value.trace,
        state=state(line.figure.expression, value.period),
    )


def reporters_words(value: KeyFigureValue) -> str:
    """ "" where no number says of how many it is made."""
    if value.value is None or not value.expected:
        return ""
    return _("%(received)d of %(expected)d") % {
        "received": value.received, "expected": value.expected,
    }  # fmt: skip


def why_not_words(value: KeyFigureValue) -> str:
    if value.why_not == "not_asked":
        return _("The forms of %(year)d do not ask for it.") % {"year": value.period.year}
    return _("No accepted report gives it yet.") if value.why_not else ""


def _notes(lines: Sequence[KeyFigureLine], language: str, *, is_part: bool) -> Iterator[str]:
    if is_part:
        yield _(
            "Only a part of this period has been added up: there is no difference to the whole one "
            "before."
        )
    for line in lines:
        if line.now.value is None:
            title = line.figure.title_in(language)
            yield f"{title}: {why_not_words(line.now)}"
