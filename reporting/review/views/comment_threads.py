"""Threads of comments as a page shows them: on what each is in words, where that stands, and what
this person may do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import get_language

from reporting.core.queries.editions import period_of
from reporting.entry.access import ReportAccess
from reporting.entry.page.queries.report_content import ReportContent, address_of
from reporting.kernel.tables import TableSpec, cell_name
from reporting.models import Comment, ListEntry
from reporting.review.actions.comments import OfEdition, OfReport
from reporting.review.forms import CommentAnswerForm
from reporting.review.queries.comments import CommentPlace, Thread, places_in_edition


@dataclass(frozen=True)
class Names:
    specs: Mapping[str, TableSpec]
    entries: Mapping[str, list[ListEntry]]

    @classmethod
    def of(cls, content: ReportContent) -> "Names":
        return cls(content.specs, content.entries)

    def words(self, place: str) -> str:
        """“Direct publicity: Public Forums: Females”; of an open row its title; "" of ""."""
        if not place:
            return ""
        name = cell_name(place)
        spec = self.specs.get(name.table)
        if spec is None:
            return place
        element = spec.element(name.element) if name.element else None
        option = spec.option(name.option) if name.option else None
        rows = self.entries.get(spec.code, [])
        entry = next((row.title or row.text[:60] for row in rows if row.key == name.entry), "")
        parts = (spec.title, option.title if option else entry, element.title if element else "")
        return ": ".join(part for part in parts if part)


def target_of(code: str) -> str:
    """Where a cell stands on the page of the review, as a fragment."""
    return quote(f"c-{code}", safe="-._")


def report_target(place: str) -> str:
    """Where a cell or a table stands on the report's own page."""
    if "." not in place:
        return quote(f"t-{place}")
    return quote(f"c-{address_of(place)}", safe="-._")


@dataclass(frozen=True)
class ShownThread:
    """`resolve_url` and `reopen_url`: addresses, "" where this person may not; `form`: to answer.
    `said`: each comment, who said it and for which unit ("" where it does not matter).
    `shown_at`: the place of which only the threads are shown, in a part of a page."""

    thread: Thread
    said: list[tuple[Comment, str, str]]
    place: str
    target: str
    resolve_url: str
    reopen_url: str
    form: CommentAnswerForm | None
    shown_at: dict[str, str] = field(default_factory=dict)


def threads_to_show(
    threads: Iterable[Thread],
    found: ReportAccess,
    names: Names,
    units: Mapping[int, str],
    *,
    answers: bool = True,
) -> list[ShownThread]:
    """Of a report. `answers`: whether one may answer and resolve on this page."""
    subject = OfReport(found)
    return [
        _shown_thread(
            thread, subject, units, answers=answers, place=names.words(thread.place),
            target=report_target(thread.place) if thread.place else "",
        )
        for thread in threads
    ]  # fmt: skip


def edition_threads(
    threads: Iterable[Thread], subject: OfEdition, part: CommentPlace | None = None
) -> list[ShownThread]:
    """Of an edition, open ones first; `part`: shown alone, at this place."""
    shown = sorted(threads, key=lambda thread: not thread.is_open)
    places = places_in_edition(shown)
    shown_at = place_fields(part) if part else {}
    return [
        _shown_thread(thread, subject, {}, place=places[thread.first.pk], shown_at=shown_at)
        for thread in shown
    ]


def place_fields(place: CommentPlace) -> dict[str, str]:
    """As a form says it."""
    return {
        "section": place.section,
        "passage": str(place.passage or ""),
        "table": place.table,
    }


def _shown_thread(
    thread: Thread,
    subject: OfReport | OfEdition,
    units: Mapping[int, str],
    *,
    place: str,
    target: str = "",
    answers: bool = True,
    shown_at: dict[str, str] | None = None,
) -> ShownThread:
    first, at = thread.first, shown_at or {}
    resolves = answers and subject.may_resolve(first)
    form = None
    if answers and thread.is_open and subject.may_answer(first):
        form = CommentAnswerForm(
            thread=first.pk, action=_address(subject, first.pk, "answer"), place=at, part=bool(at)
        )
    return ShownThread(
        thread=thread,
        said=[_said(comment, units) for comment in thread.comments],
        place=place,
        target=target,
        resolve_url=_address(subject, first.pk, "settle") if resolves and thread.is_open else "",
        reopen_url=_address(subject, first.pk, "open") if resolves and not thread.is_open else "",
        form=form,
        shown_at=at,
    )


def _said(comment: Comment, units: Mapping[int, str]) -> tuple[Comment, str, str]:
    unit = comment.from_unit
    words = units.get(unit.pk, unit.code) if unit else ""
    return comment, comment.by.name_in(get_language() or "en"), words


def _address(subject: OfReport | OfEdition, thread: int, step: str) -> str:
    if isinstance(subject, OfEdition):
        at = [period_of(subject.on).url, subject.on.number, thread]
        return reverse(f"reporting:edition_comment_{step}", args=at)
    report = subject.access.report
    place = [report.organisation_unit.code, report.data_set.code, report.period.url, thread]
    return reverse(f"reporting:comment_{step}", args=place)
