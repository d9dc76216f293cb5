"""The forms of a committee's page: a new member, a last day, a deputy."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from provinces.models import CommitteeFunction, User
from provinces.roles import Role
from provinces.spelling import plain
from reporting.calendar.forms.deadlines import day_field
from reporting.committees.actions import Deputyship, Seat

NAME, TITLE, DECISION = 120, 200, 120


class MemberForm(forms.Form):
    group = forms.ChoiceField(label=gettext_lazy("Committee or group"), required=False)
    function = forms.ChoiceField(
        label=gettext_lazy("Function"),
        choices=[("", gettext_lazy("Choose a function")), *CommitteeFunction.choices],
    )
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"), required=False, max_length=NAME
    )
    name_km = forms.CharField(label=gettext_lazy("Name in Khmer"), required=False, max_length=NAME)
    title_en = forms.CharField(
        label=gettext_lazy("Position in English"), required=False, max_length=TITLE,
        help_text=gettext_lazy("In their institution, such as: Director, Department of Labour."),
    )  # fmt: skip
    title_km = forms.CharField(
        label=gettext_lazy("Position in Khmer"), required=False, max_length=TITLE
    )
    valid_from = day_field(gettext_lazy("Since"))
    decision = forms.CharField(
        label=gettext_lazy("Number of the decision"), required=False, max_length=DECISION
    )
    account = forms.ChoiceField(
        label=gettext_lazy("Account in the portal, if there is one"), required=False
    )

    def __init__(self, data: Any, *, groups: dict[str, str], people: list[User]) -> None:
        super().__init__(data)
        if groups:
            choices = [("", _("The committee itself")), *groups.items()]
            self.fields["group"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["group"]
        self.people = {str(person.pk): person for person in people}
        self.fields["account"].choices = named(people, _("None"))  # type: ignore[attr-defined]

    def clean_name_en(self) -> str:
        return _name(self.cleaned_data["name_en"])

    def clean_name_km(self) -> str:
        return _name(self.cleaned_data["name_km"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("name_en") or found.get("name_km")):
            self.add_error("name_en", _("Give the name in English or in Khmer."))
        return found

    def seat(self) -> Seat:
        names = set(Seat.__dataclass_fields__) - {"valid_to"}
        return Seat(**{name: self.cleaned_data.get(name, "") for name in names})

    @property
    def user(self) -> User | None:
        return self.people.get(self.cleaned_data["account"])


def _name(typed: str) -> str:
    """Without signs that nobody sees; signs alone are no name."""
    name = plain(typed)
    if name and not any(sign.isalpha() for sign in name):
        raise forms.ValidationError(_("A name has letters. Type it as it is written."))
    return name


class LastDayForm(forms.Form):
    last_day = day_field(gettext_lazy("Last day"))


class DeputyForm(forms.Form):
    """`roles`: the person's own to delegate; an administrator (`anybody`) says in whose place."""

    role = forms.ChoiceField(label=gettext_lazy("Signs as"))
    delegator = forms.ChoiceField(label=gettext_lazy("On behalf of"), required=False)
    delegate = forms.ChoiceField(label=gettext_lazy("Deputy"))
    valid_from = day_field(gettext_lazy("From"))
    valid_to = day_field(gettext_lazy("To, this day included"))
    decision = forms.CharField(
        label=gettext_lazy("Reason, or number of the decision"), max_length=200
    )

    def __init__(
        self, data: Any, *, roles: list[Role], people: list[User], own: User | None
    ) -> None:
        super().__init__(data, initial={"valid_from": timezone.localdate()})
        self.own = own
        self.people = {str(person.pk): person for person in people}
        others = [person for person in people if own is None or person.pk != own.pk]
        offered: dict[str, Any] = {
            "role": [(role.value, role.label) for role in roles],
            "delegate": named(others, _("Choose a deputy")),
            "delegator": named(people, _("Whoever holds the function")),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if own is not None:
            del self.fields["delegator"]

    def given(self) -> Deputyship:
        found = self.cleaned_data
        return Deputyship(
            role=found["role"],
            delegate=self.people[found["delegate"]],
            delegator=self.own or self.people.get(found.get("delegator", "")),
            valid_from=found["valid_from"],
            valid_to=found["valid_to"],
            decision=found["decision"],
        )


def named(people: list[User], nobody: str) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [("", nobody), *((str(person.pk), person.name_in(language)) for person in people)]
