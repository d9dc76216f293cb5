"""The filters of the list of discrepancies, and what is said of one, or of a kind of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from provinces.khmer_order import sort_key
from reporting.core.forms import FilterForm
from reporting.core.queries.period_words import period_words
from reporting.editions.discrepancies.queries.contributing_reports import ContributingReport
from reporting.editions.discrepancies.queries.corrections import SEVERITIES, kinds_shown
from reporting.editions.discrepancies.queries.discrepancy_item import DiscrepancyItem
from reporting.editions.discrepancies.queries.discrepancy_list import (
    UNRESOLVED,
    DiscrepancyCriteria,
    DiscrepancyWorkspace,
)
from reporting.editions.discrepancies.rules import DiscrepancyStatus
from reporting.models import Discrepancy, Revision

Choice = tuple[str, str]
STATE_WORDS = {
    DiscrepancyStatus.OPEN: pgettext_lazy("not resolved yet", "Open"),
    DiscrepancyStatus.MENDING: gettext_lazy("Being corrected"),
    DiscrepancyStatus.EXPLAINED: gettext_lazy("Explained"),
    DiscrepancyStatus.GONE: gettext_lazy("No longer found"),
}
TEXT, NOTE = 4000, 1000  # characters at most
ALWAYS = ("state", "severity")  # the tallies lead to them, though there may be none now


class FindingsFilter(FilterForm):
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, data: object, workspace: DiscrepancyWorkspace) -> None:
        super().__init__(data)
        labels = {
            "state": [(str(state.value), str(words)) for state, words in STATE_WORDS.items()],
            "severity": [
                (severity, str(Discrepancy.Severity(severity).label)) for severity in SEVERITIES
            ],
            "kind": [
                (code, _(title)) for code, title in kinds_shown(workspace.count("kind")).items()
            ],
            "section": list(workspace.sections.items()),
            "unit": sorted(workspace.units.items(), key=lambda pair: sort_key(pair[1])),
        }
        for name, choices in labels.items():
            self._fill(name, choices, workspace)
        self._offer_unresolved(workspace)
        self.helper.form_tag = False

    def _fill(self, name: str, choices: Iterable[Choice], workspace: DiscrepancyWorkspace) -> None:
        counts = workspace.count(name)
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("All")),
            *(
                (code, f"{label} ({counts[code]})")
                for code, label in choices
                if counts[code] or name in ALWAYS
            ),
        ]

    def _offer_unresolved(self, workspace: DiscrepancyWorkspace) -> None:
        """Open and being corrected together: the first pages lead there."""
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        count = sum(not item.is_resolved for item in workspace.roots)
        field.choices = [
            *field.choices,  # type: ignore[misc]  # a list of pairs, made above
            (UNRESOLVED, _("Not resolved (%(count)s)") % {"count": number_format(count)}),
        ]

    def wanted(self) -> DiscrepancyCriteria:
        return DiscrepancyCriteria(**self.given())


class _FormInTemplate(forms.Form):
    """The template writes its `<form>` and its button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class _ResolutionForm(_FormInTemplate):
    """`seen`: the newest word of the discrepancy that this person has read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ExplainForm(_ResolutionForm):
    text = forms.CharField(
        label=gettext_lazy("Why it is so"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why it is so: an explanation needs its reason.")
        },
        help_text=gettext_lazy("It stays with the discrepancy, with your name and the day."),
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

    def __init__(self, *args: Any, item: DiscrepancyItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.is_sentence:
            self.fields["text"].label = _("Why the sentence stays as it is")
            del self.fields["footnote"], self.fields["note"]
            return
        self.fields["note"].help_text = _("Left empty, it says: %(words)s") % {
            "words": item.neutral(_("[why it is so]"))
        }


class CorrectionForm(_ResolutionForm):
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
        reports: Iterable[ContributingReport],
        others: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """`others`: what is posted (`fingerprint:seen`) -> words."""
        super().__init__(*args, **kwargs)
        self.by_key = {str(asked.report.pk): asked for asked in reports}
        report, more = self.fields["report"], self.fields["others"]
        assert isinstance(report, forms.ChoiceField) and isinstance(more, forms.ChoiceField)
        report.choices = [(key, _label(behind)) for key, behind in self.by_key.items()]
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


class ReopenForm(_ResolutionForm):
    text = forms.CharField(
        label=gettext_lazy("Why it is open again, if you like to say it"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ExplainKindForm(_FormInTemplate):
    text = ExplainForm.base_fields["text"]
    footnote = forms.BooleanField(
        label=gettext_lazy("Print each as a footnote of the report"), required=False
    )


def _label(behind: ContributingReport) -> str:
    report = behind.report
    words = f"{behind.unit_name}: {report.data_set.title}, {period_words(report.period)}"
    if behind.under_way is None:
        return words
    if behind.under_way.state == Revision.State.ACCEPTED:
        state = _("re-opened already, or corrected and not consolidated yet")
        return f"{words} ({state})"
    return f"{words} ({behind.under_way.get_state_display()})"
