"""What people choose and type of feedback from outside."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit
from reporting.calendar.forms.deadlines import day_field
from reporting.commitments.actions.commitments import Serves
from reporting.commitments.forms.commitments import (
    LONGEST,
    CommitmentForm,
    group_choices,
    grouped_by_kind,
    known_activity,
)
from reporting.commitments.queries.feedback import FeedbackLine
from reporting.commitments.rules.feedback import FeedbackAnswer, FeedbackFrom, FeedbackText
from reporting.core.forms import ALL, FilterForm, offer
from reporting.models import Channel, Commitment, Feedback
from strategies.models import Activity, ActivityGroup

TITLE, TEXT, NAME, CONTACT = 160, 8000, 120, 200
BY_HAND = [choice for choice in Channel.choices if choice[0] != Channel.FORM]
CHOOSE = ("", gettext_lazy("Choose"))


class FeedbackFilter(FilterForm):
    """`seen`: in which year to practise on; empty: in what is real."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    sender = forms.ChoiceField(label=gettext_lazy("Kind of sender"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit that it concerns"), required=False)
    reference = forms.CharField(
        label=gettext_lazy("Reference of the public form"), required=False, max_length=20
    )
    seen = forms.ChoiceField(label=gettext_lazy("Feedback of"), required=False)

    def __init__(
        self, data: Any, *, units: Iterable[tuple[str, str]], practice: Iterable[int]
    ) -> None:
        super().__init__(data)
        years = [(str(year), _("%(year)d, to practise on") % {"year": year}) for year in practice]
        offer(
            self,
            state=[ALL, *Feedback.State.choices],
            sender=[ALL, *Feedback.Sender.choices],
            unit=[ALL, *units],
            seen=[("", _("real years")), *years],
        )
        if not years:
            del self.fields["seen"]

    def fits(self, line: FeedbackLine) -> bool:
        wanted, row = self.given(), line.feedback
        reference = "".join(filter(str.isdigit, wanted["reference"]))
        return (
            wanted["state"] in ("", row.state)
            and wanted["sender"] in ("", row.sender_kind)
            and (not wanted["unit"] or wanted["unit"] in dict(line.units))
            and (not reference or reference in row.reference)
        )


class FeedbackForm(forms.Form):
    """Entered or changed. What came by the public form keeps what was sent."""

    sender_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of sender"), choices=[CHOOSE, *Feedback.Sender.choices]
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the sender"),
        required=False,
        max_length=NAME,
        help_text=gettext_lazy("Only the General Secretariat reads it."),
    )
    contact = forms.CharField(
        label=gettext_lazy("How to reach the sender"),
        required=False,
        max_length=CONTACT,
        help_text=gettext_lazy("Only the General Secretariat reads it."),
    )
    received_on = day_field(gettext_lazy("Received on"))
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=[CHOOSE, *BY_HAND])
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[CHOOSE, *Feedback.Language.choices]
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Leave out what would show who a victim is."),
    )
    is_confidential = forms.BooleanField(
        label=gettext_lazy("Only the Secretariat reads it"),
        required=False,
        help_text=gettext_lazy("Else the units that it concerns read it too, without the sender."),
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units that it concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    group = forms.ChoiceField(label=gettext_lazy("Activity group"), required=False)
    activity = forms.CharField(
        label=gettext_lazy("Activity"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("Its code in the plan, such as 2.7.3."),
    )

    def __init__(
        self,
        *args: Any,
        units: Iterable[OrganisationUnit],
        names: Mapping[int, str],
        groups: Iterable[ActivityGroup],
        button: str,
        as_sent: Feedback | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {unit.code: unit for unit in units}
        self.groups = {group.code: group for group in groups}
        self.as_sent = as_sent
        offer(
            self,
            units=grouped_by_kind(self.by_code.values(), names),
            group=group_choices(self.groups),
        )
        if as_sent is not None:
            for name in ("received_on", "channel", "language", "title", "text"):
                del self.fields[name]
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", button))

    def clean_activity(self) -> Activity | None:
        return known_activity(self.cleaned_data["activity"])

    def said(self) -> FeedbackText:
        found, sent = self.cleaned_data, self.as_sent
        return FeedbackText(
            sender_kind=found["sender_kind"],
            channel=sent.channel if sent else found["channel"],
            language=sent.language if sent else found["language"],
            received_on=sent.received_on if sent else found["received_on"],
            title=sent.title if sent else found["title"],
            text=sent.text if sent else found["text"],
            is_confidential=found["is_confidential"],
        )

    def sender(self) -> FeedbackFrom:
        return FeedbackFrom(self.cleaned_data["name"], self.cleaned_data["contact"])

    def chosen_units(self) -> list[OrganisationUnit]:
        return [self.by_code[code] for code in self.by_code if code in self.cleaned_data["units"]]

    def serves(self) -> Serves:
        return Serves(self.groups.get(self.cleaned_data["group"]), self.cleaned_data["activity"])


class AnswerSentForm(forms.Form):
    """An answer that went out."""

    text = forms.CharField(
        label=gettext_lazy("What was answered"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sent_on = day_field(gettext_lazy("Sent on"))
    channel = forms.ChoiceField(label=gettext_lazy("Sent by way of"), choices=[CHOOSE, *BY_HAND])
    sent_by = forms.CharField(
        label=gettext_lazy("Who answered"),
        max_length=NAME,
        help_text=gettext_lazy("Whose name stands under the answer, or who spoke."),
    )

    def said(self) -> FeedbackAnswer:
        return FeedbackAnswer(**self.cleaned_data)


class ReasonForm(forms.Form):
    """Why it is closed without an answer, or opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )


class RecommendationForm(CommitmentForm):
    """A recommendation in it becomes a commitment: its origin is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in (("origin", Commitment.Origin.OUTSIDE), ("year", None)):
            field = self.fields[name]
            field.disabled = True
            field.widget = forms.HiddenInput()
            if value is not None:
                field.initial = value


class LinkForm(forms.Form):
    """A commitment that has its number already."""

    number = forms.IntegerField(label=gettext_lazy("Number of the commitment"), min_value=1)
