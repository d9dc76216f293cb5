"""The forms about people: whom to list, whom to invite, who somebody is, who comes next."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit, User
from provinces.roles import Role
from reporting.actions.people import Details
from reporting.forms.filters import ALL, FilterForm, offer
from reporting.forms.notices import LANGUAGE_NAMES
from reporting.queries.people import Standing, Wanted, unit_choices

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
    standing = forms.ChoiceField(
        label=gettext_lazy("Account"),
        required=False,
        choices=[
            ALL,
            (Standing.ACTIVE, gettext_lazy("Active")),
            (Standing.NEVER, gettext_lazy("Active, has never signed in")),
            (Standing.INACTIVE, gettext_lazy("Inactive")),
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        offer(self, unit=[ALL, *unit_choices(data.get("unit", ""))])

    def wanted(self) -> Wanted:
        return Wanted(**self.given())


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
