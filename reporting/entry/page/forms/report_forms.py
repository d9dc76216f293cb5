"""The forms of the pages around a report: which reports to list, which to begin, which lines of the
year to compare, and the words that go with a step."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit
from reporting.core.forms import ALL, UNIT_KINDS, FilterForm, offer
from reporting.core.queries.period_words import month_name
from reporting.entry.access import closed_words
from reporting.entry.page.queries.report_list import ReportCriteria
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Report
from strategies.models import DataSet

FIRST_YEAR = 2019


def period_parts() -> list[tuple[str, Any]]:
    """What may follow the year in a period's address, grouped for a list of choices."""
    return [
        (_("Months"), [(f"{number:02}", month_name(number)) for number in range(1, 13)]),
        (_("Quarters"), [(f"Q{n}", _("Quarter %(number)d") % {"number": n}) for n in range(1, 5)]),
        (_("Semesters"), [(f"S{n}", _("Semester %(number)d") % {"number": n}) for n in (1, 2)]),
        (_("Longer"), [("T10", _("January to October")), ("year", _("The whole year"))]),
    ]


class PeriodFields(forms.Form):
    """A year and a part of it, as one period."""

    def period(self) -> Period:
        part = self.cleaned_data["part"]
        year = self.cleaned_data["year"]
        return Period.parse(str(year) if part == "year" else f"{year}-{part}")


class BeginForm(PeriodFields):
    data_set = forms.ModelChoiceField(
        DataSet.objects.none(), label=gettext_lazy("Form"), to_field_name="code", empty_label=None
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    part = forms.ChoiceField(label=gettext_lazy("Period"))

    def __init__(
        self,
        *args: Any,
        data_sets: Iterable[DataSet],
        this_year: int,
        unit: OrganisationUnit,
        opened: Iterable[int] = (),
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.unit = unit
        ids = [form.pk for form in data_sets]
        self.fields["data_set"].queryset = DataSet.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, str(year))
            for year in sorted({*range(FIRST_YEAR, this_year + 1), *opened}, reverse=True)
        ]
        self.fields["part"].choices = period_parts()  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout("data_set", "year", "part")
        self.helper.add_input(Submit("begin", _("Begin the report")))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        data_set: DataSet | None = found.get("data_set")
        if data_set is None or "part" not in found or "year" not in found:
            return found
        period = self.period()
        if period.kind.value not in data_set.period_kinds:
            self.add_error("part", self._wrong_period(data_set))
        if not data_set.holds_in(period.year):
            self.add_error("year", _("This form was not in use in that year."))
        if not self.errors and (words := self._closed(data_set, period)):
            self.add_error("part", words)
        return found

    def _closed(self, data_set: DataSet, period: Period) -> str:
        """Why the calendar lets nobody begin it; what is there already is opened in any case."""
        there = Report.objects.filter(
            organisation_unit=self.unit, data_set=data_set, period_key=period.key
        )
        return "" if there.exists() else closed_words(self.unit, data_set.pk, period)

    def _wrong_period(self, data_set: DataSet) -> str:
        if data_set.period_kinds == [PeriodKind.MONTH.value]:
            return _("This form is filled each month. Choose a month.")
        return _("This form is not filled for such a period. Choose another one.")


class ListForm(FilterForm):
    """Which reports to list."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("Period"), required=False)

    def __init__(
        self,
        *args: Any,
        units: list[tuple[str, str]],
        years: list[int],
        states: list[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            state=[ALL, *states],
            kind=UNIT_KINDS,
            unit=[ALL, *units],
            year=[ALL, *((str(year), str(year)) for year in years)],
            part=[ALL, *period_parts()],
        )

    def wanted(self) -> ReportCriteria:
        """A part of the year needs a year."""
        found = self.given()
        year, part = found["year"], found["part"]
        key = None
        if year and part:
            key = Period.parse(year if part == "year" else f"{year}-{part}").key
        return ReportCriteria(
            state=found["state"],
            kind=found["kind"],
            unit=found["unit"],
            period_key=key,
            year=int(year) if year else None,
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("part") and not found.get("year"):
            self.add_error("year", _("Choose the year too."))
        return found


class ComponentYearFilter(FilterForm):
    """Which lines of the year side by side to show."""

    table = forms.ChoiceField(label=gettext_lazy("Table"), required=False)
    only = forms.BooleanField(label=gettext_lazy("Only differences"), required=False)

    def __init__(self, *args: Any, tables: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, table=[("", _("All tables")), *tables])

    def wanted(self) -> tuple[str, bool]:
        """The table ("" for all) and whether only differences; a choice nobody offered is none."""
        found = self.given()
        return found["table"], bool(found["only"])


class StepForm(forms.Form):
    """The words that go with a decision."""

    comment = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, label: str, hint: str, required: bool, button: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        comment = self.fields["comment"]
        comment.label, comment.help_text, comment.required = label, hint, required
        comment.error_messages["required"] = _("Write the reason: the unit reads it.")
        self.helper = FormHelper()
        self.helper.layout = Layout(Field("comment"), "seen")
        self.helper.add_input(Submit("do", button))
