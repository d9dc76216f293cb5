"""Pages for key figures and charts: which figures are reported first, and what is drawn of them."""

from typing import Any, get_args

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.catalogue.admin.catalogue_forms import CodedForm
from reporting.catalogue.admin.fields import LinesField, clean_expression
from reporting.catalogue.admin.pages import CatalogueAdmin
from reporting.document.value import ChartKind
from strategies.models import Chart, KeyFigure

CHART_KINDS = {
    "bars": gettext_lazy("bars"),
    "lines": gettext_lazy("lines"),
    "shares": gettext_lazy("shares"),
    "tiles": gettext_lazy("a map of tiles"),
}
OF_ONE_EXPRESSION = (Chart.Form.ROWS, Chart.Form.PROVINCES)


def _titles(label: Any, *, khmer: bool = False, required: bool = False) -> LinesField:
    return LinesField(
        forms.CharField(max_length=200, required=not khmer),
        blank_lines=khmer,
        required=required,
        label=label,
    )


class ChartForm(CodedForm):
    kind = forms.ChoiceField(
        choices=[(kind, CHART_KINDS[kind]) for kind in get_args(ChartKind)],
        label=gettext_lazy("Kind"),
    )
    expressions = LinesField(
        forms.CharField(max_length=400),
        label=gettext_lazy("Expressions"),
        help_text=gettext_lazy(
            "A line each, such as offences.cases: one a series; of parts those of the first "
            "category come first."
        ),
    )
    categories_en = _titles(gettext_lazy("Titles of the categories in English"))
    categories_km = _titles(gettext_lazy("Titles of the categories in Khmer"), khmer=True)
    series_titles_en = _titles(gettext_lazy("Titles of the series in English"))
    series_titles_km = _titles(gettext_lazy("Titles of the series in Khmer"), khmer=True)

    class Meta:
        model = Chart
        exclude = ()

    def clean_expressions(self) -> list[str]:
        return [clean_expression(text) for text in self.cleaned_data["expressions"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_titles(cleaned)
        for name in ("series_titles", "categories"):
            english = list(cleaned.get(f"{name}_en") or [])
            khmer = list(cleaned.get(f"{name}_km") or [])
            if len(khmer) > len(english):
                self.add_error(f"{name}_km", _("There are more titles in Khmer than in English."))
            cleaned[f"{name}_km"] = khmer + [""] * (len(english) - len(khmer))
        return cleaned

    def _check_titles(self, cleaned: dict[str, Any]) -> None:
        found = len(cleaned.get("expressions") or [])
        series = len(cleaned.get("series_titles_en") or [])
        form = cleaned.get("form")
        if not found:
            return
        if form in OF_ONE_EXPRESSION:
            if found > 1:
                self.add_error("expressions", _("A chart of this form has one expression."))
        elif form == Chart.Form.PARTS:
            if found != series * len(cleaned.get("categories_en") or []):
                words = _("Give an expression for each series of each category: a line each.")
                self.add_error("expressions", words)
        elif found != series:
            self.add_error("series_titles_en", _("Give each series a title: a line each."))
        if form == Chart.Form.YEARS and not cleaned.get("years"):
            self.add_error("years", _("Say which years stand beside each other."))


@admin.register(Chart)
class ChartAdmin(CatalogueAdmin):
    form = ChartForm
    list_display = ("code", "title", "title_km", "section", "kind", "form", "on_situation")
    list_select_related = ("section",)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False  # give it a last year: editions of the past show it


class KeyFigureForm(CodedForm):
    class Meta:
        model = KeyFigure
        exclude = ()
        help_texts = {
            "expression": gettext_lazy("An expression over figures, such as offences.cases.")
        }

    def clean_expression(self) -> str:
        return clean_expression(self.cleaned_data["expression"])


@admin.register(KeyFigure)
class KeyFigureAdmin(CatalogueAdmin):
    form = KeyFigureForm
    list_display = ("code", "title", "title_km", "expression", "direction", "position")

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False  # give it a last year: the situation of the years before shows it
