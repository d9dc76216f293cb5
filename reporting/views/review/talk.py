"""Threads of comments as a page shows them: who said what, and what this person may do there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import get_language

from reporting.actions.comments import OfEdition, OfReport
from reporting.forms.comments import AnswerForm
from reporting.models import Comment
from reporting.queries.comments import Place, Thread, places_in_edition
from reporting.queries.editions.found import period_of
from reporting.report_access import Door
from reporting.views.review.places import Names, report_target


@dataclass(frozen=True)
class Talk:
    """`settle` and `open_again`: addresses, "" where this person may not; `form`: to answer.
    `said`: each comment, who said it and for which unit ("" where it does not matter).
    `shown_at`: the place of which only the threads are shown, in a part of a page."""

    thread: Thread
    said: list[tuple[Comment, str, str]]
    place: str
    target: str
    settle: str
    open_again: str
    form: AnswerForm | None
    shown_at: dict[str, str] = field(default_factory=dict)


def talks_of(
    threads: Iterable[Thread],
    found: Door,
    names: Names,
    units: Mapping[int, str],
    *,
    answers: bool = True,
) -> list[Talk]:
    """Of a report. `answers`: whether one may answer and settle on this page."""
    subject = OfReport(found)
    return [
        _talk(
            one, subject, units, answers=answers, place=names.words(one.place),
            target=report_target(one.place) if one.place else "",
        )
        for one in threads
    ]  # fmt: skip


def edition_talks(
    threads: Iterable[Thread], subject: OfEdition, part: Place | None = None
) -> list[Talk]:
    """Of an edition, open ones first; `part`: shown alone, at this place."""
    shown = sorted(threads, key=lambda one: not one.is_open)
    places = places_in_edition(shown)
    shown_at = place_fields(part) if part else {}
    return [_talk(one, subject, {}, place=places[one.first.pk], shown_at=shown_at) for one in shown]


def place_fields(place: Place) -> dict[str, str]:
    """As a form says it."""
    return {
        "section": place.section,
        "passage": str(place.passage or ""),
        "table": place.table,
    }


def _talk(
    thread: Thread,
    subject: OfReport | OfEdition,
    units: Mapping[int, str],
    *,
    place: str,
    target: str = "",
    answers: bool = True,
    shown_at: dict[str, str] | None = None,
) -> Talk:
    first, at = thread.first, shown_at or {}
    settles = answers and subject.may_settle(first)
    form = None
    if answers and thread.is_open and subject.may_answer(first):
        form = AnswerForm(
            thread=first.pk, action=_address(subject, first.pk, "answer"), place=at, part=bool(at)
        )
    return Talk(
        thread=thread,
        said=[_said(one, units) for one in thread.comments],
        place=place,
        target=target,
        settle=_address(subject, first.pk, "settle") if settles and thread.is_open else "",
        open_again=_address(subject, first.pk, "open") if settles and not thread.is_open else "",
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
    report = subject.door.report
    place = [report.organisation_unit.code, report.data_set.code, report.period.url, thread]
    return reverse(f"reporting:comment_{step}", args=place)
