"""What a working-group lead wants to see of the group's sections."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Kind
from reporting.forms.reports import ALL
from reporting.queries.led_reports import Wanted
from strategies.models import Section


class LedForm(forms.Form):
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(
        self, *args: Any, sections: list[Section], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[Any]] = {
            "section": [
                ALL,
                *((section.code, f"{section.code} {section.title}") for section in sections),
            ],
            "kind": [ALL, *((k.value, k.label) for k in Kind if k is not Kind.NATION)],
            "year": [ALL, *((str(year), str(year)) for year in years)],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Show"), css_class="btn-quiet"))

    def wanted(self) -> Wanted:
        """What cannot be read is left open."""
        self.is_valid()
        found = self.cleaned_data
        year = found.get("year") or ""
        return Wanted(
            kind=found.get("kind") or "",
            year=int(year) if year else None,
            section=found.get("section") or "",
        )
