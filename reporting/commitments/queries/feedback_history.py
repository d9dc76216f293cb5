"""What was done with feedback, step by step, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.commitments.queries.feedback import steps_of
from reporting.core.queries.period_words import joined
from reporting.core.queries.years import this_year
from reporting.models import Channel, Feedback, FeedbackStep

PARTS: dict[str, str | Promise] = {
    "sender_kind": gettext_lazy("Kind of sender"),
    "channel": gettext_lazy("Channel"),
    "language": gettext_lazy("Language"),
    "received_on": gettext_lazy("Received on"),
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "is_confidential": gettext_lazy("Who reads it"),
    "units": gettext_lazy("Units that it concerns"),
    "activity_group": gettext_lazy("Activity group"),
    "activity": gettext_lazy("Activity"),
}
CHOICES: dict[str, Any] = {
    "sender_kind": Feedback.Sender,
    "channel": Channel,
    "language": Feedback.Language,
}


@dataclass(frozen=True)
class ShownStep:
    """`lines`: what was changed, before, after."""

    step: FeedbackStep
    person: str
    lines: list[tuple[str, str, str]]
    other_sender: bool


def history_of(feedback: Feedback, language: str) -> list[ShownStep]:
    """The newest first; two queries, and one for the names of units."""
    steps = steps_of(feedback)
    codes = {code for step in steps for side in (step.before, step.after) for code in _codes(side)}
    units = list(OrganisationUnit.objects.filter(code__in=codes))
    by_id = unit_names(this_year(), language, units)
    names = {unit.code: by_id.get(unit.pk, unit.code) for unit in units}
    return [
        ShownStep(
            step,
            step.by.name_in(language),
            list(_lines(step, names)),
            "sender" in step.after,
        )
        for step in reversed(steps)
    ]


def _codes(side: Mapping[str, Any]) -> list[str]:
    return list(side.get("units", []))


def _lines(step: FeedbackStep, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for part, words in PARTS.items():
        if part in step.before:
            sides = (step.before[part], step.after[part])
            before, after = (_in_words(part, value, names) for value in sides)
            yield str(words), before, after


def _in_words(part: str, value: Any, names: Mapping[str, str]) -> str:
    if part == "is_confidential":
        return _("only the Secretariat") if value else _("the units that it concerns")
    if not value:
        return _("nothing")
    if part == "units":
        return joined(names.get(code, code) for code in value)
    if part == "received_on":
        return date_format(date.fromisoformat(value))
    if part in CHOICES:
        return str(CHOICES[part](value).label)
    return str(value)
