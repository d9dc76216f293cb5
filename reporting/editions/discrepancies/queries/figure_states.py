"""Whether a check doubts a figure, and what became of the doubt: the state that stands beside it in
each representation."""

from collections.abc import Iterable

from reporting.checks.rules.kinds import KINDS
from reporting.document.value import GRAVER, FigureState
from reporting.editions.composing.queries.footnote_marks import addresses_of
from reporting.editions.discrepancies.queries.footnote_words import PrintedDiscrepancy
from reporting.editions.discrepancies.rules import about_print
from reporting.kernel.periods import Period


def figure_states(
    found: Iterable[PrintedDiscrepancy], period: Period, *, decided: bool
) -> dict[str, FigureState]:
    """Address of a figure -> its state; what is not in it is sound. A doubt about a part of the
    period is one about that reporter's figure of the whole period too, which is what is printed.
    `decided`: the edition was published with what nobody had explained, for a reason.
    """
    states: dict[str, FigureState] = {}
    for printed in found:
        if not _is_about_the_number(printed):
            continue
        state: FigureState = "explained"
        if printed.is_open:
            state = "kept" if decided else "doubted"
        for cell in printed.row.cells:
            for address in addresses_of(cell, period.code):
                states[address] = min(state, states.get(address, state), key=GRAVER.index)
    return states


def _is_about_the_number(printed: PrintedDiscrepancy) -> bool:
    """Not where another year's print is wrong, the words are, or a number is only missing."""
    kind = KINDS.get(printed.row.kind)
    if kind is None or not kind.doubts:
        return False
    return not about_print(printed.row.kind, printed.row.line)
