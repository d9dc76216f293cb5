"""The form of a unit's annual action plan: one activity group at a time, a row for the group as a
whole and for each of its activities that has a title.

Inputs are called `plan:2.7:chosen`, `:target`, `:unit`, `:month`, `:result`, `:who`, `:partners`,
`:budget`, `:currency`, `:source`, `:note`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.spelling import whole_number
from reporting.core.forms import get_helper, offer
from reporting.entry.page.forms.posted_inputs import too_long
from reporting.entry.page.queries.input_names import plain
from reporting.entry.page.rules.action_plan import Planned
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem, parse_entered
from reporting.models import PlannedActivity
from strategies.models import Activity, ActivityGroup
from strategies.models.cells import UnitOfCount

LONGEST = {
    "result": 2000, "who": 200, "partners": 2000, "source": 200, "note": 2000,
}  # fmt: skip
# Input -> the field of the row.
TEXTS = {
    "target": "target", "unit": "unit_of_count", "result": "expected_result",
    "who": "responsible", "partners": "partners", "budget": "budget", "currency": "currency",
    "source": "budget_source", "note": "note",
}  # fmt: skip


class GroupForm(forms.Form):
    """Which group of the plan to choose from; sent by GET."""

    group = forms.ChoiceField(label=gettext_lazy("Activity group"), required=False)

    def __init__(self, *args: Any, groups: Iterable[ActivityGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", _("choose one"))]
        for strategy, members in groupby(groups, key=lambda group: group.strategy):
            title = f"{strategy.number}. {strategy.title}"
            choices.append(
                (title, [(member.code, f"{member.code} {member.title}") for member in members])
            )
        offer(self, group=choices)
        self.helper = get_helper()
        self.helper.add_input(Submit("", _("Show its activities"), css_class="btn-quiet"))

    def chosen(self) -> str:
        """ "" where none was chosen, or one that is not offered."""
        return self.cleaned_data["group"] if self.is_valid() else ""


def plan_name(code: str, part: str) -> str:
    return f"plan:{code}:{part}"


class InputProblem(ValueError):
    """`part`: the input that it is about."""

    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part


@dataclass(frozen=True)
class PlanRow:
    """An activity, or a group as a whole, as it stands in the page's form, with what is wrong."""

    activity: Activity
    chosen: bool = False
    months: list[int] = field(default_factory=list)
    texts: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    problem_part: str = ""

    @property
    def said(self) -> tuple[Any, ...]:
        return self.chosen, self.months, {part: self.text(part) for part in TEXTS}

    def text(self, part: str) -> str:
        return self.texts.get(part, "")


def amount_text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.2f}".removesuffix(".00")


def stored_row(activity: Activity, planned: PlannedActivity | None) -> PlanRow:
    if planned is None:
        return PlanRow(activity)
    texts = {}
    for part, name in TEXTS.items():
        value = getattr(planned, name)
        texts[part] = value if isinstance(value, str) else amount_text(value)
    return PlanRow(activity, chosen=True, months=sorted(planned.months), texts=texts)


def posted_row(data: QueryDict, activity: Activity) -> PlanRow:
    def typed(part: str) -> str:
        return plain(data.get(plan_name(activity.code, part), ""))

    months = {whole_number(text) for text in data.getlist(plan_name(activity.code, "month"))}
    return PlanRow(
        activity=activity,
        chosen=bool(typed("chosen")),
        months=[month for month in range(1, 13) if month in months],
        texts={part: typed(part) for part in TEXTS},
    )


def planned_of(row: PlanRow) -> Planned:
    """Raises `InputProblem` with the words of what is wrong."""
    unit, currency = row.text("unit"), row.text("currency")
    if unit and unit not in UnitOfCount.values:
        raise InputProblem("unit", _("Choose what is counted from the list."))
    if row.text("target") and not unit:
        raise InputProblem("unit", _("Say what the target counts."))
    if currency and currency not in PlannedActivity.Currency.values:
        raise InputProblem("currency", _("Choose the currency from the list."))
    if row.text("budget") and not currency:
        raise InputProblem("currency", _("Say in which currency the budget is."))
    for part, longest in LONGEST.items():
        if len(row.text(part)) > longest:
            raise InputProblem(part, too_long(longest))
    return Planned(
        target=_amount("target", row.text("target"), 2 if unit == UnitOfCount.USD else 0),
        unit_of_count=unit,
        months=row.months,
        note=row.text("note"),
        expected_result=row.text("result"),
        responsible=row.text("who"),
        partners=row.text("partners"),
        budget=_amount("budget", row.text("budget"), 2),
        currency=currency if row.text("budget") else "",
        budget_source=row.text("source"),
    )


def _amount(part: str, text: str, places: int) -> Decimal | None:
    if not text:
        return None
    try:
        return parse_entered(text, places)
    except NumberProblem as problem:
        raise InputProblem(part, in_words(problem.template, problem.params, _)) from problem
