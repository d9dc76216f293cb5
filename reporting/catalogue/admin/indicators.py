"""The page of the indicators: what each counts, and of how many it is a part."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.catalogue.admin.catalogue_forms import CodedForm
from reporting.catalogue.admin.pages import NotedAdmin
from reporting.catalogue.queries.indicators import wrong_expression
from strategies.models import Indicator


class IndicatorForm(CodedForm):
    class Meta:
        model = Indicator
        exclude = ()
        help_texts = {
            "numerator": gettext_lazy("An expression over figures, such as offences.cases."),
            "denominator": gettext_lazy(
                "An expression, or “population” for the people of the place; empty for a count."
            ),
            "scale": gettext_lazy("1, 100 for a percentage, 100000 for each 100,000 people."),
        }

    def clean_numerator(self) -> str:
        return _clean(self.cleaned_data["numerator"])

    def clean_denominator(self) -> str:
        return _clean(self.cleaned_data["denominator"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("scale") not in (None, 1) and not cleaned.get("denominator"):
            self.add_error("scale", _("A count has no denominator and is taken once."))
        if (cleaned.get("baseline") is None) != (cleaned.get("baseline_year") is None):
            self.add_error("baseline_year", _("A baseline is a value of a year: give both."))
        return cleaned


def _clean(text: str) -> str:
    wrong = wrong_expression(text.strip())
    if wrong:
        raise ValidationError(wrong)
    return text.strip()


@admin.register(Indicator)
class IndicatorAdmin(NotedAdmin):
    form = IndicatorForm
    list_display = ("code", "strategy", "title", "title_km", "unit_of_count", "certain")
    list_filter = ("strategy", "certain")
    search_fields = ("code", "title_en", "title_km", "numerator", "denominator")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # give it a last year: consolidations of the past show it
