"""Presenters of sentences with their numbers: which is linked to what, which was kept and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from reporting.document.value import Block, Bullet, Paragraph, Quote


@dataclass(frozen=True)
class RunPresenter:
    """`kind`: words, linked, missing, kept, annex or typed. `query` opens the trace; `about` says
    what a share or a difference is of, or why a typed number was kept; `to` is the section of an
    annex."""

    text: str
    kind: str = "words"
    query: str = ""
    about: str = ""
    to: str = ""


def run_presenters(
    block: Paragraph | Bullet, may_open: Callable[[str], bool], edition: int | None = None
) -> tuple[RunPresenter, ...]:
    """() where the text is nothing but words."""
    return tuple(
        RunPresenter(run) if isinstance(run, str) else _quote(run, may_open, edition)
        for run in block.runs
    )


def _quote(quote: Quote, may_open: Callable[[str], bool], edition: int | None) -> RunPresenter:
    if quote.kind == "annex":
        return RunPresenter(quote.text, quote.kind, to=quote.expression)
    opens = quote.trace and may_open(quote.trace)
    query = trace_query(quote.trace, edition) if opens else ""
    return RunPresenter(quote.text, quote.kind, query, quote.base or quote.reason)


def trace_query(address: str, edition: int | None = None) -> str:
    """`edition`: where it is not the newest one that is read."""
    return urlencode({"figure": address} | ({"edition": edition} if edition else {}))


def kept_numbers(blocks: Iterable[Block]) -> list[Quote]:
    """The typed numbers of a section that were kept, each with its reason."""
    return [
        run
        for block in blocks
        if isinstance(block, Paragraph | Bullet)
        for run in block.runs
        if isinstance(run, Quote) and run.kind == "kept"
    ]
