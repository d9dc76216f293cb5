"""Which lines of the reconciliation to show; sent by GET, so that the address can be shared."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ReconciliationFilter(forms.Form):
    table = forms.ChoiceField(label=gettext_lazy("Table"), required=False)
    only = forms.BooleanField(label=gettext_lazy("Only differences"), required=False)

    def __init__(self, *args: Any, tables: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [("", _("All tables")), *tables]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Show"), css_class="btn-quiet"))

    def wanted(self) -> tuple[str, bool]:
        """The table ("" for all) and whether only differences; a choice nobody offered is none."""
        self.is_valid()
        return self.cleaned_data.get("table") or "", bool(self.cleaned_data.get("only"))
