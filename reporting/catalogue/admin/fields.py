"""Form fields for lists and for choices that many rows of a page share."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.catalogue.actions.rebuilding import missing_cells
from reporting.kernel.expressions import ExpressionError, parse
from reporting.kernel.messages import in_words

CODE = re.compile(r"[a-z][a-z0-9_]*")


class LinesField(SimpleArrayField):
    """A list with a line an item. `blank_lines` keeps empty lines, where lists run in parallel."""

    def __init__(
        self, base_field: forms.Field, *, blank_lines: bool = False, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3, "cols": 60}))
        kwargs.setdefault("help_text", gettext_lazy("A line each."))
        self.blank_lines = blank_lines
        super().__init__(base_field, delimiter="\n", **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            lines = [line.strip() for line in value.splitlines()]
            value = "\n".join(lines if self.blank_lines else filter(None, lines))
        return super().to_python(value)


class CodesField(SimpleArrayField):
    """Codes, separated by commas, all of which must be `known()`."""

    def __init__(self, known: Any, **kwargs: Any) -> None:
        self.known = known
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": 90}))
        kwargs.setdefault("help_text", gettext_lazy("Codes, separated by commas."))
        super().__init__(forms.CharField(max_length=20), required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        codes = [code.strip() for code in super().clean(value) if code.strip()]
        unknown = sorted(set(codes) - set(self.known()))
        if unknown:
            raise ValidationError(
                _("There is no %(codes)s. Look the code up in its list.")
                % {"codes": ", ".join(unknown)}
            )
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValidationError(_("Given twice: %(codes)s.") % {"codes": ", ".join(twice)})
        return codes


def share_choices(field: Any, rows: Iterable[Any]) -> Any:
    """Asks the database once for a choice that stands in every row of a page."""
    field.choices = [("", "---------"), *((row.pk, str(row)) for row in rows)]
    return field


def clean_code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise ValidationError(
            _("Write the code with small Latin letters, digits and _, and begin with a letter.")
        )
    return code


def clean_expression(text: str) -> str:
    """The expression as it is stored. Errors say what is wrong and at which character."""
    try:
        parse(text)
    except ExpressionError as error:
        raise ValidationError(in_words(error.template, error.params, _)) from error
    missing = missing_cells(text)
    if missing:
        raise ValidationError(
            _("There is no cell %(cells)s in the catalogue.") % {"cells": ", ".join(missing)}
        )
    return text.strip()
