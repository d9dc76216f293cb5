"""How a discrepancy is settled: explained, or sent back to the unit whose report it is in."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.models import Revision
from reporting.queries.editions.behind import Behind
from reporting.queries.editions.discrepancy_item import Item
from reporting.queries.period_words import period_words

TEXT, NOTE = 4000, 1000


class _Said(forms.Form):
    """`seen`: the newest word that this person has read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ExplainForm(_Said):
    text = forms.CharField(
        label=gettext_lazy("Why it is so"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why it is so: an explanation needs its reason.")
        },
        help_text=gettext_lazy("It stays on this desk, with your name and the day."),
    )
    footnote = forms.BooleanField(
        label=gettext_lazy("Print it as a footnote of the report"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Words of the footnote"),
        required=False,
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.is_sentence:
            self.fields["text"].label = _("Why the sentence stays as it is")
            del self.fields["footnote"], self.fields["note"]
            return
        self.fields["note"].help_text = _("Left empty, it says: %(words)s") % {
            "words": item.neutral(_("[why it is so]"))
        }


class MendForm(_Said):
    report = forms.ChoiceField(label=gettext_lazy("Report that is to be corrected"))
    text = forms.CharField(
        label=gettext_lazy("What the unit has to correct"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what the unit has to correct.")},
        help_text=gettext_lazy("The unit reads it when it opens its report."),
    )
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Ask for these of the same unit as well"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        reports: Iterable[Behind],
        others: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """`others`: what is posted (`fingerprint:seen`) -> words."""
        super().__init__(*args, **kwargs)
        self.by_key = {str(asked.report.pk): asked for asked in reports}
        report, more = self.fields["report"], self.fields["others"]
        assert isinstance(report, forms.ChoiceField) and isinstance(more, forms.ChoiceField)
        report.choices = [(key, _label(one)) for key, one in self.by_key.items()]
        if len(report.choices) > 1:  # nobody's report is re-opened because it stands first
            report.choices = [("", _("Choose the report")), *report.choices]
        if others:
            more.choices = list(others.items())
        else:
            del self.fields["others"]

    def seen_of(self) -> dict[str, int]:
        """Fingerprint -> what was seen, of the others that are ticked."""
        pairs = (pair.rpartition(":") for pair in self.cleaned_data.get("others", []))
        return {mark: int(seen) for mark, _colon, seen in pairs}


class ReopenForm(_Said):
    text = forms.CharField(
        label=gettext_lazy("Why it is open again, if you like to say it"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ExplainKindForm(forms.Form):
    text = ExplainForm.base_fields["text"]
    footnote = forms.BooleanField(
        label=gettext_lazy("Print each as a footnote of the report"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


def _label(one: Behind) -> str:
    report = one.report
    words = f"{one.unit_name}: {report.data_set.title}, {period_words(report.period)}"
    if one.under_way is None:
        return words
    if one.under_way.state == Revision.State.ACCEPTED:
        return f"{words} ({_('re-opened already, or corrected and not consolidated yet')})"
    return f"{words} ({one.under_way.get_state_display()})"
