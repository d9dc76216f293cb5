"""A doubt travels with its number: figures that a check doubts carry their state in tables and in
the sentences that quote them, with a sign where it is printed and one line that says what it means.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.document.sentences.figures_in_text import text_of
from reporting.document.value import (
    SIGNS,
    Block,
    Bullet,
    CellContent,
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

States = Mapping[str, FigureState]
MEANINGS = {
    "doubted": gettext_lazy("A check asks about this number, and nobody has answered yet."),
    "kept": gettext_lazy(
        "A check asks about this number; it was published so by decision, for the reason that "
        "stands with this edition."
    ),
    "explained": gettext_lazy("A check asked about this number, and the answer is kept."),
}


def stated(sections: Iterable[Section], states: States, period: str) -> Iterator[Section]:
    """`states`: address of a figure -> its state. `period`: the code of the report's own."""
    for section in sections:
        blocks = tuple(_block(block, states, period) for block in section.blocks)
        yield replace(section, blocks=blocks) if states else section


def _block(block: Block, states: States, period: str) -> Block:
    if isinstance(block, Table):
        return _table(block, states)
    if isinstance(block, Paragraph | Bullet) and block.runs:
        return _sentence(block, states, period)
    return block


def _table(table: Table, states: States) -> Table:
    rows = tuple(
        Row(tuple(_cell(cell, states) for cell in row.cells), row.kind) for row in table.rows
    )
    signed = {
        cell.state for row in rows for cell in row.cells if isinstance(cell, Number) and cell.sign
    }
    notes = tuple(meaning(state) for state in SIGNS if state in signed)
    return replace(table, rows=rows, notes=(*table.notes, *notes)) if rows else table


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
    state = next((state for state in ("doubted", "kept", "explained") if state in found), None)
    return _doubted(run, state) if state else run


def _doubted(run: Quote, state: FigureState) -> Quote:
    return replace(run, state=state, text=run.text + SIGNS.get(state, ""))


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
    return ((_("Numbers that are doubted"), " ".join(lines)),) if lines else ()
