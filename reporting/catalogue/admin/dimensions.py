"""Dimensions with their values, and measures: by what numbers are divided and what they count."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reporting.catalogue.admin.pages import NotedAdmin
from reporting.core.admin.records import ByMembership, TabularInline
from strategies.models import Dimension, DimensionValue, Measure


class DimensionValueInline(ByMembership, TabularInline):
    """Values are ended, not removed: reports of the past name them."""

    model = DimensionValue
    extra = 0
    can_delete = False
    fields = (
        "position", "code", "title_en", "title_km", "parent", "is_unknown", "valid_from",
        "valid_to",
    )  # fmt: skip

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        request.edited_dimension = obj  # type: ignore[attr-defined]
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            edited = getattr(request, "edited_dimension", None)
            coarser = DimensionValue.objects.filter(dimension=edited, parent=None)
            kwargs["queryset"] = coarser.exclude(dimension__tables__isnull=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class KeptAdmin(NotedAdmin):
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # columns and sentences name them


@admin.register(Dimension)
class DimensionAdmin(KeptAdmin):
    list_display = ("code", "title", "title_km")
    search_fields = ("code", "title_en", "title_km")
    inlines = (DimensionValueInline,)


@admin.register(Measure)
class MeasureAdmin(KeptAdmin):
    list_display = ("code", "title", "title_km", "unit_of_count")
    search_fields = ("code", "title_en", "title_km")
