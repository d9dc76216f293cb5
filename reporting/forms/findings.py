"""The filters of the desk of discrepancies."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.forms.filters import FilterForm
from reporting.kernel.settlements import Standing
from reporting.models import Discrepancy
from reporting.queries.editions.settlements import Desk, Wanted
from reporting.queries.findings import SEVERITIES, kinds_shown

Choice = tuple[str, str]
STATE_WORDS = {
    Standing.OPEN: gettext_lazy("Open"),
    Standing.MENDING: gettext_lazy("Being corrected"),
    Standing.EXPLAINED: gettext_lazy("Explained"),
    Standing.GONE: gettext_lazy("No longer found"),
}
UNSETTLED = "unsettled"
ALWAYS = ("state", "severity")  # the tallies lead to them, though there may be none now


class FindingsFilter(FilterForm):
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, data: object, desk: Desk) -> None:
        super().__init__(data)
        labels = {
            "state": [(str(one.value), str(words)) for one, words in STATE_WORDS.items()],
            "severity": [
                (severity, str(Discrepancy.Severity(severity).label)) for severity in SEVERITIES
            ],
            "kind": [(code, _(title)) for code, title in kinds_shown(desk.count("kind")).items()],
            "section": list(desk.sections.items()),
            "unit": sorted(desk.units.items(), key=lambda pair: pair[1]),
        }
        for name, choices in labels.items():
            self._fill(name, choices, desk)
        self._offer_unsettled(desk)
        self.helper.form_tag = False

    def _fill(self, name: str, choices: Iterable[Choice], desk: Desk) -> None:
        counts = desk.count(name)
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

    def _offer_unsettled(self, desk: Desk) -> None:
        """Open and being mended together, which the homes lead to."""
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        count = sum(not item.is_settled for item in desk.items)
        field.choices = [
            *field.choices,  # type: ignore[misc]  # a list of pairs, made above
            (UNSETTLED, f"{_('Not resolved')} ({count})"),
        ]

    def wanted(self) -> Wanted:
        return Wanted(**self.given())
