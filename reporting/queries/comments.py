"""What was said of a report, thread by thread."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F

from reporting.models import Comment, Report, ReviewStep


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
        """Begun by the Secretariat or a working group: the unit has to answer or mend."""
        return self.first.from_unit_id != self.first.organisation_unit_id

    @property
    def place(self) -> str:
        """The cell, the table or "" for the whole report."""
        return self.first.cell or self.first.table

    @property
    def comments(self) -> list[Comment]:
        return [self.first, *self.answers]


def threads_of(report: Report, tables: Collection[str] | None = None) -> list[Thread]:
    """Oldest first; with `tables` only those that are about one of them. One query."""
    rows = Comment.objects.filter(report=report).select_related("by", "from_unit", "resolved_by")
    threads: dict[int, Thread] = {}
    for row in rows.order_by(F("parent").asc(nulls_first=True), "at", "pk"):
        if row.parent_id is None:
            threads[row.pk] = Thread(row)
        elif row.parent_id in threads:
            threads[row.parent_id].answers.append(row)
    return [one for one in threads.values() if tables is None or one.first.table in tables]


def waiting(threads: Iterable[Thread]) -> list[Thread]:
    """Those that go with a return: open, and for the unit to answer."""
    return [one for one in threads if one.is_open and one.asks_the_unit]


def went_with(step: ReviewStep, threads: Iterable[Thread]) -> list[Thread]:
    """The comments with which a report was returned: said before, and not settled by then."""
    return [
        one
        for one in threads
        if one.asks_the_unit
        and one.first.at <= step.at
        and (one.first.resolved_at is None or one.first.resolved_at > step.at)
    ]


def by_table(threads: Iterable[Thread]) -> dict[str, list[Thread]]:
    found: dict[str, list[Thread]] = defaultdict(list)
    for one in threads:
        found[one.first.table].append(one)
    return found


def open_counts(report_ids: Iterable[int], tables: Collection[str] | None = None) -> Counter[int]:
    """Report -> its open threads; one query however many reports."""
    rows = Comment.objects.filter(
        report_id__in=list(report_ids), parent=None, resolved_at__isnull=True
    )
    if tables is not None:
        rows = rows.filter(table__in=tables)
    counted = rows.values("report_id").annotate(count=Count("pk"))
    return Counter({row["report_id"]: row["count"] for row in counted})
