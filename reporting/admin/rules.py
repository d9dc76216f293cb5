"""Rules of a table beyond "a part cannot exceed its whole"."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.admin.catalogue_forms import CodedForm
from reporting.admin.fields import LinesField
from reporting.admin.permissions import ByMembership, TabularInline
from strategies.models import Cell, Element, TableRule

COLUMN = re.compile(r"[a-z][a-z0-9_]*")


class TableRuleForm(CodedForm):
    kind = forms.ChoiceField(
        choices=[
            ("adds_up", gettext_lazy("the parts add up to the whole")),
            ("not_more", gettext_lazy("a part is not more than the whole")),
        ],
        label=gettext_lazy("Kind"),
    )
    severity = forms.ChoiceField(
        choices=[
            ("error", gettext_lazy("error: stops the submission")),
            ("warning", gettext_lazy("warning: wants an explanation")),
        ],
        label=gettext_lazy("Severity"),
    )
    parts = LinesField(forms.CharField(max_length=160), label=gettext_lazy("Parts"))

    class Meta:
        model = TableRule
        exclude = ()

    def clean_whole(self) -> str:
        whole: str = self.cleaned_data["whole"]
        self._must_be_there([whole])
        return whole

    def clean_parts(self) -> list[str]:
        parts: list[str] = self.cleaned_data["parts"]
        self._must_be_there(parts)
        return parts

    def _must_be_there(self, codes: list[str]) -> None:
        """Codes of columns of this table, or whole codes of cells."""
        columns = [code for code in codes if COLUMN.fullmatch(code)]
        known = set(
            Element.objects.filter(table=self.instance.table, code__in=columns).values_list(
                "code", flat=True
            )
        ) | set(Cell.objects.filter(code__in=codes).values_list("code", flat=True))
        missing = [code for code in codes if code not in known]
        if missing:
            raise ValidationError(
                _("There is no column or cell %(codes)s.") % {"codes": ", ".join(missing)}
            )


class TableRuleInline(ByMembership, TabularInline):
    model: Any = TableRule
    form = TableRuleForm
    extra = 0
    fields = (
        "code", "kind", "whole", "parts", "severity", "message_en", "message_km",
        "valid_from", "valid_to",
    )  # fmt: skip
