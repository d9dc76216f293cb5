"""The errors of the report of 2020 itself, as a careful reader of the printed report found them:
which of them the checks name when they do not know the print.

An error is named where a finding has one of its cells. One that lies in the print or in a sentence
alone has none: it cannot be seen in the numbers, and counts as not named.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporting.checks.rules.model import FoundDiscrepancy
from reporting.kernel.expressions import references

ERRORS = Path(__file__).with_name("errors_of_2020.csv")


@dataclass(frozen=True)
class OwnError:
    """`lies_in`: numbers, sentence, print."""

    title: str
    lies_in: str
    cells: frozenset[str]
    is_named: bool = False


def own_errors(found: Sequence[FoundDiscrepancy]) -> list[OwnError]:
    named = set(_named(found))
    with ERRORS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    made = []
    for row in rows:
        cells = frozenset(row["cells"].split())
        made.append(OwnError(row["title"], row["lies_in"], cells, bool(cells & named)))
    return made


def _named(found: Iterable[FoundDiscrepancy]) -> Iterator[str]:
    """Cells with their reporter, without the period."""
    for one in found:
        for cell in one.cells:
            yield cell
            for reference in references(cell):
                yield str(reference).partition(":")[0]
