"""An answer, and how near each kind of it counts."""

from dataclasses import dataclass

from reporting.search.queries.numbers import FoundNumber

MOST = 5  # of a kind
# From the nearest: an exact address, a number, a report asked for as one, a whole name.
EXACT, NUMBER, REPORT, WHOLE_NAME, EXACT_NAME = 50.0, 20.0, 30.0, 12.0, 9.5
ALL_WORDS = 7.0
BESIDE = 4.5  # the table of a number, where its title does not say as much
NUMERIC = 0.6  # of the question's words a first answer says at least so much


@dataclass(frozen=True)
class SearchAnswer:
    """`target`: what it leads to, by kind: a reference, a code, a key. Of a number also the
    `number`, what it is a `count` of, and its unit and period (`parts`)."""

    kind: str
    target: str
    title: str
    detail: str = ""
    score: float = 0.0
    number: FoundNumber | None = None
    parts: tuple[str, ...] = ()
    count: str = ""
