"""The form by which a province asks its places."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.core.queries.period_words import month_name
from reporting.models import AskedPlaces


class AskForm(forms.Form):
    """`tables`: codes; the page lays them out by section itself."""

    level = forms.ChoiceField(
        label=_("Who reports?"), choices=AskedPlaces.Level, widget=forms.RadioSelect
    )
    period_kind = forms.ChoiceField(label=_("How often?"), widget=forms.RadioSelect)
    first_month = forms.TypedChoiceField(
        label=_("From which month?"),
        coerce=int,
        help_text=_("Nothing is asked for that ends before it."),
    )
    tables = forms.MultipleChoiceField(
        label=_("Which tables?"),
        error_messages={"required": _("Tick at least one table of the list.")},
    )

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[tuple[str, Any]],
        tables: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        months = [(number, month_name(number)) for number in range(1, 13)]
        self.fields["first_month"].choices = months  # type: ignore[attr-defined]
        self.fields["period_kind"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["tables"].choices = list(tables)  # type: ignore[attr-defined]
