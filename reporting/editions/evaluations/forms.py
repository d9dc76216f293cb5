"""What people type of an evaluation."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit, UnitKind
from reporting.calendar.forms.deadlines import day_field
from reporting.core.forms import offer
from reporting.editions.evaluations.actions.keeping import (
    EvaluatorText,
    RatingText,
)
from reporting.editions.evaluations.actions.recommending import RecommendationText
from reporting.editions.evaluations.rules.template import Template
from reporting.models import Edition, Evaluator, PassageKind
from strategies.models import Plan

NAME, FUNCTION, ORGANISATION, TEXT, REASON = 160, 160, 200, 20_000, 4000
KINDS = (Edition.Kind.MID_TERM, Edition.Kind.FINAL)
WRITTEN = (PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.HEADING)


def _line(label: Any, most: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def _long(label: Any, most: int, rows: int = 3, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, **more)


class BeginForm(forms.Form):
    """`year`: offered where there are years to practise on."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind.value, kind.label) for kind in KINDS]
    )
    plan = forms.ChoiceField(label=gettext_lazy("Plan"))
    first_year = forms.TypedChoiceField(label=gettext_lazy("From the year"), coerce=int)
    last_year = forms.TypedChoiceField(label=gettext_lazy("Until the year"), coerce=int)
    year = forms.TypedChoiceField(
        label=gettext_lazy("Made in"),
        coerce=int,
        help_text=gettext_lazy("Its evidence tells of nothing after this year."),
    )

    def __init__(
        self,
        *args: Any,
        plans: Iterable[Plan],
        this_year: int,
        practice: Iterable[int],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {plan.code: plan for plan in plans}
        years = sorted(
            {
                year
                for plan in self.plans.values()
                for year in range(plan.first_year, plan.last_year + 1)
            }
        )
        named = [(year, str(year)) for year in years]
        practised = [(year, _("%(year)d, to practise on") % {"year": year}) for year in practice]
        offer(
            self,
            plan=[(code, plan.title_in(language)) for code, plan in self.plans.items()],
            first_year=named,
            last_year=named,
            year=[(this_year, str(this_year)), *practised],
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        plan = self.plans.get(found.get("plan", ""))
        first, last = found.get("first_year"), found.get("last_year")
        if plan is None or first is None or last is None:
            return found
        if not plan.first_year <= first <= last <= plan.last_year:
            self.add_error("last_year", _("Choose years of the plan, the first before the last."))
        return found

    def chosen(self) -> dict[str, Any]:
        return {**self.cleaned_data, "plan": self.plans[self.cleaned_data["plan"]]}


class EvaluatorForm(forms.Form):
    name_km = _line(gettext_lazy("Name in Khmer"), NAME, required=False)
    name_en = _line(gettext_lazy("Name in Latin letters"), NAME, required=False)
    function = _line(gettext_lazy("Function"), FUNCTION)
    organisation = _line(gettext_lazy("Organisation"), ORGANISATION)
    is_outside = forms.BooleanField(
        label=gettext_lazy("From outside the National Committee and its members"), required=False
    )
    first_day = day_field(gettext_lazy("Evaluates from"))
    last_day = day_field(gettext_lazy("Evaluates until"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("name_km") or found.get("name_en")):
            self.add_error("name_km", _("Say the name in one of the scripts."))
        first, last = found.get("first_day"), found.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first one."))
        return found

    def text(self) -> EvaluatorText:
        return EvaluatorText(**self.cleaned_data)


class TermForm(forms.Form):
    last_day = day_field(gettext_lazy("Evaluates until"))


class RatingForm(forms.Form):
    evaluator = forms.TypedChoiceField(label=gettext_lazy("Evaluator"), coerce=int)
    step = forms.TypedChoiceField(label=gettext_lazy("Rating"), coerce=int)
    reason = _long(
        gettext_lazy("Reason"),
        REASON,
        help_text=gettext_lazy("In the evaluator's own words, in Khmer or in English."),
    )
    counterpart = _long(gettext_lazy("The reason in the other language"), REASON, required=False)
    day = day_field(gettext_lazy("Given on"))

    def __init__(
        self,
        *args: Any,
        evaluators: Iterable[Evaluator],
        template: Template,
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        steps = [
            (step.step, f"{step.title.said_in(language)}: {step.meaning.said_in(language)}")
            for step in template.steps
        ]  # title and meaning are data
        offer(
            self,
            evaluator=[(row.pk, row.name_in(language)) for row in evaluators],
            step=[("", _("Choose")), *steps],
        )

    def text(self) -> RatingText:
        return RatingText(**self.cleaned_data)


class PassageForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of paragraph"),
        choices=[(kind.value, kind.label) for kind in WRITTEN],
    )
    text = _long(
        gettext_lazy("Text"),
        TEXT,
        5,
        help_text=gettext_lazy(
            "A figure is named in double braces with its year, such as "
            "{{ offences.cases:2020 }}: it is looked up when the text is read."
        ),
    )
    translation = _long(gettext_lazy("The same in the other language"), TEXT, 5, required=False)


class RecommendationForm(forms.Form):
    criterion = forms.ChoiceField(label=gettext_lazy("Criterion"))
    text_km = _long(gettext_lazy("Recommendation in Khmer"), REASON)
    text_en = _long(gettext_lazy("Recommendation in English"), REASON)
    lead = forms.ChoiceField(label=gettext_lazy("Who leads"))
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Who answers besides"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Hold the key Ctrl down to choose several."),
    )
    due = day_field(gettext_lazy("By when"))

    def __init__(
        self,
        *args: Any,
        template: Template,
        units: Iterable[tuple[OrganisationUnit, str]],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        found = list(units)
        self.by_code = {unit.code: unit for unit, _name in found}
        by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for unit, name in found:
            by_kind[unit.kind].append((unit.code, name))
        offered = [(UnitKind(kind).label, units_of) for kind, units_of in by_kind.items()]
        offer(
            self,
            criterion=[
                (criterion.code, criterion.title.said_in(language))
                for criterion in template.criteria
            ],
            lead=[("", _("Choose a unit")), *offered],
            units=offered,
        )

    def text(self) -> RecommendationText:
        given = self.cleaned_data
        others = [code for code in self.by_code if code in given["units"]]
        codes = [given["lead"], *(code for code in others if code != given["lead"])]
        due: date = given["due"]
        return RecommendationText(
            given["criterion"], given["text_en"], given["text_km"],
            [self.by_code[code] for code in codes], due,
        )  # fmt: skip


class PublishForm(forms.Form):
    reason = _long(
        gettext_lazy("Why it is published with texts that are not translated"),
        REASON,
        2,
        required=False,
    )
