"""Pages for cells and comparisons: what is computed from columns and rows, and how."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.catalogue.actions.rebuilding import compute
from reporting.catalogue.admin.catalogue_forms import CodedForm
from reporting.catalogue.admin.fields import clean_expression
from reporting.catalogue.admin.pages import CatalogueAdmin
from reporting.core.admin.records import ModelForm
from reporting.kernel.tables import CellName, cell_name
from reporting.models import DataValue
from strategies.models import Cell, Comparison, Element, Option


class CellForm(ModelForm):
    cell = forms.CharField(
        max_length=160,
        label=gettext_lazy("Cell"),
        help_text=gettext_lazy("table[row].column, or table.column for a table of one row"),
    )
    expression = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 90}),
        label=gettext_lazy("Expression"),
        help_text=gettext_lazy("Such as training.courses + training_partners.courses."),
    )

    class Meta:
        model = Cell
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["cell"] = self.instance.code
            self.initial["expression"] = getattr(self.instance, "derivation", "")
            if "cell" in self.fields:
                self.fields["cell"].disabled = True

    def clean_expression(self) -> str:
        return clean_expression(self.cleaned_data["expression"])

    def clean_cell(self) -> str:
        code: str = self.cleaned_data["cell"]
        try:
            name = cell_name(code)
        except ValueError as error:
            raise ValidationError(_("This is not the code of a cell.")) from error
        element = Element.objects.filter(table__code=name.table, code=name.element).first()
        option = Option.objects.filter(table__code=name.table, code=name.option).first()
        if element is None or (name.option and option is None):
            if _is_draft(name):
                raise ValidationError(_("It is a draft: publish it first, then compute it."))
            raise ValidationError(_("There is no such column or row in the catalogue."))
        if option is not None and option.is_group:
            raise ValidationError(_("A group of rows is always the sum of its rows."))
        if DataValue.objects.filter(cell__code=code).exists():
            raise ValidationError(
                _("Reports have numbers in this cell, so it is entered and not computed.")
            )
        self.instance.element, self.instance.option = element, option
        return code


def _is_draft(name: CellName) -> bool:
    asked: list[tuple[type[Any], str | None]] = [(Element, name.element), (Option, name.option)]
    return any(
        model.everything.filter(table__code=name.table, code=code, is_draft=True).exists()
        for model, code in asked
        if code
    )


@admin.register(Cell)
class CellAdmin(CatalogueAdmin):
    form = CellForm
    list_display = ("code", "table", "element", "option", "is_total", "computed_as")
    list_filter = ("is_total",)
    list_select_related = ("table", "element", "option", "derivation")
    search_fields = ("code",)

    @admin.display(description=gettext_lazy("expression"))
    def computed_as(self, cell: Cell) -> str:
        derivation = getattr(cell, "derivation", None)
        return derivation.expression if derivation else ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cell]:
        rows: QuerySet[Cell] = super().get_queryset(request)
        return rows.select_related("derivation", "element", "option", "table")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if self.has_change_permission(request, obj):
            return ("cell", "expression")
        return ("code", "table", "element", "option", "is_total")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        computed = obj is None or hasattr(obj, "derivation")
        return computed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # cells follow the columns and rows

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made = compute(obj.element, obj.option, form.cleaned_data["expression"]).cell
        obj.pk, obj.code, obj.table_id, obj.is_total = made.pk, made.code, made.table_id, True


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
