"""Of which unit, year and language the form is previewed."""

from django import forms
from django.utils.translation import gettext_lazy

from reporting.catalogue.queries.draft_preview import FormOfKind
from reporting.catalogue.rules.drafts import FIRST_YEAR
from reporting.core.forms import LANGUAGE_NAMES, FilterForm, offer

LAST_YEAR = 2999


class PreviewForm(FilterForm):
    form = forms.ChoiceField(label=gettext_lazy("Kind of unit and form"))
    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, localize=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, choices=list(LANGUAGE_NAMES.items())
    )

    def __init__(self, data: dict[str, str], known: list[FormOfKind]) -> None:
        super().__init__(data)
        self.known = {one.key: one for one in known}
        offer(self, form=[(key, one.title) for key, one in self.known.items()])

    def wanted(self) -> tuple[FormOfKind, int, str] | None:
        """None where something is not known: the form says what."""
        if not self.is_valid():
            return None
        found = self.cleaned_data
        return self.known[found["form"]], found["year"], found["language"]
