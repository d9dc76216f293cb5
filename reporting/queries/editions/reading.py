"""What a person reads of a period: the newest published edition; before there is one, for the
Secretariat, the draft or the tables as they are consolidated. Row-level security leaves a unit only
what is published, so nobody is told here what is not theirs to read."""

from collections import defaultdict
from dataclasses import dataclass, field

from reporting.access_errors import NotHere
from reporting.kernel.document import Document
from reporting.kernel.periods import Period
from reporting.kernel.trace_codes import TraceCode, document_code
from reporting.models import Consolidation, Edition
from reporting.queries.annual import Outlined, edition_in, kept_to_group
from reporting.queries.editions.document import shown_document
from reporting.queries.editions.found import (
    edition_at,
    figures_of,
    in_work,
    newest_consolidation,
    newest_published,
)


@dataclass(frozen=True)
class Reading:
    """A document with its outline and the figures that it was set from. `edition` None: nobody
    writes a report of the period yet."""

    period: Period
    outlined: Outlined
    figures: Consolidation
    edition: Edition | None = None

    @property
    def document(self) -> Document:
        return self.outlined.document

    @property
    def is_published(self) -> bool:
        return self.edition.is_published if self.edition else bool(self.figures.published_at)

    @property
    def number(self) -> int:
        """Of the published edition; 0 of everything that still changes."""
        return self.edition.number if self.edition and self.edition.is_published else 0

    @property
    def code(self) -> TraceCode:
        return document_code(self.period, self.number, draft=self.edition is not None)


def reading_of(period: Period, language: str, number: int | None = None) -> Reading:
    """`number`: that edition and no other. `NotHere` where there is nothing to read."""
    edition = edition_at(period.url, number) if number else edition_read(period)
    if edition is not None:
        return reading_of_edition(edition, language)
    return automatic_of(period, language)


def reading_of_edition(edition: Edition, language: str) -> Reading:
    figures = figures_of(edition)
    if figures is None:
        raise NotHere
    period = Period.from_key(edition.period_key)
    return Reading(period, shown_document(edition, language), figures, edition)


def automatic_of(period: Period, language: str) -> Reading:
    """The tables and texts as the newest consolidation set them."""
    figures = newest_consolidation(period.key)
    if figures is None:
        raise NotHere
    outlined = edition_in(figures, language)
    if figures.published_at is None:
        outlined = kept_to_group(outlined)
    return Reading(period, outlined, figures)


def draft_of(period: Period, language: str) -> Reading:
    edition = in_work(period.key)
    if edition is None:
        raise NotHere
    return reading_of_edition(edition, language)


def figures_read(period: Period, number: int | None = None) -> Consolidation:
    """The figures of what is read: frozen, where it is published."""
    edition = edition_at(period.url, number) if number else edition_read(period)
    figures = figures_of(edition) if edition else newest_consolidation(period.key)
    if figures is None:
        raise NotHere
    return figures


def edition_read(period: Period) -> Edition | None:
    """What is read of a period: what is published, else what is in work."""
    return newest_published(period.key) or in_work(period.key)


@dataclass
class PeriodShelf:
    """What there is of one period: editions, the newest first; the draft; the newest run of a
    consolidation. A unit finds what is published."""

    period: Period
    published: list[Edition] = field(default_factory=list)
    draft: Edition | None = None
    figures: Consolidation | None = None

    @property
    def newest(self) -> Edition | None:
        return self.published[0] if self.published else None

    @property
    def earlier(self) -> list[Edition]:
        return self.published[1:]


def shelves() -> list[PeriodShelf]:
    """Of every period there is something to read of, the newest first; two queries."""
    editions: dict[int, list[Edition]] = defaultdict(list)
    rows = Edition.objects.select_related("published_by", "consolidation")
    for edition in rows.order_by("-period_key", "-number"):
        editions[edition.period_key].append(edition)
    runs = {
        run.period_key: run
        for run in Consolidation.objects.order_by("-period_key", "-pk")
        .distinct("period_key")
        .select_related("published_by")
    }
    found = []
    for key in {*editions, *runs}:
        here = editions[key]
        found.append(
            PeriodShelf(
                Period.from_key(key),
                [one for one in here if one.is_published],
                next((one for one in here if not one.is_published), None),
                runs.get(key),
            )
        )
    return sorted(found, key=_in_time, reverse=True)


def _in_time(shelf: PeriodShelf) -> tuple[tuple[int, int], int]:
    """By the last month; of two that end together the longer is the newer."""
    return shelf.period.months[-1], len(shelf.period.months)
