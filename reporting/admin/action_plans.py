"""Annual action plans: which unit does which activity in which year, how much and when."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.dates import MONTHS
from django.utils.dates import MONTHS_AP as SHORT_MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.admin_choices import TypedChoices
from reporting.admin.pages import Noted
from reporting.admin.permissions import ModelForm
from reporting.models import PlannedActivity
from strategies.models import ActivityGroup
from strategies.models.cells import UnitOfCount


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

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("target") is not None and not cleaned.get("unit_of_count"):
            self.add_error("unit_of_count", _("Say what the target counts."))
        activity, year = cleaned.get("activity"), cleaned.get("year")
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


@admin.register(PlannedActivity)
class PlannedActivityAdmin(TypedChoices, Noted):
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

    @admin.display(description=gettext_lazy("year"), ordering="year")
    def in_year(self, planned: PlannedActivity) -> str:
        return str(planned.year)

    @admin.display(description=gettext_lazy("unit of count"))
    def count(self, planned: PlannedActivity) -> str:
        return str(dict(UnitOfCount.choices).get(planned.unit_of_count, ""))

    @admin.display(description=gettext_lazy("months"))
    def when(self, planned: PlannedActivity) -> str:
        return ", ".join(str(SHORT_MONTHS[number]) for number in sorted(planned.months))
