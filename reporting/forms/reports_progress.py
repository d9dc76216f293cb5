"""The section “Activities of the plan” of a report: `activity:1.2.3:status`, `:times`, `:obstacle`.

An activity with a problem is left alone as a whole.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reporting.actions.content import ProgressText
from reporting.forms import reports_names as names
from reporting.forms.reports_cells import conflict_words, too_long
from reporting.forms.reports_posted import Posted
from reporting.forms.reports_values import is_not_available, same_numbers, same_progress
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem, parse_entered
from reporting.models import ActivityProgress
from reporting.queries.activities import AssignedActivity
from reporting.queries.report_pages import PLACES, Content

LONGEST_OBSTACLE = 4000


LEAVE_BLANK = gettext_noop("Leave this blank where the number of times is not known.")


def read_progress(
    data: Mapping[str, str], content: Content, loaded: names.Loaded, posted: Posted
) -> None:
    for one in content.activities:
        _read_activity(data, one, loaded, posted)


def _read_activity(
    data: Mapping[str, str], one: AssignedActivity, loaded: names.Loaded, posted: Posted
) -> None:
    kept = names.activity_texts(one.progress)
    texts, problems = dict(kept), {}
    for name, stored in kept.items():
        typed = names.plain(data.get(name, stored))
        decimals = _decimals(one)
        shown = loaded.before(name)
        if typed in (shown[0], stored) or _is_number(name, typed, (shown[0], stored), decimals):
            continue
        texts[name] = typed
        if not any(same_progress(name, text, stored, decimals) for text in shown):
            problems[name] = conflict_words(stored)
            posted.conflicts[name] = stored
    if texts == kept:
        return
    said, wrong = _progress(one, texts)
    if problems := wrong | problems:
        posted.problems |= problems
        posted.typed |= texts
        posted.failed.append(_("Activity %(code)s") % {"code": one.activity.code})
    else:
        posted.changes.progress[one.activity.code] = said


def _is_number(name: str, typed: str, known: Iterable[str], decimals: int) -> bool:
    """Whether it is one of the known numbers, written otherwise."""
    return name.endswith(":times") and any(same_numbers(typed, one, decimals) for one in known)


def _progress(
    one: AssignedActivity, texts: Mapping[str, str]
) -> tuple[ProgressText, dict[str, str]]:
    """What is said, and what is wrong with it by the name of the input."""
    names_of = [names.activity_name(one.activity.code, part) for part in names.ACTIVITY_PARTS]
    status, times, obstacle = (texts[name] for name in names_of)
    problems, number = {}, None
    if status and status not in ActivityProgress.Status.values:
        problems[names_of[0]] = _("Choose one of the states of the list.")
    try:
        number = _number(one, times)
    except NumberProblem as problem:
        problems[names_of[1]] = in_words(problem.template, problem.params, _)
    if len(obstacle) > LONGEST_OBSTACLE:
        problems[names_of[2]] = too_long(LONGEST_OBSTACLE)
    return ProgressText(status, number, obstacle), problems


def _number(one: AssignedActivity, text: str) -> Decimal | None:
    if not text:
        return None
    if is_not_available(text):
        raise NumberProblem(LEAVE_BLANK, {"text": text})
    return parse_entered(text, _decimals(one))


def _decimals(one: AssignedActivity) -> int:
    return PLACES.get(one.planned.unit_of_count if one.planned else "", 0)
