"""Which notices to list, and how one wants to be told."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Digits, MailFrequency
from reporting.core.forms import LANGUAGE_NAMES, FilterForm, offer
from reporting.models import Notice


class NoticeFilter(FilterForm):
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[("", gettext_lazy("All")), ("unread", gettext_lazy("Unread ones"))],
    )
    kind = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=[("", _("Everything")), *Notice.Kind.choices])

    def wanted(self) -> dict[str, Any]:
        found = self.given()
        return {"unread": found["show"] == "unread", "kind": found["kind"]}


MEANINGS = {
    MailFrequency.AT_ONCE: gettext_lazy(
        "An e-mail within minutes; what belongs to a day, such as a deadline, at 7 in the morning."
    ),
    MailFrequency.DAILY: gettext_lazy("One e-mail at 7 in the morning, if there is anything."),
    MailFrequency.WEEKLY: gettext_lazy(
        "One e-mail on Monday at 7. A deadline or a return may then reach you late."
    ),
    MailFrequency.NEVER: gettext_lazy("Look at the bell at the top of each page."),
}


class SettingsForm(forms.Form):
    mail_frequency = forms.ChoiceField(
        label=gettext_lazy("How often do you want e-mails?"), widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language?"),
        widget=forms.RadioSelect,
        choices=[(code, LANGUAGE_NAMES.get(code, name)) for code, name in settings.LANGUAGES],
        help_text=gettext_lazy("Of the portal's pages, of e-mails and of files made for you."),
    )
    digits = forms.ChoiceField(
        label=gettext_lazy("Which digits in Khmer?"),
        required=False,  # unsaid it stays as it is
        widget=forms.RadioSelect,
        choices=Digits.choices,
        help_text=gettext_lazy("On pages in Khmer. You can type both everywhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mail_frequency"].choices = [  # type: ignore[attr-defined]
            (
                frequency.value,
                _("%(how_often)s. %(meaning)s")
                % {"how_often": frequency.label, "meaning": MEANINGS[frequency]},
            )
            for frequency in MailFrequency
        ]
        self.helper = FormHelper()
        self.helper.add_input(Submit("do", _("Save")))

    def clean_digits(self) -> str:
        return str(self.cleaned_data["digits"] or self.initial["digits"])
