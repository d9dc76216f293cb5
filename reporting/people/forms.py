"""The forms about people: whom to list, whom to invite, who somebody is, who comes next."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from provinces.models import LOCALITIES, OrganisationUnit, UnitKind, User
from provinces.queries import unit_names
from provinces.roles import Role
from reporting.core.forms import ALL, LANGUAGE_NAMES, FilterForm, offer
from reporting.core.queries.years import this_year
from reporting.people.actions.accounts import Details
from reporting.people.actions.units import Naming
from reporting.people.queries import AccountStatus, PeopleCriteria, unit_choices

USUAL_LANGUAGE = "km"
LANGUAGES = [(code, LANGUAGE_NAMES.get(code, name)) for code, name in settings.LANGUAGES]


def helper(button: str, name: str) -> FormHelper:
    """A form of its own with one button; `do` says to the page which one was sent."""
    made = FormHelper()
    made.add_input(Submit("do", button, css_id=f"do-{name}"))
    return made


class PeopleFilter(FilterForm):
    q = forms.CharField(label=gettext_lazy("Name or e-mail"), required=False, max_length=100)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), required=False, choices=[ALL, *Role.choices]
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Account"),
        required=False,
        choices=[
            ALL,
            (AccountStatus.ACTIVE, gettext_lazy("Active")),
            (AccountStatus.NEVER, gettext_lazy("Active, has never signed in")),
            (AccountStatus.INACTIVE, gettext_lazy("Inactive")),
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        offer(self, unit=[ALL, *unit_choices(data.get("unit", ""))])

    def wanted(self) -> PeopleCriteria:
        return PeopleCriteria(**self.given())


class DetailsForm(forms.Form):
    full_name_en = forms.CharField(
        label=gettext_lazy("Name in English"), required=False, max_length=120
    )
    full_name_km = forms.CharField(
        label=gettext_lazy("Name in Khmer"), required=False, max_length=120
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of e-mails"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["language"].initial = USUAL_LANGUAGE
        self.helper = helper(_("Save"), "details")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        other = User.objects.filter(email__iexact=email)
        other = other.exclude(pk=self.person.pk) if self.person else other
        taken = other.first()
        if taken is not None:
            self.refuse_taken(taken)
        return email

    def refuse_taken(self, taken: User) -> None:
        raise forms.ValidationError(
            _("%(name)s has this address already. Look for them in the list of people.")
            % {"name": taken.get_full_name()}
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("full_name_en") or found.get("full_name_km")):
            self.add_error("full_name_en", _("Give the name in English or in Khmer."))
        return found

    def details(self) -> Details:
        names = ("email", "full_name_en", "full_name_km", "language")
        found = {name: self.cleaned_data[name] for name in names}
        return Details(**found | {"language": found["language"] or USUAL_LANGUAGE})


class RoleFields(forms.Form):
    """A role at a unit."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = str(self.data.get("unit") or self.initial.get("unit") or "")
        choices = [("", _("Choose a unit")), *unit_choices(given)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        self.helper = helper(_("Give this role"), "role")

    def clean_unit(self) -> OrganisationUnit:
        return OrganisationUnit.objects.get(code=self.cleaned_data["unit"])


class InviteForm(RoleFields, DetailsForm):
    """Who, and as what."""

    field_order = ("full_name_en", "full_name_km", "email", "unit", "role", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Invite by e-mail"), "invite")


class HandOverForm(DetailsForm):
    """Who comes next: somebody who is here already, or somebody who is invited by this."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit that is handed over"))
    deactivate = forms.BooleanField(
        label=gettext_lazy("Close the account of who leaves"), required=False
    )
    field_order = ("unit", "email", "full_name_en", "full_name_km", "language", "deactivate")

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: User | None = None
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["language"].required = False  # of somebody known nothing more is asked
        self.fields["email"].label = _("E-mail address of who comes next")
        self.fields["email"].help_text = _(
            "Somebody who has an account gets the roles at once. Somebody new is invited: give a "
            "name too."
        )
        self.helper = helper(_("Hand over"), "hand-over")

    def refuse_taken(self, taken: User) -> None:
        self.known = taken

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data if self.known else super().clean()

    def clean_unit(self) -> OrganisationUnit:
        return OrganisationUnit.objects.get(code=self.cleaned_data["unit"])


FIRST_YEAR, YEARS_AHEAD = 2014, 2  # the NCCT was founded in 2014
NEW_KINDS = (
    UnitKind.PARTNER,
    UnitKind.OBSERVER,
    UnitKind.INSTITUTION,
    UnitKind.MINISTRY,
    UnitKind.SPECIALISED_UNIT,
    UnitKind.WORKING_GROUP,
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
        offer(self, kind=[ALL, *UnitKind.choices])


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
    names = unit_names(this_year(), (get_language() or "en")[:2], units)
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


class UnitPlaceForm(ParentField):
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=40, required=False)
    field_order = ("short_name", "parent")

    def __init__(self, data: Any, *, unit: OrganisationUnit) -> None:
        initial = {"short_name": unit.short_name, "parent": unit.parent and unit.parent.code}
        super().__init__(data, initial=initial)
        if unit.kind == UnitKind.NATION:
            del self.fields["parent"]
        else:
            self.fields["parent"].choices = parents(below=unit)  # type: ignore[attr-defined]
        self.helper = helper(_("Save"), "place")


class SuccessionForm(forms.Form):
    """Which unit reports from a year on what this one did."""

    successor = forms.ChoiceField(label=gettext_lazy("Unit that follows"))
    from_year = forms.TypedChoiceField(
        label=gettext_lazy("From which year on"),
        coerce=int,
        help_text=gettext_lazy("The year before is compared with what this unit reported."),
    )
    goes_on = forms.BooleanField(
        label=gettext_lazy("This unit goes on reporting beside it"), required=False
    )

    def __init__(self, data: Any, *, unit: OrganisationUnit) -> None:
        super().__init__(data, auto_id="id_succeed_%s")
        years = range(this_year() + YEARS_AHEAD, FIRST_YEAR, -1)
        offer(
            self,
            successor=parents(below=unit),
            from_year=[(year, str(year)) for year in years],
        )
        self.fields["from_year"].initial = this_year()
        self.helper = helper(_("Add the succession"), "succeed")

    def clean_successor(self) -> OrganisationUnit:
        return OrganisationUnit.objects.get(code=self.cleaned_data["successor"])


class SpellingForm(forms.Form):
    spelling = forms.CharField(
        label=gettext_lazy("Another spelling"), max_length=200,
        help_text=gettext_lazy("As it stands in workbooks and letters; the unit is found by it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Add the spelling"), "spelling")
