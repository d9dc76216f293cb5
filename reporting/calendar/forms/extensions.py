"""More time: given to units, asked for by one, answered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit, UnitKind
from reporting.calendar.forms.deadlines import day_field
from reporting.kernel.periods import Period
from strategies.models import DataSet

REASON = 400


class ExtensionForm(forms.Form):
    """For a whole kind of unit, or for those that are ticked."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    data_set = forms.ChoiceField(label=gettext_lazy("Form"), required=False)
    due_on = day_field(gettext_lazy("New due day"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The units read it."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("All units of a kind"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Single units"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        units: Iterable[OrganisationUnit],
        names: Mapping[int, str],
        data_sets: Iterable[DataSet],
        periods: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {unit.code: unit for unit in units}
        self.by_form = {form.code: form for form in data_sets}
        by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for unit in self.by_code.values():
            by_kind[unit.kind].append((unit.code, names.get(unit.pk, unit.code)))
        choices: dict[str, list[Any]] = {
            "period": periods,
            "data_set": [
                ("", _("Every form")),
                *((form.code, form.title) for form in self.by_form.values()),
            ],
            "kinds": [(kind, UnitKind(kind).label) for kind in by_kind],
            "units": [(UnitKind(kind).label, found) for kind, found in by_kind.items()],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Div("period", "data_set", "due_on", "reason", css_class="narrow"),
            "kinds",
            "units",
        )
        self.helper.add_input(Submit("give", _("Give more time")))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("units") or found.get("kinds")):
            self.add_error("units", _("Tick the units that get more time, or a whole kind."))
        return found

    def chosen_units(self) -> list[OrganisationUnit]:
        found = self.cleaned_data
        return [
            unit
            for unit in self.by_code.values()
            if unit.code in found["units"] or unit.kind in found["kinds"]
        ]

    def chosen_form(self) -> DataSet | None:
        return self.by_form.get(self.cleaned_data["data_set"])

    def chosen_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])


class AskForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Why your unit needs more time, and how much"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The Secretariat reads it and answers."),
        error_messages={"required": gettext_lazy("Say why your unit needs more time.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("ask", _("Ask for more time")))


class ExtensionAnswerForm(forms.Form):
    """One request: a new day, or a reason why not."""

    due_on = day_field(
        gettext_lazy("New due day"),
        required=False,
        help_text=gettext_lazy("Only if you give more time."),
    )
    answer = forms.CharField(
        label=gettext_lazy("A word to the unit"),
        required=False,
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("If you decline, the unit reads here why."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("grant", _("Give more time")))
        self.helper.add_input(Submit("decline", _("Decline"), css_class="btn-quiet"))

    @property
    def declines(self) -> bool:
        return "decline" in self.data

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.declines and not found.get("answer", "").strip():
            self.add_error("answer", _("Say why there is no more time: the unit reads it."))
        if not self.declines and not self.errors and not found.get("due_on"):
            self.add_error("due_on", _("Choose the day until which the unit has time."))
        return found
