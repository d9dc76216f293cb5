"""What people type of a meeting: before it, after it, its agenda, decisions and notes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit
from reporting.calendar.forms.deadlines import day_field
from reporting.core.forms import ALL, FilterForm, offer
from reporting.meetings.actions.decisions import DecisionText
from reporting.meetings.actions.meetings import HeldText, MeetingText
from reporting.models import Meeting, MeetingKind

TITLE, PLACE, NAME, ITEM, DECISION, MINUTES = 200, 200, 160, 600, 1000, 20000
MOST_PRESENT = 100_000


def _line(label: Any, most: int, *, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def _long(label: Any, most: int, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, widget=area)


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PRESENT,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MeetingFilterForm(FilterForm):
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[ALL, *MeetingKind.choices]
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(units)
        if len(found) > 1:
            offer(self, unit=[ALL, *found])
        else:
            del self.fields["unit"]


class MeetingForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = _line(
        gettext_lazy("What it is about"),
        TITLE,
        help_text=gettext_lazy("Only where the kind does not say it."),
    )
    counts_as = forms.ChoiceField(
        label=gettext_lazy("Counts as"),
        choices=Meeting.CountsAs.choices,
        help_text=gettext_lazy("In chapter III of the annual report."),
    )
    day = day_field(gettext_lazy("Day"))
    place = _line(gettext_lazy("Place"), PLACE)
    chair = _line(gettext_lazy("Chair"), NAME)
    secretary = _line(gettext_lazy("Secretary of the meeting"), NAME)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=list(kinds))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") == MeetingKind.OTHER and not found.get("title"):
            self.add_error("title", _("Say what the meeting is about."))
        return found

    def text(self) -> MeetingText:
        return MeetingText(**self.cleaned_data)


class HeldForm(forms.Form):
    place = _line(gettext_lazy("Place"), PLACE)
    chair = _line(gettext_lazy("Chair"), NAME, required=True)
    secretary = _line(gettext_lazy("Secretary of the meeting"), NAME)
    men = _number(gettext_lazy("Men present"))
    women = _number(gettext_lazy("Women present"))
    minutes_km = _long(gettext_lazy("Minutes in Khmer"), MINUTES, 8)
    minutes_en = _long(gettext_lazy("Minutes in English"), MINUTES, 8)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("minutes_km") or found.get("minutes_en")):
            self.add_error("minutes_km", _("Write the minutes in Khmer or in English."))
        if found.get("men") == 0 and found.get("women") == 0:
            self.add_error("men", _("Somebody was present. Count them."))
        return found

    def text(self) -> HeldText:
        return HeldText(**self.cleaned_data)


class ItemForm(forms.Form):
    text_km = _line(gettext_lazy("Item in Khmer"), ITEM)
    text_en = _line(gettext_lazy("Item in English"), ITEM)


class DecisionForm(forms.Form):
    text_km = _long(gettext_lazy("Decision in Khmer"), DECISION, 3)
    text_en = _long(gettext_lazy("Decision in English"), DECISION, 3)
    answers = forms.ChoiceField(label=gettext_lazy("Unit that answers"))
    responsible = _line(gettext_lazy("Person, where one was named"), PLACE)
    due = day_field(gettext_lazy("By when"))

    def __init__(
        self, *args: Any, units: Iterable[tuple[OrganisationUnit, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = list(units)
        self.units = {unit.code: unit for unit, _name in found}
        offer(self, answers=[(unit.code, name) for unit, name in found])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("text_km") or found.get("text_en")):
            self.add_error("text_km", _("Write the decision in Khmer or in English."))
        return found

    def text(self) -> DecisionText:
        given = self.cleaned_data
        return DecisionText(**{**given, "answers": self.units[given["answers"]]})


class NoteForm(forms.Form):
    text = _long(gettext_lazy("Note"), MINUTES, 3)
