"""A target of an indicator as it is typed: a year, a number, and who decided it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.spelling import plain
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem, parse_entered
from strategies.models import Indicator

PLACES = 2
MOST = Decimal(10) ** 12
LAST_YEAR = 2100


class TargetForm(forms.Form):
    year = forms.IntegerField(
        label=gettext_lazy("To be reached by the end of the year"), max_value=LAST_YEAR
    )
    value = forms.CharField(label=gettext_lazy("Target"), max_length=40)
    decided_by = forms.CharField(
        label=gettext_lazy("Who decided it, and when"),
        max_length=200,
        help_text=gettext_lazy("Such as: decision of the National Committee of 3 March 2021."),
    )

    def __init__(self, *args: Any, indicator: Indicator, first_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields["year"].min_value = first_year  # type: ignore[attr-defined]
        self.first_year = first_year

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year < self.first_year:
            words = _("The target is of a year after the baseline: %(year)d or later.")
            raise forms.ValidationError(words % {"year": self.first_year})
        return year

    def clean_value(self) -> Decimal:
        try:
            value = parse_entered(self.cleaned_data["value"], PLACES)
        except NumberProblem as problem:
            raise forms.ValidationError(in_words(problem.template, problem.params, _)) from problem
        if value >= MOST:
            raise forms.ValidationError(_("This number is too large for a target."))
        if self.indicator.is_percent and value > 100:
            raise forms.ValidationError(_("A part is not more than 100 percent of its whole."))
        return value

    def clean_decided_by(self) -> str:
        return plain(self.cleaned_data["decided_by"])
