"""Where the pieces of a text that lead somewhere come to stand once it is broken into lines."""

from collections.abc import Collection, Iterable, Sequence
from urllib.parse import quote

from reporting.exports.text import ZERO_WIDTH_SPACE, printable
from reporting.kernel.document import Quote, Run

TextLink = tuple[int, int, str]  # from and to, counted in signs that are no spaces; the address
LineLink = tuple[int, int, int, str]  # the line; from and to within it; the address


WITHIN = "#"  # before the key of a place in the document itself


def links_of(
    runs: Iterable[Run], base_url: str, sections: Collection[str] = ()
) -> tuple[TextLink, ...]:
    """The quoted numbers of a sentence that are one figure each, and so have an address where there
    is a `base_url`; the annexes that it names, if they are among these sections."""
    found: list[TextLink] = []
    at = 0
    for run in runs:
        words = run.text if isinstance(run, Quote) else run
        end = at + sum(map(_counts, printable(words)))
        if isinstance(run, Quote) and run.trace and base_url:
            found.append((at, end, base_url + quote(run.trace, safe="")))
        elif isinstance(run, Quote) and run.kind == "annex" and run.expression in sections:
            found.append((at, end, f"{WITHIN}section-{run.expression}"))
        at = end
    return tuple(found)


def on_lines(lines: Sequence[str], links: Sequence[TextLink]) -> list[LineLink]:
    """The links line by line: one that runs over the end of a line becomes two."""
    found: list[LineLink] = []
    at = 0
    for number, line in enumerate(lines):
        places = [place for place, sign in enumerate(line) if _counts(sign)]
        for start, end, address in links:
            first, last = max(start - at, 0), min(end - at, len(places))
            if first < last:
                found.append((number, places[first], places[last - 1] + 1, address))
        at += len(places)
    return found


def _counts(sign: str) -> bool:
    """Spaces vanish at the ends of lines, so that they are not counted."""
    return not sign.isspace() and sign != ZERO_WIDTH_SPACE
