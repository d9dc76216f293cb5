"""Sections of the annual report, and the forms (data sets) that units fill."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.models import Kind
from reporting.admin.catalogue_forms import DataSetForm, DatedForm
from reporting.admin.pages import CatalogueAdmin
from strategies.catalogue.reading import PERIOD_KINDS
from strategies.models import DataSet, Section

PERIOD_NAMES = {
    "month": _("month"),
    "quarter": _("quarter"),
    "semester": _("semester"),
    "ten_month": _("ten months"),
    "year": _("year"),
}


class SectionForm(DatedForm):
    class Meta:
        model = Section
        exclude = ()


@admin.register(Section)
class SectionAdmin(CatalogueAdmin):
    form = SectionForm
    rebuilds = True  # its tables may go with it
    list_display = ("code", "title", "title_km", "level", "position", "tables", "held")
    list_filter = ("level", "valid_to")
    search_fields = ("code", "title_en", "title_km")

    @admin.display(description=_("tables"))
    def tables(self, section: Any) -> int:
        return int(section.table_count)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        rows: QuerySet[Section] = super().get_queryset(request)
        return rows.annotate(table_count=Count("tables"))


class DataSetChoices(DataSetForm):
    kinds = forms.MultipleChoiceField(
        choices=Kind.choices, widget=forms.CheckboxSelectMultiple, label=_("Kinds of unit")
    )
    period_kinds = forms.MultipleChoiceField(
        choices=[(kind, PERIOD_NAMES[kind]) for kind in PERIOD_KINDS],
        widget=forms.CheckboxSelectMultiple,
        label=_("Kinds of period"),
    )


@admin.register(DataSet)
class DataSetAdmin(CatalogueAdmin):
    form = DataSetChoices
    list_display = ("code", "title", "title_km", "owed", "position", "held")
    search_fields = ("code", "title_en", "title_km")
