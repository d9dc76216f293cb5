"""Threads of comments as a page shows them: who said what, and what this person may do there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from provinces.roles import Permission
from reporting.access import Door
from reporting.actions.comments import settle_refusal
from reporting.forms.comments import AnswerForm
from reporting.models import Comment
from reporting.queries.comments import Thread
from reporting.views.review.places import Names, report_target


@dataclass(frozen=True)
class Said:
    comment: Comment
    person: str
    unit: str


@dataclass(frozen=True)
class Talk:
    """`settle` and `open_again`: addresses, "" where this person may not; `form`: to answer."""

    thread: Thread
    said: list[Said]
    place: str
    target: str
    settle: str
    open_again: str
    form: AnswerForm | None


def talks_of(
    threads: Iterable[Thread],
    found: Door,
    names: Names,
    units: Mapping[int, str],
    *,
    answers: bool = True,
) -> list[Talk]:
    """`answers`: whether one may answer and settle on this page."""
    may = answers and found.may(Permission.REPORT_COMMENT)
    return [_talk(one, found, names, units, may=may) for one in threads]


def _talk(
    thread: Thread, found: Door, names: Names, units: Mapping[int, str], *, may: bool
) -> Talk:
    language = get_language() or "en"
    first = thread.first
    settles = may and not settle_refusal(found, first)
    form = None
    if may and thread.is_open:
        form = AnswerForm(thread=first.pk, action=_address(found, first.pk, "answer"))
    return Talk(
        thread=thread,
        said=[
            Said(one, one.by.name_in(language), units.get(one.from_unit_id, one.from_unit.code))
            for one in thread.comments
        ],
        place=names.words(thread.place),
        target=report_target(thread.place) if thread.place else "",
        settle=_address(found, first.pk, "settle") if settles and thread.is_open else "",
        open_again=_address(found, first.pk, "open") if settles and not thread.is_open else "",
        form=form,
    )


def _address(found: Door, thread: int, step: str) -> str:
    report = found.report
    place = [report.organisation_unit.code, report.data_set.code, report.period.url, thread]
    return reverse(f"reporting:comment_{step}", args=place)
