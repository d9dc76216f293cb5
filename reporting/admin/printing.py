"""Charts and comparisons of the annual report: what they show is written as expressions."""

from typing import Any, get_args

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.admin.catalogue_forms import CodedForm
from reporting.admin.fields import LinesField, clean_expression
from reporting.admin.pages import CatalogueAdmin
from reporting.kernel.document import ChartKind
from strategies.models import Chart, Comparison

CHART_KINDS = {
    "bars": gettext_lazy("bars"),
    "lines": gettext_lazy("lines"),
    "shares": gettext_lazy("shares"),
}


class ChartForm(CodedForm):
    kind = forms.ChoiceField(
        choices=[(kind, CHART_KINDS[kind]) for kind in get_args(ChartKind)],
        label=gettext_lazy("Kind"),
    )
    expressions = LinesField(
        forms.CharField(max_length=400),
        label=gettext_lazy("Expressions"),
        help_text=gettext_lazy("A line each: one series of the chart, such as offences.cases."),
    )
    series_titles_en = LinesField(
        forms.CharField(max_length=200), label=gettext_lazy("Titles of the series in English")
    )
    series_titles_km = LinesField(
        forms.CharField(max_length=200, required=False),
        blank_lines=True,
        required=False,
        label=gettext_lazy("Titles of the series in Khmer"),
    )

    class Meta:
        model = Chart
        exclude = ()

    def clean_expressions(self) -> list[str]:
        return [clean_expression(text) for text in self.cleaned_data["expressions"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        series = len(cleaned.get("expressions") or [])
        if series and len(cleaned.get("series_titles_en") or []) != series:
            self.add_error("series_titles_en", _("Give each series a title: a line each."))
        khmer = list(cleaned.get("series_titles_km") or [])
        if len(khmer) > series:
            self.add_error("series_titles_km", _("There are more titles than series."))
        cleaned["series_titles_km"] = khmer + [""] * (series - len(khmer))
        return cleaned


@admin.register(Chart)
class ChartAdmin(CatalogueAdmin):
    form = ChartForm
    list_display = ("code", "title", "title_km", "section", "kind", "position")
    list_select_related = ("section",)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False  # give it a last year: editions of the past show it


class ComparisonForm(CodedForm):
    kind = forms.ChoiceField(
        choices=[
            ("two_values", gettext_lazy("both are the same quantity")),
            ("branch_above_body", gettext_lazy("the first is not above the second")),
        ],
        label=gettext_lazy("Kind"),
    )

    class Meta:
        model = Comparison
        exclude = ()

    def clean_part(self) -> str:
        return clean_expression(self.cleaned_data["part"])

    def clean_whole(self) -> str:
        whole = clean_expression(self.cleaned_data["whole"])
        if whole == self.cleaned_data.get("part"):
            raise ValidationError(_("Compare two different figures."))
        return whole


@admin.register(Comparison)
class ComparisonAdmin(CatalogueAdmin):
    form = ComparisonForm
    list_display = ("code", "kind", "part", "whole", "section")
    list_filter = ("kind",)
    list_select_related = ("section",)
    search_fields = ("code", "part", "whole", "message_en")

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False
