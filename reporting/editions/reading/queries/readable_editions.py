"""Which edition of a period a person reads: the newest published one; before there is one, for the
Secretariat, the draft. Row-level security leaves a unit only what is published."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from reporting.access import NotHere
from reporting.core.queries.editions import edition_at, figures_of, in_work, newest_published
from reporting.document.trace_codes import TraceCode, document_code
from reporting.document.value import Document
from reporting.editions.reading.queries.stored_document import OutlinedDocument, shown_document
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition


@dataclass(frozen=True)
class ReadableDocument:
    """An edition's document with its outline and the figures that it was set from."""

    period: Period
    outlined: OutlinedDocument
    figures: Consolidation
    edition: Edition

    @property
    def document(self) -> Document:
        return self.outlined.document

    @property
    def is_published(self) -> bool:
        return self.edition.is_published

    @property
    def code(self) -> TraceCode:
        return document_code(self.period, self.edition.number if self.is_published else 0)


def edition_read(period: Period, number: int | None = None) -> Edition:
    """What is read of a period: what is published, else what is in work. `number`: that edition
    and no other. `NotHere` where there is nothing to read."""
    if number:
        return edition_at(period.url, number)
    found = newest_published(period.key) or in_work(period.key)
    if found is None:
        raise NotHere
    return found


def reading_of(period: Period, language: str, number: int | None = None) -> ReadableDocument:
    return reading_of_edition(edition_read(period, number), language)


def draft_of(period: Period, language: str) -> ReadableDocument:
    edition = in_work(period.key)
    if edition is None:
        raise NotHere
    return reading_of_edition(edition, language)


def reading_of_edition(edition: Edition, language: str) -> ReadableDocument:
    period = Period.from_key(edition.period_key)
    return ReadableDocument(period, shown_document(edition, language), _figures(edition), edition)


def figures_read(period: Period, number: int | None = None) -> Consolidation:
    """The figures of what is read: frozen, where it is published."""
    return _figures(edition_read(period, number))


def _figures(edition: Edition) -> Consolidation:
    figures = figures_of(edition)
    if figures is None:
        raise NotHere
    return figures


@dataclass(frozen=True)
class PeriodEditions:
    """The editions of one period, the newest first, at least one; a unit finds what is published.
    Only the first of them may be a draft."""

    period: Period
    editions: list[Edition]

    @property
    def published(self) -> list[Edition]:
        return [edition for edition in self.editions if edition.is_published]

    @property
    def draft(self) -> Edition | None:
        return None if self.editions[0].is_published else self.editions[0]

    @property
    def newest(self) -> Edition | None:
        return self.published[0] if self.published else None

    @property
    def read(self) -> Edition:
        return self.newest or self.editions[0]

    @property
    def earlier(self) -> list[Edition]:
        return self.published[1:]


def readable_periods() -> list[PeriodEditions]:
    """Of every period there is something to read of, the newest first; one query."""
    rows = Edition.objects.select_related("published_by", "consolidation")
    editions = groupby(rows.order_by("-period_key", "-number"), attrgetter("period_key"))
    found = [PeriodEditions(Period.from_key(key), list(here)) for key, here in editions]
    return sorted(found, key=_in_time, reverse=True)


def _in_time(of_period: PeriodEditions) -> tuple[tuple[int, int], int]:
    """By the last month; of two that end together the longer is the newer."""
    return of_period.period.months[-1], len(of_period.period.months)
