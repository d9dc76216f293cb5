"""A doubt travels with its number: figures that a check doubts carry their state in tables and in
the sentences that quote them, with a sign where it is printed and one line that says what it means.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.document.sentences.figures_in_text import text_of
from reporting.document.value import (
    GRAVER,
    SIGNS,
    Block,
    Bullet,
    CellContent,
    Chart,
    FigureState,
    Number,
    Paragraph,
    Quote,
    Row,
    Run,
    Section,
    Table,
)
from reporting.editions.composing.queries.footnote_marks import addresses_quoted
from reporting.editions.discrepancies.queries.doubted_totals import IN_DOUBT
from reporting.kernel.expressions import Expression, Reference, references

States = Mapping[str, FigureState]
Formula = Callable[[Reference], Expression | None]
MEANINGS = {
    "doubted": gettext_lazy("A check asks about this number, and nobody has answered yet."),
    "kept": gettext_lazy(
        "A check asks about this number; it was published so by decision, for the reason that "
        "stands with this edition."
    ),
    "explained": gettext_lazy("A check asked about this number, and the answer is kept."),
    "contains_doubted": gettext_lazy(
        "This number adds up others, and a check asks about some of them."
    ),
}
# A sign on each of them would stand at nearly every total of the nation: one line says it instead.
TOTALS = gettext_lazy(
    "Some totals in this table add up numbers that a check asks about. The list of discrepancies "
    "names them."
)
DRAWN = gettext_lazy(
    "A check asks about some of the numbers drawn here. The list of discrepancies names them."
)
TOTALS_IN_TEXT = gettext_lazy(
    "Some totals in the text add up numbers that a check asks about. The list of discrepancies "
    "names them."
)


def stated(sections: Iterable[Section], states: States, period: str) -> Iterator[Section]:
    """`states`: address of a figure -> its state. `period`: the code of the report's own."""
    for section in sections:
        blocks = tuple(_block(block, states, period) for block in section.blocks)
        yield replace(section, blocks=blocks)


def with_measures(
    states: States, sections: Iterable[Section], period: str, formula: Formula
) -> States:
    """With the measures that the sections show or quote: `formula` says which cells one adds up."""
    if not states:
        return states
    found = dict(states)
    for address in {asked for section in sections for asked in _asked(section, period)}:
        expanded = formula(references(address)[0]) if "#" in address else None
        parts = [str(part) for part in references(expanded)] if expanded is not None else []
        said = [states.get(part, "sound") for part in parts]
        if len(said) == 1:
            found[address] = said[0]
        elif any(state in IN_DOUBT for state in said):
            found[address] = "contains_doubted"
    return found


def _asked(section: Section, period: str) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Table):
            yield from (
                cell.trace for row in block.rows for cell in row.cells if isinstance(cell, Number)
            )
        elif isinstance(block, Chart):
            yield from block.drawn
        elif isinstance(block, Paragraph | Bullet):
            for run in block.runs:
                if isinstance(run, Quote) and run.kind == "linked":
                    yield from addresses_quoted(run.expression, period)


def _block(block: Block, states: States, period: str) -> Block:
    if isinstance(block, Table):
        return _table(block, states)
    if isinstance(block, Chart):
        return _chart(block, states)
    if states and isinstance(block, Paragraph | Bullet) and block.runs:
        return _sentence(block, states, period)
    return block


def _chart(chart: Chart, states: States) -> Chart:
    """A drawing has no room for signs: a line under it says that it draws what is doubted."""
    in_doubt = any(states.get(address) in IN_DOUBT for address in chart.drawn)
    return replace(chart, notes=(*chart.notes, str(DRAWN)) if in_doubt else chart.notes, drawn=())


def _table(table: Table, states: States) -> Table:
    if not states:
        return table
    rows = tuple(
        Row(tuple(_cell(cell, states) for cell in row.cells), row.kind) for row in table.rows
    )
    return replace(table, rows=rows, notes=(*table.notes, *notes_about(rows))) if rows else table


def notes_about(rows: Iterable[Row]) -> tuple[str, ...]:
    """The lines under a table whose numbers carry their states: what each sign means, and that
    totals contain what is doubted."""
    numbers = [cell for row in rows for cell in row.cells if isinstance(cell, Number)]
    signed = {number.state for number in numbers if number.sign}
    notes = [meaning(state) for state in SIGNS if state in signed]
    if any(number.state == "contains_doubted" for number in numbers):
        notes.append(str(TOTALS))
    return tuple(notes)


def meaning(state: FigureState) -> str:
    """The line under a table: the sign, and what it says."""
    return f"{SIGNS[state]} {MEANINGS[state]}"


def _cell(cell: CellContent, states: States) -> CellContent:
    if isinstance(cell, Number) and cell.trace in states:
        return replace(cell, state=states[cell.trace])
    return cell


def _sentence(block: Paragraph | Bullet, states: States, period: str) -> Paragraph | Bullet:
    runs = tuple(_run(run, states, period) for run in block.runs)
    return block if runs == block.runs else replace(block, runs=runs, text=text_of(runs))


def _run(run: Run, states: States, period: str) -> Run:
    """With the worst state of the figures that it is made of."""
    if isinstance(run, str) or run.kind != "linked":
        return run
    about = addresses_quoted(run.expression, period) | {run.trace}
    found = {states[address] for address in about if address in states}
    state = min(found, key=GRAVER.index, default=None)
    return _doubted(run, state) if state else run


def _doubted(run: Quote, state: FigureState) -> Quote:
    """One that was taken from a report as printed has its sign already."""
    words = run.text.removesuffix(SIGNS.get(run.state, ""))
    return replace(run, state=state, text=words + SIGNS.get(state, ""))


def without_signs(block: Paragraph | Bullet) -> str:
    """The text as it was written: a sign that came or went is no other sentence."""
    if not any(isinstance(run, Quote) and run.state in SIGNS for run in block.runs):
        return block.text
    return text_of(
        tuple(
            replace(run, text=run.text.removesuffix(SIGNS.get(run.state, "")))
            if isinstance(run, Quote)
            else run
            for run in block.runs
        )
    )


def remarks(sections: Iterable[Section]) -> tuple[tuple[str, str], ...]:
    """For the imprint, where a sentence carries a sign: in a table it is said under it."""
    said = {
        run.state
        for section in sections
        for block in section.blocks
        if isinstance(block, Paragraph | Bullet)
        for run in block.runs
        if isinstance(run, Quote)
    }
    lines = [meaning(state) for state in SIGNS if state in said]
    if "contains_doubted" in said:
        lines.append(str(TOTALS_IN_TEXT))
    return ((_("Numbers that are doubted"), " ".join(lines)),) if lines else ()
