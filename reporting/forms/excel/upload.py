"""The two forms of the way back: the file, and the changes as they were shown, signed."""

import zlib
from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.forms.excel.changes import Change
from reporting.report_access import Door
from strategies.workbooks.inspection import MOST_BYTES

HOUR = 3600
SALT = "report-workbook-changes"
MOST_SIGNED = 2_000_000  # Django takes 2.5 MB of fields


class TooMuch(ValueError):
    """More text than one form holds."""


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Filled workbook"),
        help_text=gettext_lazy("The workbook of this report (.xlsx), at most 10 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("check", _("Show what would change")))

    def clean_workbook(self) -> Any:
        workbook = self.cleaned_data["workbook"]
        if workbook.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MiB. Remove what is not part of the form.")
            )
        return workbook


def sign(found: Door, changes: Iterable[Change]) -> str:
    """Raises TooMuch."""
    shown = {
        "by": found.actor.user.pk,
        "revision": found.revision.pk,
        "changes": [astuple(change) for change in changes],
    }
    signed = signing.dumps(shown, salt=SALT, compress=True)
    if len(signed) > MOST_SIGNED:
        raise TooMuch
    return signed


def unsign(found: Door, signed: str) -> list[Change]:
    """What this person was shown for this revision; raises BadSignature, also where it is old."""
    try:
        shown = signing.loads(signed, salt=SALT, max_age=HOUR)
    except (zlib.error, ValueError) as error:
        raise signing.BadSignature from error
    if (shown["by"], shown["revision"]) != (found.actor.user.pk, found.revision.pk):
        raise signing.BadSignature
    return [Change(*change) for change in shown["changes"]]
