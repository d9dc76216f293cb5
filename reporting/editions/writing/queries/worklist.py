"""The editions of each period, and what is left to do in one of them, section by section."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from provinces.models import User
from reporting.document.sentences.markup import MarkupError, read
from reporting.document.sentences.typed_numbers import figures_typed
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS, OutlineSection, outline
from reporting.editions.writing.queries.translations import pairs_of
from reporting.editions.writing.queries.unit_texts import (
    CHANGED,
    UNUSED,
    WITHDRAWN,
    states_by_section,
)
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, Passage
from reporting.review.queries.comments import open_by_section


@dataclass(frozen=True)
class EditionsOfPeriod:
    """The editions of a period, newest first; `may_begin`: figures are there and none is in
    work."""

    period: Period
    editions: list[Edition]
    is_consolidated: bool

    @property
    def may_begin(self) -> bool:
        return self.is_consolidated and all(edition.is_published for edition in self.editions)


@dataclass(frozen=True)
class SectionWorkload:
    """A section: how many sentences it has, what is still to be done with the units' texts, with
    what was typed and with what is not translated, and who changed it last."""

    section: OutlineSection
    texts: int
    tables: int
    unused: int
    changed: int
    typed: int
    comments: int
    untranslated: int
    at: datetime | None
    by: User | None

    @property
    def is_empty(self) -> bool:
        return not (self.texts or self.tables or self.unused)

    @property
    def to_do(self) -> int:
        return self.unused + self.changed


@dataclass(frozen=True)
class WorkList:
    lines: list[SectionWorkload]

    @property
    def texts(self) -> int:
        return sum(line.texts for line in self.lines)

    @property
    def unused(self) -> int:
        return sum(line.unused for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(line.changed for line in self.lines)

    @property
    def typed(self) -> int:
        return sum(line.typed for line in self.lines)

    @property
    def comments(self) -> int:
        return sum(line.comments for line in self.lines)

    @property
    def untranslated(self) -> int:
        return sum(line.untranslated for line in self.lines)

    @property
    def next(self) -> SectionWorkload | None:
        """The first section in which an accepted text waits."""
        return next((line for line in self.lines if line.to_do), None)


def work_list(edition: Edition, language: str) -> WorkList:
    """In the order of the report; a fixed number of queries."""
    passages = list(
        edition.passages.filter(removed=False).order_by().values_list("section", "kind", "text")
    )
    texts = Counter(section for section, kind, _text in passages if kind in TEXT_KINDS)
    tables = Counter(section for section, kind, _text in passages if kind not in TEXT_KINDS)
    typed = _typed(passages)
    unused, changed = _to_do(edition)
    comments = open_by_section(edition)
    last = _last_changes(edition)
    untranslated = {part.section.code: part.to_do for part in pairs_of(edition, language)}
    return WorkList(
        [
            SectionWorkload(
                section=part,
                texts=texts[part.code],
                tables=tables[part.code],
                unused=unused[part.code],
                changed=changed[part.code],
                typed=typed[part.code],
                comments=comments[part.code],
                untranslated=untranslated.get(part.code, 0),
                at=last[part.code].changed_at if part.code in last else None,
                by=last[part.code].changed_by if part.code in last else None,
            )
            for part in outline(edition, language)
        ]
    )


def _typed(passages: Iterable[tuple[str, str, str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for section, kind, text in passages:
        if kind in TEXT_KINDS:
            found[section] += typed_in(text)
    return found


@lru_cache(maxsize=8192)
def typed_in(text: str) -> int:
    """How many numbers of a stored text were typed by hand and are figures."""
    try:
        pieces = read(text)
    except MarkupError:
        return 0
    return sum(len(figures_typed(piece)) for piece in pieces if isinstance(piece, str))


def _to_do(edition: Edition) -> tuple[Counter[str], Counter[str]]:
    """Not used yet, and changed or withdrawn since, by section."""
    unused: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for (section, state), count in states_by_section(edition).items():
        if state == UNUSED:
            unused[section] += count
        elif state in (CHANGED, WITHDRAWN):
            changed[section] += count
    return unused, changed


def _last_changes(edition: Edition) -> dict[str, Passage]:
    """By section; of what nobody has touched since the edition began, nothing."""
    rows = (
        edition.passages.exclude(version=1, kind__in=("table", "chart"))
        .select_related("changed_by")
        .order_by("section", "-changed_at", "-pk")
        .distinct("section")
    )
    return {row.section: row for row in rows}


def by_period() -> list[EditionsOfPeriod]:
    """The newest year first, in it the longest period first; two queries."""
    found: dict[int, list[Edition]] = {}
    for edition in Edition.objects.select_related("begun_by", "published_by").order_by("-number"):
        found.setdefault(edition.period_key, []).append(edition)
    consolidated = set(
        Consolidation.objects.order_by().values_list("period_key", flat=True).distinct()
    )
    periods = [Period.from_key(key) for key in {*found, *consolidated}]
    periods.sort(
        key=lambda period: (
            -period.year,
            -len(period.months),
            [-month for _, month in period.months],
        )
    )
    return [
        EditionsOfPeriod(period, found.get(period.key, []), period.key in consolidated)
        for period in periods
    ]
