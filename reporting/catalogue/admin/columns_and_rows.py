"""Columns and rows on pages of their own: one comes there from their table."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from reporting.catalogue.admin.catalogue_forms import ElementForm, OptionForm
from reporting.catalogue.admin.pages import CatalogueAdmin, WithState
from reporting.core.admin.records import ByMembership, TabularInline
from strategies.models import (
    Classification,
    DimensionValue,
    Element,
    ElementCategory,
    MeasuredElement,
    Option,
)


class PartAdmin(WithState, CatalogueAdmin):
    """A column or row on a page of its own; one comes here from its table."""

    rebuilds = True
    among = ""

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}  # not in the index

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False  # added on the table's page

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("table",)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if obj is not None and self.among in form.base_fields:
            form.base_fields[self.among].queryset = self.choosable(obj)
        return form

    def choosable(self, obj: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.filter(table=obj.table)
        return rows.exclude(pk=obj.pk)


class MeasuredElementInline(ByMembership, TabularInline):
    model = MeasuredElement
    extra = 0
    max_num = 1


class ElementCategoryInline(ByMembership, TabularInline):
    model = ElementCategory
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "value":
            coded = Q(dimension__tables__isnull=False)  # countries are rows and no columns
            field.queryset = DimensionValue.objects.exclude(coded).select_related("dimension")
            field.label_from_instance = lambda value: f"{value.dimension}: {value}"
        return field


@admin.register(Element)
class ElementAdmin(PartAdmin):
    inlines = (MeasuredElementInline, ElementCategoryInline)
    form = ElementForm
    among = "part_of"
    list_display = ("code", "title", "table", "unit_of_count", "aggregation", "state")
    list_select_related = ("table",)
    search_fields = ("code", "title_en", "title_km", "table__code")


class ClassificationInline(ByMembership, TabularInline):
    model = Classification
    extra = 0
    fields = ("scheme", "code", "certain", "valid_from", "valid_to")


@admin.register(Option)
class OptionAdmin(PartAdmin):
    inlines = (ClassificationInline,)
    form = OptionForm
    among = "group"
    list_display = ("code", "title", "table", "is_group", "state")
    list_select_related = ("table",)
    search_fields = ("code", "title_en", "title_km", "table__code")

    def choosable(self, obj: Any) -> QuerySet[Any]:
        return super().choosable(obj).filter(is_group=True)
