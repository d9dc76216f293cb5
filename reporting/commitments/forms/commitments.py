"""What people choose and type of commitments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit, UnitKind
from reporting.calendar.forms.deadlines import day_field
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, Serves, Status
from reporting.commitments.queries.register import WORDS, RegisterLine
from reporting.core.forms import ALL, FilterForm, offer
from reporting.models import Commitment
from strategies.models import Activity, ActivityGroup

YES = "yes"
LONGEST, NAME, MARK, INDICATOR = 4000, 240, 40, 60
FIRST_YEAR, LAST_YEAR = 2000, 2100


class RegisterFilter(FilterForm):
    """`seen`: in which year to practise on the answers count; empty: in what is real."""

    origin = forms.ChoiceField(label=gettext_lazy("Origin"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Who answers"), required=False)
    due = forms.ChoiceField(
        label=gettext_lazy("Day"),
        required=False,
        choices=[ALL, (YES, gettext_lazy("Overdue"))],
    )
    seen = forms.ChoiceField(label=gettext_lazy("Answers of"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        units: Iterable[tuple[str, str]],
        practice: Iterable[int],
    ) -> None:
        super().__init__(data)
        years = [(str(year), _("%(year)d, to practise on") % {"year": year}) for year in practice]
        offer(
            self,
            origin=[ALL, *Commitment.Origin.choices],
            state=[ALL, *((state.value, words) for state, words in WORDS.items())],
            unit=[ALL, *units],
            seen=[("", _("real years")), *years],
        )
        if not years:
            del self.fields["seen"]

    def fits(self, line: RegisterLine) -> bool:
        wanted = self.given()
        commitment = line.commitment
        return (
            wanted["origin"] in ("", commitment.origin)
            and (not wanted["state"] or (line.is_read and line.standing == wanted["state"]))
            and (not wanted["unit"] or wanted["unit"] in {one.unit.code for one in line.units})
            and (wanted["due"] != YES or line.is_overdue)
        )


def grouped_by_kind(
    units: Iterable[OrganisationUnit], names: Mapping[int, str]
) -> list[tuple[Any, list[tuple[str, str]]]]:
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        by_kind[unit.kind].append((unit.code, names.get(unit.pk, unit.code)))
    return [(UnitKind(kind).label, found) for kind, found in by_kind.items()]


def group_choices(groups: Mapping[str, ActivityGroup]) -> list[tuple[str, str]]:
    """By code; code and title are data."""
    return [("", _("none")), *((code, f"{code} {group.title}") for code, group in groups.items())]


def known_activity(typed: str) -> Activity | None:
    """By its code in the newest plan that has it."""
    code = typed.strip()
    if not code:
        return None
    found = Activity.objects.filter(code=code).order_by("-group__strategy__plan").first()
    if found is None:
        raise forms.ValidationError(
            _("The plan has no activity %(code)s.") % {"code": code}, code="unknown"
        )
    return found


class AskedForm(forms.Form):
    """Who answers, by when, how one will know, what it serves."""

    lead = forms.ChoiceField(label=gettext_lazy("Who leads"))
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Who answers besides"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = day_field(
        gettext_lazy("Due on"),
        required=False,
        help_text=gettext_lazy("Leave it empty if no day is set."),
    )
    sign_en = forms.CharField(
        label=gettext_lazy("How one will know, in English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sign_km = forms.CharField(
        label=gettext_lazy("How one will know, in Khmer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    group = forms.ChoiceField(label=gettext_lazy("Activity group it serves"), required=False)
    activity = forms.CharField(
        label=gettext_lazy("Activity it serves"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("Its code in the plan, such as 2.7.3."),
    )
    indicator = forms.CharField(
        label=gettext_lazy("Indicator it serves"),
        required=False,
        max_length=INDICATOR,
        help_text=gettext_lazy("Its code."),
    )

    def __init__(
        self,
        *args: Any,
        units: Iterable[OrganisationUnit],
        names: Mapping[int, str],
        groups: Iterable[ActivityGroup],
        button: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {unit.code: unit for unit in units}
        self.groups = {group.code: group for group in groups}
        chosen = grouped_by_kind(self.by_code.values(), names)
        offer(
            self,
            lead=[("", _("Choose a unit")), *chosen],
            units=chosen,
            group=group_choices(self.groups),
        )
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", button))

    def clean_activity(self) -> Activity | None:
        return known_activity(self.cleaned_data["activity"])

    def chosen_units(self) -> list[OrganisationUnit]:
        """The lead first."""
        lead = self.cleaned_data["lead"]
        others = [code for code in self.by_code if code in self.cleaned_data["units"]]
        return [self.by_code[code] for code in (lead, *(one for one in others if one != lead))]

    def serves(self) -> Serves:
        found = self.cleaned_data
        return Serves(self.groups.get(found["group"]), found["activity"], found["indicator"])


class CommitmentForm(AskedForm):
    """A new one."""

    origin = forms.ChoiceField(label=gettext_lazy("Origin"), choices=Commitment.Origin)
    year = forms.IntegerField(
        label=gettext_lazy("Year of the origin"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=gettext_lazy("Of the report, the meeting or the recommendation."),
    )
    name_en = forms.CharField(
        label=gettext_lazy("Name of the origin in English"),
        required=False,
        max_length=NAME,
        help_text=gettext_lazy("Such as: Trafficking in Persons Report 2021."),
    )
    name_km = forms.CharField(
        label=gettext_lazy("Name of the origin in Khmer"), required=False, max_length=NAME
    )
    mark = forms.CharField(
        label=gettext_lazy("Mark in the origin"),
        required=False,
        max_length=MARK,
        help_text=gettext_lazy("Where it stands there, such as V.A.1."),
    )
    text_en = forms.CharField(
        label=gettext_lazy("What was promised, in English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    text_km = forms.CharField(
        label=gettext_lazy("What was promised, in Khmer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = (
        "origin", "year", "name_en", "name_km", "mark", "text_en", "text_km", "lead", "units",
        "due_on", "sign_en", "sign_km", "group", "activity", "indicator",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("text_en") or found.get("text_km")):
            self.add_error("text_en", _("Say in one of the languages what was promised."))
        if found.get("mark") and "year" in found:
            same = Commitment.objects.filter(
                origin=found.get("origin"),
                origin_year=found["year"],
                origin_name=found.get("name_en", ""),
                origin_mark=found["mark"],
            ).first()
            if same is not None:
                self.add_error(
                    "mark",
                    _("This mark of the same origin has number %(number)d already.")
                    % {"number": same.number},
                )
        return found

    def from_where(self) -> CommitmentOrigin:
        found = self.cleaned_data
        return CommitmentOrigin(
            found["origin"], found["year"], found["name_en"], found["name_km"], found["mark"]
        )

    def texts(self) -> CommitmentTexts:
        found = self.cleaned_data
        return CommitmentTexts(
            found["text_en"],
            found["text_km"],
            sign_en=found["sign_en"],
            sign_km=found["sign_km"],
        )


class AmendForm(AskedForm):
    """What of it may change, and why it does."""

    reason = forms.CharField(
        label=gettext_lazy("Why it changes"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands in the history beside what was before."),
    )


class AnswerForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("How far it is"),
        choices=[("", gettext_lazy("Choose")), *Status.choices],
    )
    text = forms.CharField(
        label=gettext_lazy("What was done, or why nothing was"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Where it can be seen"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A document with its number and day, an address, a report."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
