"""Forms that choose what a page shows. They are sent by GET: the address carries the choice, and
can be passed on."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import UnitKind

LANGUAGE_NAMES = {"en": "English", "km": "ភាសាខ្មែរ"}  # as their readers call them
ALL = ("", gettext_lazy("All"))
UNIT_KINDS = [ALL, *((kind.value, kind.label) for kind in UnitKind if kind is not UnitKind.NATION)]


def get_helper() -> FormHelper:
    """It changes nothing, so it needs no token."""
    helper = FormHelper()
    helper.form_method = "get"
    helper.disable_csrf = True
    return helper


def offer(form: forms.Form, /, **choices: Iterable[Any]) -> None:
    """By the names of the fields."""
    for name, found in choices.items():
        form.fields[name].choices = found  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """Every field may be left open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = get_helper()
        self.helper.add_input(Submit("", _("Show"), css_class="btn-quiet"))

    def given(self) -> dict[str, str]:
        """What cannot be read is left open."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}
