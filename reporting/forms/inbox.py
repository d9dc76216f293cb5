"""How a reviewer narrows the inbox down."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Kind, OrganisationUnit
from reporting.forms.reports import ALL
from reporting.queries.review_inbox import Waiting
from strategies.models import DataSet


class InboxForm(forms.Form):
    """By kind of unit and by form, of those that there are. What cannot be read is left open."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    data_set = forms.ChoiceField(label=gettext_lazy("Form"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data_sets = list(DataSet.objects.all())
        kinds = {kind for data_set in data_sets for kind in data_set.kinds}
        choices: dict[str, list[Any]] = {
            "kind": [ALL, *((kind.value, kind.label) for kind in Kind if kind.value in kinds)],
            "data_set": [ALL, *((data_set.code, data_set.title) for data_set in data_sets)],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Show"), css_class="btn-quiet"))
        self.is_valid()

    def fits(self, unit: OrganisationUnit, data_set: DataSet) -> bool:
        kind, form = self.cleaned_data.get("kind"), self.cleaned_data.get("data_set")
        return kind in ("", None, unit.kind) and form in ("", None, data_set.code)

    def choose(self, waiting: Iterable[Waiting]) -> list[Waiting]:
        reports = [(found, found.revision.report) for found in waiting]
        return [
            found
            for found, report in reports
            if self.fits(report.organisation_unit, report.data_set)
        ]
