"""How a reviewer narrows the inbox down, and in which order it stands."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Kind, OrganisationUnit
from reporting.queries.home_inbox import Waiting
from strategies.models import DataSet

ALL = ("", gettext_lazy("All"))
DEADLINE, ODD, LONGEST = "deadline", "odd", "longest"
ORDERS = [
    (DEADLINE, gettext_lazy("By deadline")),
    (ODD, gettext_lazy("What looks odd first")),
    (LONGEST, gettext_lazy("Waiting longest first")),
]


class InboxForm(forms.Form):
    """What cannot be read is left open."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    data_set = forms.ChoiceField(label=gettext_lazy("Form"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=ORDERS)

    def __init__(
        self, *args: Any, units: list[str], forms: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [ALL, *((kind, Kind(kind).label) for kind in units)]  # type: ignore[attr-defined]
        self.fields["data_set"].choices = [ALL, *forms]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Show"), css_class="btn-quiet"))
        self.is_valid()

    def fits(self, unit: OrganisationUnit, data_set: DataSet) -> bool:
        kind, form = self.cleaned_data.get("kind"), self.cleaned_data.get("data_set")
        return kind in ("", None, unit.kind) and form in ("", None, data_set.code)

    def choose(self, waiting: list[Waiting]) -> list[Waiting]:
        found = [
            one
            for one in waiting
            if self.fits(one.revision.report.organisation_unit, one.revision.report.data_set)
        ]
        match self.cleaned_data.get("order"):
            case "odd":
                return sorted(found, key=lambda one: one.by_oddness)
            case "longest":
                return sorted(found, key=lambda one: -one.days)
        return found
