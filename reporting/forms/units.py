"""The forms about organisation units."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import LOCALITIES, Kind, OrganisationUnit
from provinces.queries import unit_names
from reporting.actions.units import Naming
from reporting.forms.filters import ALL, FilterForm, offer
from reporting.forms.people import helper
from reporting.queries.years import this_year

FIRST_YEAR, YEARS_AHEAD = 2014, 2  # the NCCT was founded in 2014
NEW_KINDS = (
    Kind.PARTNER,
    Kind.INSTITUTION,
    Kind.MINISTRY,
    Kind.SPECIALISED_UNIT,
    Kind.WORKING_GROUP,
    *LOCALITIES,
)
CODE = RegexValidator(
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$",
    gettext_lazy("Use capital letters, digits and hyphens, such as NGO-APLE or KH-0812."),
)


class UnitFilter(FilterForm):
    q = forms.CharField(label=gettext_lazy("Name or code"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=[ALL, *Kind.choices])


class NameForm(forms.Form):
    en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200)
    km = forms.CharField(label=gettext_lazy("Name in Khmer"), max_length=200, required=False)
    from_year = forms.TypedChoiceField(
        label=gettext_lazy("From which year on"),
        coerce=int,
        help_text=gettext_lazy("Reports of earlier years keep the name of their time."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(this_year() + YEARS_AHEAD, FIRST_YEAR - 1, -1)
        field = self.fields["from_year"]
        field.choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        field.initial = this_year()
        self.helper = helper(_("Give this name"), "rename")

    def naming(self) -> Naming:
        found = self.cleaned_data
        return Naming(found["en"], found["km"], found["from_year"])


def parents(*, below: OrganisationUnit | None = None) -> list[tuple[str, str]]:
    """Code and name of what a unit may belong to; the smallest localities have nothing below."""
    units = list(OrganisationUnit.objects.exclude(kind=LOCALITIES[-1]).order_by("position", "code"))
    names = unit_names(this_year(), "en", units)
    return [
        (unit.code, f"{names.get(unit.pk, unit.code)} ({unit.code})")
        for unit in units
        if below is None or unit.pk != below.pk
    ]


class ParentField(forms.Form):
    parent = forms.ChoiceField(label=gettext_lazy("Belongs to"))

    def clean_parent(self) -> OrganisationUnit:
        return OrganisationUnit.objects.get(code=self.cleaned_data["parent"])


class NewUnitForm(NameForm, ParentField):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of unit"),
        help_text=gettext_lazy("It decides which forms the unit fills, and does not change later."),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=20, validators=[CODE],
        help_text=gettext_lazy("It stands in addresses and files, and does not change later."),
    )  # fmt: skip
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=40, required=False)
    field_order = ("kind", "code", "en", "km", "short_name", "parent", "from_year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in NEW_KINDS]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["parent"].choices = parents()  # type: ignore[attr-defined]
        self.helper = helper(_("Add the unit"), "add")


class PlaceForm(ParentField):
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=40, required=False)
    field_order = ("short_name", "parent")

    def __init__(self, data: Any, *, unit: OrganisationUnit) -> None:
        initial = {"short_name": unit.short_name, "parent": unit.parent and unit.parent.code}
        super().__init__(data, initial=initial)
        if unit.kind == Kind.NATION:
            del self.fields["parent"]
        else:
            self.fields["parent"].choices = parents(below=unit)  # type: ignore[attr-defined]
        self.helper = helper(_("Save"), "place")


class SpellingForm(forms.Form):
    spelling = forms.CharField(
        label=gettext_lazy("Another spelling"), max_length=200,
        help_text=gettext_lazy("As it stands in workbooks and letters; the unit is found by it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Add the spelling"), "spelling")
