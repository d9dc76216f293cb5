"""What somebody without an account types: untrusted text, cleaned before anything looks at it."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from provinces.spelling import stranger_text
from reporting.commitments.actions.public_form import PublicMessage
from reporting.commitments.rules.feedback import FeedbackFrom, language_of_text
from reporting.models import Feedback

TITLE, TEXT, NAME, CONTACT = 160, 4000, 120, 200
SHORTEST = 20  # of a text that says anything
TRAP = "website"


class StrangerField(forms.CharField):
    """Cleaned of what is invisible; on one line unless it is a text."""

    def __init__(self, *, lines: bool = False, **given: Any) -> None:
        self.lines = lines
        super().__init__(**given)

    def to_python(self, value: Any) -> str:
        text = stranger_text(super().to_python(value) or "")
        return text if self.lines else " ".join(text.split())


class PublicForm(forms.Form):
    """`website`: a field that people do not see; programs that fill every field fill it."""

    sender_kind = forms.ChoiceField(
        label=gettext_lazy("Who you are"),
        choices=[("", gettext_lazy("Choose")), *Feedback.Sender.choices],
    )
    title = StrangerField(label=gettext_lazy("What it is about, in a few words"), max_length=TITLE)
    text = StrangerField(
        label=gettext_lazy("What you want to tell the committee"),
        lines=True,
        min_length=SHORTEST,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=gettext_lazy(
            "At most 4,000 letters. Nothing by which a victim can be recognised."
        ),
    )
    name = StrangerField(
        label=gettext_lazy("Your name, if you want to give it"),
        required=False,
        max_length=NAME,
        help_text=gettext_lazy("Only the General Secretariat reads it."),
    )
    contact = StrangerField(
        label=gettext_lazy("How to reach you, if you want an answer"),
        required=False,
        max_length=CONTACT,
        help_text=gettext_lazy(
            "An e-mail address, a telephone number or another way. Only the General Secretariat "
            "reads it."
        ),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data[TRAP]:
            raise forms.ValidationError(
                _("Empty this field and send again: programs that send advertising fill it."),
                code="trap",
            )
        return ""

    @property
    def is_trapped(self) -> bool:
        return TRAP in self.errors

    def message(self) -> PublicMessage:
        found = self.cleaned_data
        return PublicMessage(
            sender_kind=found["sender_kind"],
            language=language_of_text(
                found["title"] + found["text"], (get_language() or "en").partition("-")[0]
            ),
            title=found["title"],
            text=found["text"],
            sender=FeedbackFrom(found["name"], found["contact"]),
        )
