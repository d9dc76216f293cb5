"""Passages as a template wants them: words in pieces, tables and charts as the reader sees them,
and where each comes from."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.kernel.document import Block, Bullet, Paragraph, Quote, Subheading
from reporting.kernel.periods import PeriodKind
from reporting.kernel.writing.annexes import dangling
from reporting.kernel.writing.typed_numbers import figures_typed
from reporting.models import ListEntry, Passage, PassageKind
from reporting.queries.editions.section import Source, Standing
from reporting.queries.period_words import short_words
from reporting.views.annual import may_open
from reporting.views.blocks import Shape, shapes
from reporting.views.reports.doors import read_address
from reporting.views.runs import RunShape

BEGINNING = 90


@dataclass(frozen=True)
class From:
    """Where a sentence came from: unit, report and revision, with the report's address. `period`
    is "" where the report is for the whole year."""

    entry: ListEntry
    unit: str
    period: str
    url: str


@dataclass(frozen=True)
class PassageShape:
    """`empty`: why a table or chart that shows nothing shows nothing."""

    passage: Passage
    pieces: tuple[RunShape, ...]
    shapes: tuple[Shape, ...]
    sources: tuple[From, ...]
    is_text: bool
    title: str = ""
    empty: str = ""
    dangling: tuple[str, ...] = ()  # annexes that it names and the report does not have

    @property
    def beginning(self) -> str:
        """What tells it from the others in a list."""
        words = "".join(piece.text for piece in self.pieces)
        if not words and self.shapes:
            block = getattr(self.shapes[0], "table", None) or getattr(self.shapes[0], "chart", None)
            words = block.caption if block else ""
        words = words or self.passage.text or self.title
        return words if len(words) <= BEGINNING else f"{words[:BEGINNING].rstrip()} …"

    @property
    def typed(self) -> int:
        return sum(piece.kind == "typed" for piece in self.pieces)


def passage_shape(found: Standing, actor: Actor, annexes: Collection[str] = ()) -> PassageShape:
    """`annexes`: the addresses of those that the report has."""
    texts = [one for one in found.blocks if isinstance(one, Paragraph | Bullet | Subheading)]
    others = [one for one in found.blocks if one not in texts]
    may = partial(may_open, actor)
    pieces = tuple(piece for block in texts for piece in pieces_of(block, may))
    if found.is_text and not texts:
        pieces = (RunShape(found.passage.text),)
    return PassageShape(
        passage=found.passage,
        pieces=pieces,
        shapes=tuple(shapes(others, may)),
        sources=tuple(_froms(found.sources, actor)),
        is_text=found.is_text,
        dangling=tuple(dangling(found.passage.text, annexes)) if found.is_text else (),
        title=_title(found),
        empty="" if found.is_text or others else _why_empty(found),
    )


def _title(found: Standing) -> str:
    kind = str(found.passage.get_kind_display())
    if not found.title:
        return kind
    return _("%(kind)s “%(title)s”") % {"kind": kind, "title": found.title}


def _why_empty(found: Standing) -> str:
    if not found.added_up:
        words = _("%(what)s: the figures of the period are not added up yet.")
    elif not found.title:
        words = _("%(what)s: the list of tables does not have it any more. It is not printed.")
    elif found.in_parts:
        words = _("%(what)s: its rows are printed in the sections below, group by group.")
    else:
        words = _("%(what)s: no unit has given a number yet, so it is not printed.")
    return words % {"what": _title(found)}


def pieces_of(block: Block, may: "partial[bool]") -> Iterator[RunShape]:
    runs = getattr(block, "runs", ()) or (getattr(block, "text", ""),)
    for run in runs:
        if isinstance(run, str):
            yield from _words(run)
        else:
            yield _quote(run, may)


def _words(text: str) -> Iterator[RunShape]:
    at = 0
    for typed in figures_typed(text):
        if typed.start > at:
            yield RunShape(text[at : typed.start])
        yield RunShape(typed.shown, "typed", about=_("typed by hand"))
        at = typed.end
    if at < len(text):
        yield RunShape(text[at:])


def _quote(quote: Quote, may: "partial[bool]") -> RunShape:
    query = urlencode({"figure": quote.trace}) if quote.trace and may(quote.trace) else ""
    if quote.kind == "kept":
        return RunShape(
            quote.text, "kept", about=_("kept as typed: %(why)s") % {"why": quote.reason}
        )
    if quote.kind == "missing":
        return RunShape(quote.text, "missing", about=quote.expression)
    note = _("of %(base)s") % {"base": quote.base} if quote.base else ""
    return RunShape(quote.text, "linked", query, note)


def _froms(sources: Iterable[Source], actor: Actor) -> Iterator[From]:
    for row, unit in sources:
        yield from_of(row.entry, unit, actor)


def from_of(entry: ListEntry, unit: str, actor: Actor) -> From:
    revision = entry.revision
    url = f"{read_address(revision.report, actor)}?revision={revision.number}"
    period = revision.report.period
    words = "" if period.kind is PeriodKind.YEAR else short_words(period)
    return From(entry, unit, words, url)


KIND_WORDS = (
    PassageKind.PARAGRAPH,
    PassageKind.BULLET,
    PassageKind.NUMBERED,
    PassageKind.HEADING,
    PassageKind.SIGNATURE,
)
