"""What came from the page of a report, as a form or as the JSON of its autosave: the changes, and
everything that is wrong with them.

A table with a problem is left alone as a whole, so is an activity of the plan; each problem stands
under the name of its input. A check is answered by a line of text; where a report differs from the
accepted shorter ones, also by a reason of the list: either is kept, and the check is open until
both are there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, RawPostDataException
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reporting.entry.page.actions.draft_changes import Changes, ProgressText
from reporting.entry.page.forms.posted_answers import ANSWERS, read_answer
from reporting.entry.page.forms.posted_commitments import CommitmentReader
from reporting.entry.page.forms.posted_inputs import (
    PageAsOpened,
    conflict_words,
    is_not_available,
    same_numbers,
    same_progress,
    too_long,
)
from reporting.entry.page.forms.posted_tables import TableReader
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.activities import AssignedActivity
from reporting.entry.page.queries.report_content import PLACES, ReportContent
from reporting.kernel.json_text import BROKEN_SIGN, BadJson, read_json
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem, parse_entered
from reporting.models import ActivityProgress


@dataclass
class Posted:
    """`typed`: what stands in the inputs of tables with problems, to be shown again; `conflicts`:
    what somebody else saved in an input since it was shown here, among the problems too; `left`:
    numbers that wait for the text of their row; `offers`: what may be meant by a problem."""

    changes: Changes = field(default_factory=Changes)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    conflicts: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    offers: dict[str, str] = field(default_factory=dict)


def read_posted(data: Mapping[str, str], content: ReportContent) -> Posted:
    """The whole form. `data`: name of the input -> what stands in it."""
    loaded = PageAsOpened.read(data.get("loaded", "")) or PageAsOpened.of(content)
    posted = Posted()
    for reader in _readers(data, content, loaded, content.specs):
        if reader.problems:
            posted.typed |= reader.typed
            posted.failed.append(reader.spec.title)
        else:
            _merge(posted.changes, reader.changes)
        posted.problems |= reader.problems
        posted.conflicts |= reader.conflicts
    read_explanations(data, content, posted)
    read_progress(data, content, loaded, posted)
    read_commitments(data, content, loaded, posted)
    return posted


def read_typed(
    data: Mapping[str, str],
    before: Mapping[str, str],
    content: ReportContent,
    sent: Mapping[str, str] | None = None,
) -> Posted:
    """Only the inputs that were changed, beside what the page showed in them `before`; `sent`: what
    it sent of them and never heard of. What is wrong is left alone, and the rest of its table is
    kept."""
    loaded = PageAsOpened.of_inputs(before, sent or {})
    posted = Posted()
    for reader in _readers(data, content, loaded, dict.fromkeys(map(names.table_of, data))):
        _merge(posted.changes, reader.changes)
        posted.typed |= reader.typed
        posted.problems |= reader.problems
        posted.conflicts |= reader.conflicts
        posted.left |= reader.left
        posted.offers |= reader.offers
    read_explanations(data, content, posted)
    read_progress(data, content, loaded, posted)
    read_commitments(data, content, loaded, posted)
    return posted


def _readers(
    data: Mapping[str, str],
    content: ReportContent,
    loaded: PageAsOpened,
    tables: Iterable[str],
) -> Iterable[TableReader]:
    keys = names.posted_keys(data)
    for code in tables:
        if code in content.specs:
            spec = content.specs[code]
            reader = TableReader(spec, content, data, loaded, keys.get(code, []))
            reader.read()
            yield reader


def _merge(into: Changes, other: Changes) -> None:
    into.values |= other.values
    into.entries |= other.entries
    into.removed |= other.removed
    into.nothing |= other.nothing
    into.something |= other.something


LONGEST_OBSTACLE = 4000
LEAVE_BLANK = gettext_noop("Leave this blank where the number of times is not known.")


def read_explanations(data: Mapping[str, str], content: ReportContent, posted: Posted) -> None:
    if not any(name.startswith(ANSWERS) for name in data):
        return
    for check in content.checks:
        if check.may_be_explained:
            problems, typed = read_answer(data, check, posted.changes)
            posted.problems |= problems
            posted.typed |= typed


def read_progress(
    data: Mapping[str, str], content: ReportContent, loaded: PageAsOpened, posted: Posted
) -> None:
    for activity in content.activities:
        _read_activity(data, activity, loaded, posted)


def _read_activity(
    data: Mapping[str, str], assigned: AssignedActivity, loaded: PageAsOpened, posted: Posted
) -> None:
    kept = names.activity_texts(assigned.progress)
    texts, problems = dict(kept), {}
    for name, stored in kept.items():
        typed = names.plain(data.get(name, stored))
        decimals = _decimals(assigned)
        shown = loaded.before(name)
        if typed in (shown[0], stored) or _is_number(name, typed, (shown[0], stored), decimals):
            continue
        texts[name] = typed
        if not any(same_progress(name, text, stored, decimals) for text in shown):
            problems[name] = conflict_words(stored)
            posted.conflicts[name] = stored
    if texts == kept:
        return
    said, wrong = _progress(assigned, texts)
    if problems := wrong | problems:
        posted.problems |= problems
        posted.typed |= texts
        posted.failed.append(_("Activity %(code)s") % {"code": assigned.activity.code})
    else:
        posted.changes.progress[assigned.activity.code] = said


def read_commitments(
    data: Mapping[str, str], content: ReportContent, loaded: PageAsOpened, posted: Posted
) -> None:
    for asked in content.commitments:
        reader = CommitmentReader(data, asked, loaded)
        posted.problems |= reader.problems
        posted.typed |= reader.typed
        posted.conflicts |= reader.conflicts
        if reader.problems:
            posted.failed.append(_("Commitment %(number)s") % {"number": asked.number})
        elif reader.now is not None:
            posted.changes.commitments[asked.number] = reader.now


def _is_number(name: str, typed: str, known: Iterable[str], decimals: int) -> bool:
    """Whether it is one of the known numbers, written otherwise."""
    return name.endswith(":times") and any(same_numbers(typed, text, decimals) for text in known)


def _progress(
    assigned: AssignedActivity, texts: Mapping[str, str]
) -> tuple[ProgressText, dict[str, str]]:
    """What is said, and what is wrong with it by the name of the input."""
    names_of = [names.activity_name(assigned.activity.code, part) for part in names.ACTIVITY_PARTS]
    status, times, obstacle = (texts[name] for name in names_of)
    problems, number = {}, None
    if status and status not in ActivityProgress.Status.values:
        problems[names_of[0]] = _("Choose one of the states of the list.")
    try:
        number = _number(assigned, times)
    except NumberProblem as problem:
        problems[names_of[1]] = in_words(problem.template, problem.params, _)
    if len(obstacle) > LONGEST_OBSTACLE:
        problems[names_of[2]] = too_long(LONGEST_OBSTACLE)
    return ProgressText(status, number, obstacle), problems


def _number(assigned: AssignedActivity, text: str) -> Decimal | None:
    if not text:
        return None
    if is_not_available(text):
        raise NumberProblem(LEAVE_BLANK, {"text": text})
    return parse_entered(text, _decimals(assigned))


def _decimals(assigned: AssignedActivity) -> int:
    return PLACES.get(assigned.planned.unit_of_count if assigned.planned else "", 0)


MOST_INPUTS = 5000


class BadBody(ValueError):
    """What came is not what the page sends; the text says so to a person."""


@dataclass(frozen=True)
class AutosaveBody:
    """`inputs`: name -> what stands in it; `before`: what it showed when it was last the same as
    what is stored; `sent`: what the page sent of it earlier without an answer; `user` and
    `revision`: who typed, and into which revision; `shown`: which answer of the checks it shows."""

    user: int
    revision: int
    inputs: dict[str, str]
    before: dict[str, str]
    shown: str = ""
    sent: dict[str, str] = field(default_factory=dict)


def body_of(request: HttpRequest) -> AutosaveBody:
    """`BadBody` also for what is no JSON at all: a form with files was read already."""
    try:
        found: Any = read_json(request.body)
    except RawPostDataException as error:
        raise BadBody(_unreadable()) from error
    except BadJson as problem:
        half = problem.template == BROKEN_SIGN
        words = in_words(problem.template, problem.params, _) if half else _unreadable()
        raise BadBody(words) from problem
    if not isinstance(found, dict):
        raise BadBody(_unreadable())
    inputs, before = _texts(found.get("inputs")), _texts(found.get("before"))
    user, revision = found.get("user"), found.get("revision")
    if not isinstance(user, int) or not isinstance(revision, int):
        raise BadBody(_unreadable())
    if len(inputs) > MOST_INPUTS:
        raise BadBody(_("Too much at once: paste fewer cells at a time."))
    sent = _texts(found.get("sent", {}))
    return AutosaveBody(user, revision, inputs, before, str(found.get("shown", "")), sent)


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise BadBody(_unreadable())
    return {name: names.plain(text) for name, text in found.items()}


def _unreadable() -> str:
    return _("What the page sent cannot be read. Load the page again; what you typed is kept.")
