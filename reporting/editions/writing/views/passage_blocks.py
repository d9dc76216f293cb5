"""Passages as a template wants them: words in pieces, tables and charts as the reader sees them,
and where each comes from."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.core.queries.period_words import short_words
from reporting.core.views.document_blocks import BlockPresenter, block_presenters
from reporting.core.views.text_runs import RunPresenter
from reporting.document.sentences.annexes import dangling
from reporting.document.sentences.typed_numbers import figures_typed
from reporting.document.value import Block, Bullet, Paragraph, Quote, Subheading
from reporting.editions.reading.views.report_pages import may_open
from reporting.editions.writing.queries.section_workspace import ShownPassage, UnitTextSource
from reporting.entry.page.views.report_access import read_address
from reporting.kernel.periods import PeriodKind
from reporting.models import ListEntry, Passage

BEGINNING = 90


@dataclass(frozen=True)
class TextOrigin:
    """Where a sentence came from: unit, report and revision, with the report's address. `period`
    is "" where the report is for the whole year."""

    entry: ListEntry
    unit: str
    period: str
    url: str


@dataclass(frozen=True)
class PassagePresenter:
    """`empty`: why a table or chart that shows nothing shows nothing."""

    passage: Passage
    pieces: tuple[RunPresenter, ...]
    presenters: tuple[BlockPresenter, ...]
    sources: tuple[TextOrigin, ...]
    is_text: bool
    title: str = ""
    empty: str = ""
    dangling: tuple[str, ...] = ()  # annexes that it names and the report does not have

    @property
    def beginning(self) -> str:
        """What tells it from the others in a list."""
        words = "".join(piece.text for piece in self.pieces)
        if not words and self.presenters:
            block = getattr(self.presenters[0], "table", None) or getattr(
                self.presenters[0], "chart", None
            )
            words = block.caption if block else ""
        words = words or self.passage.text or self.title
        return words if len(words) <= BEGINNING else f"{words[:BEGINNING].rstrip()} …"

    @property
    def typed(self) -> int:
        return sum(piece.kind == "typed" for piece in self.pieces)


def passage_presenter(
    found: ShownPassage, actor: Actor, annexes: Collection[str] = ()
) -> PassagePresenter:
    """`annexes`: the addresses of those that the report has."""
    texts = [block for block in found.blocks if isinstance(block, Paragraph | Bullet | Subheading)]
    others = [block for block in found.blocks if block not in texts]
    may = partial(may_open, actor)
    pieces = tuple(piece for block in texts for piece in pieces_of(block, may))
    if found.is_text and not texts:
        pieces = (RunPresenter(found.passage.text),)
    return PassagePresenter(
        passage=found.passage,
        pieces=pieces,
        presenters=tuple(block_presenters(others, may)),
        sources=tuple(_origins(found.sources, actor)),
        is_text=found.is_text,
        dangling=tuple(dangling(found.passage.text, annexes)) if found.is_text else (),
        title=_title(found),
        empty="" if found.is_text or others else _why_empty(found),
    )


def _title(found: ShownPassage) -> str:
    kind = str(found.passage.get_kind_display())
    if not found.title:
        return kind
    return _("%(kind)s “%(title)s”") % {"kind": kind, "title": found.title}


def _why_empty(found: ShownPassage) -> str:
    if not found.added_up:
        words = _("%(what)s: the figures of the period are not added up yet.")
    elif not found.title:
        words = _("%(what)s: the list of tables does not have it any more. It is not printed.")
    elif found.in_parts:
        words = _("%(what)s: its rows are printed in the sections below, group by group.")
    else:
        words = _("%(what)s: no unit has given a number yet, so it is not printed.")
    return words % {"what": _title(found)}


def pieces_of(block: Block, may: "partial[bool]") -> Iterator[RunPresenter]:
    runs = getattr(block, "runs", ()) or (getattr(block, "text", ""),)
    for run in runs:
        if isinstance(run, str):
            yield from _words(run)
        else:
            yield _quote(run, may)


def _words(text: str) -> Iterator[RunPresenter]:
    at = 0
    for typed in figures_typed(text):
        if typed.start > at:
            yield RunPresenter(text[at : typed.start])
        yield RunPresenter(typed.shown, "typed", about=_("typed by hand"))
        at = typed.end
    if at < len(text):
        yield RunPresenter(text[at:])


def _quote(quote: Quote, may: "partial[bool]") -> RunPresenter:
    query = urlencode({"figure": quote.trace}) if quote.trace and may(quote.trace) else ""
    if quote.kind == "kept":
        return RunPresenter(
            quote.text, "kept", about=_("kept as typed: %(why)s") % {"why": quote.reason}
        )
    if quote.kind == "missing":
        return RunPresenter(quote.text, "missing", about=quote.expression)
    note = _("of %(base)s") % {"base": quote.base} if quote.base else ""
    return RunPresenter(quote.text, "linked", query, note)


def _origins(sources: Iterable[UnitTextSource], actor: Actor) -> Iterator[TextOrigin]:
    for row, unit in sources:
        yield origin_of(row.entry, unit, actor)


def origin_of(entry: ListEntry, unit: str, actor: Actor) -> TextOrigin:
    revision = entry.revision
    url = f"{read_address(revision.report, actor)}?revision={revision.number}"
    period = revision.report.period
    words = "" if period.kind is PeriodKind.YEAR else short_words(period)
    return TextOrigin(entry, unit, words, url)
