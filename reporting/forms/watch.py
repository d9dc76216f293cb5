"""What of a year to look at: the choices over the heat map. Every one may be left open."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Kind
from reporting.forms.reports import ALL
from reporting.models.calendar import PeriodKindChoice
from reporting.queries.period_words import period_words
from reporting.queries.watch.completeness import Wanted, YearWatch

MEASURES = (
    ("rate", gettext_lazy("Reporting rate")),
    ("on_time", gettext_lazy("Rate on time")),
)


class WatchForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("Form"), required=False)
    period_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of period"),
        required=False,
        choices=[ALL, *PeriodKindChoice.choices],
    )
    map = forms.ChoiceField(label=gettext_lazy("The map shows"), required=False)

    def __init__(self, *args: Any, watch: YearWatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods = sorted({slot.period for slot in watch.everything})
        standings = [
            (period.url, _("How it stands: %(period)s") % {"period": period_words(period)})
            for period in periods
        ]
        choices: dict[str, list[Any]] = {
            "kind": [ALL, *((kind, Kind(kind).label) for kind in watch.unit_kinds)],
            "form": [ALL, *((form.code, form.title) for form in watch.forms)],
            "map": [*MEASURES, *standings],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        if not any(unit.tile_row is not None for unit in watch.tiles) or watch.unit is not None:
            del self.fields["map"]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Show"), css_class="btn-quiet"))

    def wanted(self) -> Wanted:
        """What cannot be read is left open."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            kind=found.get("kind") or "",
            form=found.get("form") or "",
            period_kind=found.get("period_kind") or "",
        )

    def measure(self) -> str:
        return self.cleaned_data.get("map") or "rate"
