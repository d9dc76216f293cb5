"""The filters of the list of discrepancies: a form that is sent by GET and shares its address."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.models import Discrepancy
from reporting.queries.findings import SEVERITIES, Findings, Wanted, kinds_shown

Choice = tuple[str, str]


class FindingsFilter(forms.Form):
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, data: object, findings: Findings) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        labels = {
            "severity": [(one, str(Discrepancy.Severity(one).label)) for one in SEVERITIES],
            "kind": [
                (code, _(title)) for code, title in kinds_shown(findings.count("kind")).items()
            ],
            "section": list(findings.sections.items()),
            "unit": sorted(findings.units.items(), key=lambda pair: pair[1]),
        }
        for name, choices in labels.items():
            self._fill(name, choices, findings)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.form_tag = False
        self.helper.add_input(Submit("", _("Show"), css_class="btn-primary"))

    def _fill(self, name: str, choices: Iterable[Choice], findings: Findings) -> None:
        counts = findings.count(name)
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("All")),
            *((code, f"{label} ({counts[code]})") for code, label in choices if counts[code]),
        ]

    def wanted(self) -> Wanted:
        """A value that nobody offered narrows nothing down."""
        if not self.is_valid():
            return Wanted()
        return Wanted(**{name: self.cleaned_data[name] for name in self.fields})
