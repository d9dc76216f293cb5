"""How a reviewer narrows the inbox down, and a lead the reports with the sections of the group."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from provinces.models import Kind, OrganisationUnit
from reporting.forms.filters import ALL, UNIT_KINDS, FilterForm, offer
from reporting.queries.led_reports import Wanted
from reporting.queries.review_inbox import Waiting
from strategies.models import DataSet, Section


class LedForm(FilterForm):
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(
        self, *args: Any, sections: list[Section], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            section=[ALL, *((one.code, f"{one.code} {one.title}") for one in sections)],
            kind=UNIT_KINDS,
            year=[ALL, *((str(year), str(year)) for year in years)],
        )

    def wanted(self) -> Wanted:
        found = self.given()
        year = int(found["year"]) if found["year"] else None
        return Wanted(kind=found["kind"], year=year, section=found["section"])


class InboxForm(FilterForm):
    """By kind of unit and by form, of those that there are. What cannot be read is left open."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    data_set = forms.ChoiceField(label=gettext_lazy("Form"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data_sets = list(DataSet.objects.all())
        kinds = {kind for data_set in data_sets for kind in data_set.kinds}
        offer(
            self,
            kind=[ALL, *((kind.value, kind.label) for kind in Kind if kind.value in kinds)],
            data_set=[ALL, *((data_set.code, data_set.title) for data_set in data_sets)],
        )
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
