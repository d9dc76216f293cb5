"""Pages for the sections of the report, the data sets that units fill, and their action plans."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.admin_choices import TypedChoices
from provinces.models import OrganisationUnit, UnitKind
from reporting.catalogue.admin.catalogue_forms import DataSetForm, DatedForm
from reporting.catalogue.admin.pages import CatalogueAdmin, NotedAdmin
from reporting.catalogue.rules.files import PERIOD_KINDS
from reporting.core.admin.records import ModelForm
from reporting.core.queries.period_words import joined, short_month
from reporting.models import ActionPlan, PlannedActivity
from strategies.models import Activity, ActivityGroup, DataSet, Section
from strategies.models.cells import UnitOfCount

PERIOD_NAMES = {
    "month": gettext_lazy("month"),
    "quarter": gettext_lazy("quarter"),
    "semester": gettext_lazy("semester"),
    "ten_month": gettext_lazy("ten months"),
    "year": gettext_lazy("year"),
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

    @admin.display(description=gettext_lazy("tables"))
    def tables(self, section: Any) -> int:
        return int(section.table_count)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        rows: QuerySet[Section] = super().get_queryset(request)
        return rows.annotate(table_count=Count("tables"))


class DataSetChoices(DataSetForm):
    kinds = forms.MultipleChoiceField(
        choices=UnitKind.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Kinds of unit"),
    )
    period_kinds = forms.MultipleChoiceField(
        choices=[(kind, PERIOD_NAMES[kind]) for kind in PERIOD_KINDS],
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Kinds of period"),
    )


@admin.register(DataSet)
class DataSetAdmin(CatalogueAdmin):
    form = DataSetChoices
    list_display = ("code", "title", "title_km", "owed", "position", "held")
    search_fields = ("code", "title_en", "title_km")


class PlannedActivityForm(ModelForm):
    unit_of_count = forms.ChoiceField(
        choices=[("", "---------"), *UnitOfCount.choices],
        required=False,
        label=gettext_lazy("Unit of count"),
    )
    months = forms.TypedMultipleChoiceField(
        choices=[(number, name) for number, name in MONTHS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Months"),
    )

    class Meta:
        model = PlannedActivity
        exclude = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Groups as a whole are planned too."""
        super().__init__(*args, **kwargs)
        if "activity" in self.fields:
            offered = cast(forms.ModelChoiceField, self.fields["activity"])  # type: ignore[type-arg]
            offered.queryset = Activity.everything.select_related("group")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("target") is not None and not cleaned.get("unit_of_count"):
            self.add_error("unit_of_count", _("Say what the target counts."))
        if cleaned.get("budget") is not None and not cleaned.get("currency"):
            self.add_error("currency", _("Say in which currency the budget is."))
        activity, year = cleaned.get("activity"), cleaned.get("year")
        if year and _is_closed(cleaned.get("organisation_unit"), year):
            self.add_error("year", _("This plan is approved: the unit opens it to amend it."))
        if activity and year:
            plan = (
                ActivityGroup.objects.select_related("strategy__plan")
                .get(pk=activity.group_id)
                .strategy.plan
            )
            if not plan.first_year <= year <= plan.last_year:
                self.add_error(
                    "year",
                    _("The plan of this activity runs from %(first)d to %(last)d.")
                    % {"first": plan.first_year, "last": plan.last_year},
                )
        return cleaned


def _is_closed(unit: OrganisationUnit | None, year: int) -> bool:
    """Whether the unit's plan of the year is approved: then the database lets nobody change it."""
    plans = ActionPlan.objects.filter(organisation_unit=unit, year=year)
    return plans.exclude(state__in=ActionPlan.OPEN).exists()


@admin.register(PlannedActivity)
class PlannedActivityAdmin(TypedChoices, NotedAdmin):
    form = PlannedActivityForm
    list_display = ("organisation_unit", "activity", "in_year", "target", "count", "when")
    list_display_links = ("organisation_unit", "activity")
    list_filter = (
        "year",
        ("organisation_unit", admin.RelatedOnlyFieldListFilter),
        "activity__group__strategy",
    )
    list_select_related = ("organisation_unit", "activity")
    search_fields = ("activity__code", "activity__title_en", "activity__title_km", "note")
    autocomplete_fields = ("organisation_unit", "activity")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        closed = obj is not None and _is_closed(obj.organisation_unit, obj.year)
        return not closed and super().has_delete_permission(request, obj)

    @admin.display(description=gettext_lazy("year"), ordering="year")
    def in_year(self, planned: PlannedActivity) -> str:
        return str(planned.year)

    @admin.display(description=gettext_lazy("unit of count"))
    def count(self, planned: PlannedActivity) -> str:
        return str(dict(UnitOfCount.choices).get(planned.unit_of_count, ""))

    @admin.display(description=gettext_lazy("months"))
    def when(self, planned: PlannedActivity) -> str:
        return joined(short_month(number) for number in sorted(planned.months))
