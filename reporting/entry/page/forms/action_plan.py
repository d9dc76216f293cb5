"""The form of a unit's annual action plan: one activity group at a time, a row for each activity.

Inputs are called `plan:2.7.01:chosen`, `:target`, `:unit`, `:month`, `:note`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.spelling import whole_number
from reporting.core.forms import get_helper, offer
from reporting.entry.page.actions.action_plan import Planned
from reporting.entry.page.forms.posted_inputs import too_long
from reporting.entry.page.queries.input_names import plain
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem, parse_entered
from reporting.models import PlannedActivity
from strategies.models import Activity, ActivityGroup
from strategies.models.cells import UnitOfCount

LONGEST_NOTE = 2000


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


@dataclass(frozen=True)
class PlanRow:
    """An activity as it stands in the page's grid, with what is wrong with it."""

    activity: Activity
    chosen: bool = False
    target: str = ""
    unit: str = ""
    months: list[int] = field(default_factory=list)
    note: str = ""
    problem: str = ""

    def name(self, part: str) -> str:
        return plan_name(self.activity.code, part)

    @property
    def said(self) -> tuple[Any, ...]:
        return self.chosen, self.target, self.unit, self.months, self.note


def stored_row(activity: Activity, planned: PlannedActivity | None) -> PlanRow:
    if planned is None:
        return PlanRow(activity)
    return PlanRow(
        activity=activity,
        chosen=True,
        target="" if planned.target is None else f"{planned.target:,.2f}".removesuffix(".00"),
        unit=planned.unit_of_count,
        months=sorted(planned.months),
        note=planned.note,
    )


def posted_row(data: QueryDict, activity: Activity) -> PlanRow:
    def typed(part: str) -> str:
        return plain(data.get(plan_name(activity.code, part), ""))

    months = {whole_number(text) for text in data.getlist(plan_name(activity.code, "month"))}
    return PlanRow(
        activity=activity,
        chosen=bool(typed("chosen")),
        target=typed("target"),
        unit=typed("unit"),
        months=[month for month in range(1, 13) if month in months],
        note=typed("note"),
    )


def planned_of(row: PlanRow) -> Planned:
    """Raises ValueError with the words of what is wrong."""
    if row.unit and row.unit not in UnitOfCount.values:
        raise ValueError(_("Choose what is counted from the list."))
    if row.target and not row.unit:
        raise ValueError(_("Say what the target counts."))
    if len(row.note) > LONGEST_NOTE:
        raise ValueError(too_long(LONGEST_NOTE))
    try:
        places = 2 if row.unit == UnitOfCount.USD else 0
        target = parse_entered(row.target, places) if row.target else None
    except NumberProblem as problem:
        raise ValueError(in_words(problem.template, problem.params, _)) from problem
    return Planned(target, row.unit, row.months, row.note)
