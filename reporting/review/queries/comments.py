"""What was said of a report or of an edition, thread by thread. The number of queries never
depends on how much was said."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.models import Comment, Edition, Report, ReviewStep
from strategies.models import Section, Table
from strategies.models.labels import dated

SHOWN = 200  # characters of a passage beside a comment on it


@dataclass(frozen=True)
class CommentPlace:
    """Where a comment stands: in a report a table or a cell, in an edition a section, a passage or
    a table; nothing named is the whole of it."""

    section: str = ""
    passage: int | None = None
    table: str = ""
    cell: str = ""

    @classmethod
    def of(cls, comment: Comment) -> Self:
        return cls(comment.section, comment.passage_id, comment.table, comment.cell)

    @property
    def key(self) -> str:
        """For the id of an element."""
        if self.passage:
            return f"p{self.passage}"
        return self.table or self.section.replace(".", "-") or "all"

    def holds(self, comment: Comment) -> bool:
        """Whether a comment in this section of an edition is shown here: at a passage, at a
        table, or with the section."""
        if self.passage:
            return comment.passage_id == self.passage
        if self.table:
            return comment.table == self.table
        return comment.passage_id is None and not comment.table


WHOLE = CommentPlace()


@dataclass(frozen=True)
class Thread:
    """A comment with its answers, oldest first."""

    first: Comment
    answers: list[Comment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.first.resolved_at is None

    @property
    def asks_the_unit(self) -> bool:
        """Begun by the Secretariat or a working group: the unit answers or corrects."""
        return self.first.from_unit_id != self.first.organisation_unit_id

    @property
    def place(self) -> str:
        """Of a report: the cell, the table or "" for the whole of it."""
        return self.first.cell or self.first.table

    @property
    def comments(self) -> list[Comment]:
        return [self.first, *self.answers]


def threads_of(
    on: Report | Edition, tables: Collection[str] | None = None, *, section: str | None = None
) -> list[Thread]:
    """Oldest first; with `tables` only those that are about one of them, with `section` those that
    stand in it ("": on the whole edition). One query."""
    rows = on.comments.select_related("by", "from_unit", "resolved_by")
    if isinstance(on, Edition):  # a unit reads no passages that are not published
        rows = rows.select_related("passage")
    if section is not None:
        rows = rows.filter(section=section)
    threads: dict[int, Thread] = {}
    for row in rows.order_by(F("parent").asc(nulls_first=True), "at", "pk"):
        if row.parent_id is None:
            threads[row.pk] = Thread(row)
        elif row.parent_id in threads:
            threads[row.parent_id].answers.append(row)
    return [thread for thread in threads.values() if tables is None or thread.first.table in tables]


def waiting(threads: Iterable[Thread]) -> list[Thread]:
    """Those that go with a return: open, and for the unit to answer."""
    return [thread for thread in threads if thread.is_open and thread.asks_the_unit]


def went_with(step: ReviewStep, threads: Iterable[Thread]) -> list[Thread]:
    """The comments with which a report was returned: said before, and not answered by then."""
    return [
        thread
        for thread in threads
        if thread.asks_the_unit
        and thread.first.at <= step.at
        and (thread.first.resolved_at is None or thread.first.resolved_at > step.at)
    ]


def spoke_for(threads: Iterable[Thread]) -> set[int]:
    """The units for which somebody said something."""
    units = {comment.from_unit_id for thread in threads for comment in thread.comments}
    return {unit_id for unit_id in units if unit_id is not None}


def by_table(threads: Iterable[Thread]) -> dict[str, list[Thread]]:
    found: dict[str, list[Thread]] = defaultdict(list)
    for thread in threads:
        found[thread.first.table].append(thread)
    return found


@dataclass(frozen=True)
class SectionThreads:
    """The threads of a section of an edition; `code` is "" for the whole of it."""

    code: str
    title: str
    threads: list[Thread]


def by_section(edition: Edition, threads: Iterable[Thread]) -> list[SectionThreads]:
    """In the order of the report, the whole of it first; one query."""
    language = get_language() or "en"
    found: dict[str, list[Thread]] = defaultdict(list)
    for thread in threads:
        found[thread.first.section].append(thread)
    groups = [SectionThreads("", _("The whole report"), found[""])] if "" in found else []
    for row in Section.objects.filter(code__in=found).order_by("position"):
        title = dated(row.title_in(language), edition.year)
        groups.append(SectionThreads(row.code, f"{row.number} {title}".strip(), found[row.code]))
    return groups


def places_in_edition(threads: Iterable[Thread]) -> dict[int, str]:
    """First comment -> on what it is, in words; one query, and only where one is on a table."""
    firsts = [thread.first for thread in threads]
    titles: dict[str, str] = {}
    if codes := {comment.table for comment in firsts if comment.table}:
        language = get_language() or "en"
        found = Table.objects.filter(code__in=codes)
        titles = {table.code: table.title_in(language) for table in found}
    return {comment.pk: _in_edition(comment, titles) for comment in firsts}


def _in_edition(first: Comment, titles: dict[str, str]) -> str:
    if first.table:
        return _("Table: %(title)s") % {"title": titles.get(first.table, first.table)}
    if first.passage is not None:
        text = first.passage.text
        shown = f"{text[:SHOWN]}…" if len(text) > SHOWN else text
        return _("“%(text)s”") % {"text": shown}
    return _("The section") if first.section else _("The whole report")


def open_counts(report_ids: Iterable[int], tables: Collection[str] | None = None) -> Counter[int]:
    """Report -> its open threads; one query however many reports."""
    rows = _open().filter(report_id__in=list(report_ids))
    if tables is not None:
        rows = rows.filter(table__in=tables)
    return Counter(dict(rows.values_list("report_id").annotate(count=Count("pk"))))


def open_comments(edition: Edition) -> int:
    return _open().filter(edition=edition).count()


def open_by_section(edition: Edition) -> Counter[str]:
    """Section -> its open threads, where their sentences stand now; one query."""
    section = Coalesce(F("passage__section"), F("section"))
    rows = _open().filter(edition=edition).values_list(section).annotate(count=Count("pk"))
    return Counter(dict(rows))


def open_by_passage(edition: Edition, section: str) -> Counter[int]:
    """Passage -> its open threads; one query."""
    rows = _open().filter(edition=edition, section=section, passage__isnull=False)
    return Counter(dict(rows.values_list("passage").annotate(count=Count("pk"))))


def _open() -> QuerySet[Comment]:
    return Comment.objects.filter(parent=None, resolved_at=None).order_by()
