"""The answer to one question of the checks, as it came from the page: words of one's own, a common
reason that was pressed, or the answer that was given for other numbers, kept."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reporting.entry.component_periods.rules.comparison_words import REASONS
from reporting.entry.page.actions.draft_changes import Changes
from reporting.entry.page.forms.posted_inputs import too_long
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import Check
from reporting.entry.page.rules.common_reasons import reasons_for
from reporting.models import Explanation

LONGEST_EXPLANATION = 2000
ANSWERS = (
    names.explanation_name(""),
    names.reason_of_list_name(""),
    names.common_reason_name(""),
)
KEEP = "keep"  # pressed: the answer that was given for other numbers


def read_answer(
    data: Mapping[str, str], check: Check, changes: Changes
) -> tuple[dict[str, str], dict[str, str]]:
    """What is wrong with it, and what was typed then, both by the name of the input; an answer that
    is right goes into `changes`."""
    name, why = names.explanation_name(check.key), names.reason_of_list_name(check.key)
    text, reason = _answer(data, check)
    if (text, reason) == (check.explanation, check.reason):
        return {}, {}
    problems = {}
    if len(text) > LONGEST_EXPLANATION:
        problems[name] = too_long(LONGEST_EXPLANATION)
    if reason and reason not in (*REASONS, *reasons_for(check.finding), check.reason):
        problems[why] = _("Choose one of the reasons of the list.")
    if problems:
        return problems, {name: text}
    if text or (reason and check.needs_reason):
        changes.explanations[check.key] = text
        changes.abouts[check.key] = check.about
        if reason:
            changes.reasons[check.key] = reason
    else:
        changes.unexplained.add(check.key)
    return {}, {}


def _answer(data: Mapping[str, str], check: Check) -> tuple[str, str]:
    """Text and reason."""
    text = names.plain(data.get(names.explanation_name(check.key), check.explanation))
    if pressed := data.get(names.common_reason_name(check.key)):
        return _pressed(pressed, text, check)
    if check.needs_reason:
        return text, data.get(names.reason_of_list_name(check.key), check.reason)
    return text, _reason_said(text, check)


def _pressed(pressed: str, text: str, check: Check) -> tuple[str, str]:
    """What was typed in words of one's own is kept beside the reason."""
    if pressed == KEEP and check.earlier:
        return check.earlier.text, check.earlier.reason
    if pressed not in reasons_for(check.finding):
        return text, check.reason
    own = text if text != check.explanation else ""
    return own or str(Explanation.Reason(pressed).label), pressed


def _reason_said(text: str, check: Check) -> str:
    """The common reason whose words these are; "" of other words."""
    if text == check.explanation:
        return check.reason
    if check.earlier and text == check.earlier.text:
        return check.earlier.reason
    offered = reasons_for(check.finding)
    return next((code for code in offered if text == str(Explanation.Reason(code).label)), "")
