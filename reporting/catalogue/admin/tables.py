"""Tables with their columns, rows and rules (beyond "a part cannot exceed its whole"). Cells are
made from them, never by hand."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from reporting.catalogue.admin.catalogue_forms import (
    CodedForm,
    ElementForm,
    OptionForm,
    PlaceForm,
    PlaceFormSet,
    TableForm,
)
from reporting.catalogue.admin.fields import LinesField, share_choices
from reporting.catalogue.admin.pages import CatalogueAdmin, WithState
from reporting.core.admin.records import ByMembership, TabularInline
from reporting.kernel.tables import cell_name
from strategies.models import (
    Cell,
    CodedRows,
    Element,
    Option,
    Table,
    TableDataSet,
    TableRule,
)

COLUMN = re.compile(r"[a-z][a-z0-9_]*")


class TableRuleForm(CodedForm):
    kind = forms.ChoiceField(
        choices=[
            ("adds_up", gettext_lazy("the parts add up to the whole")),
            ("not_more", gettext_lazy("a part is not more than the whole")),
        ],
        label=gettext_lazy("Kind"),
    )
    severity = forms.ChoiceField(
        choices=[
            ("error", gettext_lazy("error: stops the submission")),
            ("warning", gettext_lazy("warning: wants an explanation")),
        ],
        label=gettext_lazy("Severity"),
    )
    parts = LinesField(forms.CharField(max_length=160), label=gettext_lazy("Parts"))

    class Meta:
        model = TableRule
        exclude = ()

    def clean_whole(self) -> str:
        whole: str = self.cleaned_data["whole"]
        self._must_be_there([whole])
        return whole

    def clean_parts(self) -> list[str]:
        parts: list[str] = self.cleaned_data["parts"]
        self._must_be_there(parts)
        return parts

    def _must_be_there(self, codes: list[str]) -> None:
        """Codes of columns of this table, or whole codes of cells."""
        columns = [code for code in codes if COLUMN.fullmatch(code)]
        known = set(
            Element.everything.filter(table=self.instance.table, code__in=columns).values_list(
                "code", flat=True
            )
        ) | set(Cell.objects.filter(code__in=codes).values_list("code", flat=True))
        missing = [code for code in codes if code not in known and not self._is_of_drafts(code)]
        if missing:
            raise ValidationError(
                gettext("There is no column or cell %(codes)s.") % {"codes": ", ".join(missing)}
            )

    def _is_of_drafts(self, code: str) -> bool:
        """The cell that a column and a row of this table would have."""
        try:
            name = cell_name(code)
        except ValueError:
            return False
        table = self.instance.table
        asked: list[tuple[type[Any], str | None]] = [(Element, name.element)]
        asked += [(Option, name.option)] if name.option else []
        return name.table == table.code and all(
            model.everything.filter(table=table, code=part).exists() for model, part in asked
        )


class TableRuleInline(WithState, ByMembership, TabularInline):
    model: Any = TableRule
    form = TableRuleForm
    extra = 0
    fields = (
        "code", "kind", "whole", "parts", "severity", "message_en", "message_km",
        "valid_from", "valid_to", "state",
    )  # fmt: skip
    readonly_fields = ("state",)


class PlaceInline(ByMembership, TabularInline):
    """The forms that carry the table: in which years, for which units, and how it counts."""

    model = TableDataSet
    form = PlaceForm
    formset = PlaceFormSet
    extra = 0
    fields = ("data_set", "units", "compared", "is_whole", "valid_from", "valid_to")


class PartsInline(WithState, ByMembership, TabularInline):
    """Columns or rows of the table; each is removed on its own page, where that is looked at."""

    extra = 0
    can_delete = False
    show_change_link = True
    readonly_fields = ("state",)
    among = ""  # the field that chooses another row of the same table

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        request.edited_table = obj  # type: ignore[attr-defined]
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == self.among:
            rows = self.choosable(getattr(request, "edited_table", None))
            field.queryset = rows
            share_choices(field, rows)
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == self.among:  # the other row stands on the same page
            for change in ("add", "change", "view"):
                setattr(field.widget, f"can_{change}_related", False)
        return field

    def choosable(self, table: Table | None) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.filter(table=table)
        return rows


class ElementInline(PartsInline):
    model = Element
    form = ElementForm
    among = "part_of"
    fields = (
        "position", "code", "title_en", "title_km", "unit_of_count", "aggregation", "part_of",
        "role", "valid_from", "valid_to", "state",
    )  # fmt: skip


class OptionInline(PartsInline):
    model = Option
    form = OptionForm
    among = "group"
    fields = (
        "position", "code", "title_en", "title_km", "is_group", "group",
        "unit_of_count", "valid_from", "valid_to", "state",
    )  # fmt: skip

    def choosable(self, table: Table | None) -> QuerySet[Any]:
        return super().choosable(table).filter(is_group=True)


class CodedRowsInline(ByMembership, TabularInline):
    model = CodedRows
    extra = 0
    max_num = 1
    fields = ("dimension", "valid_from", "valid_to")


INLINES: dict[str, tuple[type[TabularInline], ...]] = {
    Table.Kind.NARRATIVE: (PlaceInline,),
    Table.Kind.FIXED: (PlaceInline, ElementInline, OptionInline, TableRuleInline),
    Table.Kind.DERIVED: (ElementInline, OptionInline),
    Table.Kind.SINGLE: (PlaceInline, ElementInline, TableRuleInline),
    Table.Kind.OPEN: (PlaceInline, ElementInline, TableRuleInline, CodedRowsInline),
}


@admin.register(Table)
class TableAdmin(WithState, CatalogueAdmin):
    form = TableForm
    rebuilds = True
    list_display = ("code", "title", "title_km", "place", "kind", "cells_made", "held", "state")
    list_filter = ("is_draft", "kind", "layout", "data_sets")
    list_select_related = ("section",)
    search_fields = ("code", "title_en", "title_km", "section__code")
    fieldsets = (
        (None, {"fields": ("code", "section", "position", "title_en", "title_km")}),
        (_("Kind"), {"fields": ("kind", "layout", "style", "levels", "totals")}),
        (_("Who fills it"), {"fields": ("unit_order", "activity_groups")}),
        (_("Part of another table"), {"fields": ("shown", "shown_group")}),
        (_("Years"), {"fields": ("valid_from", "valid_to", "printed_number")}),
    )  # fmt: skip

    @admin.display(description=_("section"), ordering="section__position")
    def place(self, table: Table) -> str:
        return table.section.code

    @admin.display(description=_("cells"))
    def cells_made(self, table: Any) -> int:
        return int(table.cell_count)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Table]:
        rows: QuerySet[Table] = super().get_queryset(request)
        return rows.annotate(cell_count=Count("cells", distinct=True))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("kind", "shown", "shown_group") if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return INLINES.get(obj.kind, ()) if obj else (PlaceInline,)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> Any:
        """Columns and rows come next: the page of the new table stays open."""
        posted: QueryDict = request.POST.copy()
        posted["_continue"] = "1"
        request.POST = posted  # type: ignore[assignment]
        return super().response_add(request, obj, post_url_continue)
