"""Answers to the checks: a line of text; where a report differs from its finer ones, also a reason
of the list. Either of the two is kept; the check stays open until both are there."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reporting.forms import reports_names as names
from reporting.forms.reports_cells import too_long
from reporting.forms.reports_posted import Posted
from reporting.models import Explanation
from reporting.queries.report_pages import Check, Content

LONGEST_EXPLANATION = 2000


ANSWERS = (names.explanation_name(""), names.reason_of_list_name(""))


def read_explanations(data: Mapping[str, str], content: Content, posted: Posted) -> None:
    if not any(name.startswith(ANSWERS) for name in data):
        return
    for check in content.checks:
        if check.may_be_explained:
            _read(data, check, posted)


def _read(data: Mapping[str, str], check: Check, posted: Posted) -> None:
    name, why = names.explanation_name(check.key), names.reason_of_list_name(check.key)
    text = names.plain(data.get(name, check.explanation))
    reason = data.get(why, check.reason) if check.needs_reason else check.reason
    if (text, reason) == (check.explanation, check.reason):
        return
    problems = {}
    if len(text) > LONGEST_EXPLANATION:
        problems[name] = too_long(LONGEST_EXPLANATION)
    if reason and reason not in Explanation.Reason.values:
        problems[why] = _("Choose one of the reasons of the list.")
    if problems:
        posted.problems |= problems
        posted.typed[name] = text
    elif text or (reason and check.needs_reason):
        posted.changes.explanations[check.key] = text
        if reason:
            posted.changes.reasons[check.key] = reason
    else:
        posted.changes.unexplained.add(check.key)
