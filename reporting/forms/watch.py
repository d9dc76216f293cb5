"""What of a year to look at: the choices over the heat map. Every one may be left open."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Kind
from reporting.forms.filters import ALL, FilterForm, offer
from reporting.models.calendar import PeriodKindChoice
from reporting.queries.period_words import period_words
from reporting.queries.watch.completeness import Wanted, YearWatch

MEASURES = (
    ("rate", gettext_lazy("Reporting rate")),
    ("on_time", gettext_lazy("Rate on time")),
)


class WatchForm(FilterForm):
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
        offer(
            self,
            kind=[ALL, *((kind, Kind(kind).label) for kind in watch.unit_kinds)],
            form=[ALL, *((form.code, form.title) for form in watch.forms)],
            map=[*MEASURES, *standings],
        )
        if not any(unit.tile_row is not None for unit in watch.tiles) or watch.unit is not None:
            del self.fields["map"]

    def wanted(self) -> Wanted:
        found = self.given()
        return Wanted(kind=found["kind"], form=found["form"], period_kind=found["period_kind"])

    def measure(self) -> str:
        return self.cleaned_data.get("map") or "rate"
