"""Forms for rows of the catalogue: codes stay, years stay around what was reported, units of count
stay."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit
from reporting.catalogue.admin.fields import CodesField, LinesField, clean_code
from reporting.catalogue.queries.uses import is_reported, reported_in, reported_years
from reporting.core.admin.records import ModelForm
from strategies.models import (
    ActivityGroup,
    DataSet,
    Element,
    Option,
    Publishable,
    Section,
    Table,
    TableDataSet,
)


def unit_codes() -> Any:
    return OrganisationUnit.objects.values_list("code", flat=True)


def group_codes() -> Any:
    return ActivityGroup.objects.values_list("code", flat=True)


class DatedForm(ModelForm):
    """A row with a code that stays, and years that go on covering what was reported."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields and not self.is_draft:
            self.fields["code"].disabled = True  # reports, files and addresses carry it
        if "valid_from" in self.fields:
            self.fields["valid_from"].widget.attrs["size"] = 5
            self.fields["valid_to"].widget.attrs["size"] = 5

    @property
    def is_draft(self) -> bool:
        """So is what is being added."""
        row = self.instance
        return isinstance(row, Publishable) and (row.is_draft or row.pk is None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last year is before the first."))
        elif self.instance.pk and {"valid_from", "valid_to"} & set(self.changed_data):
            self._keep_reported(first, last)
        return cleaned

    def _keep_reported(self, first: int | None, last: int | None) -> None:
        years = reported_years(self.instance)
        if years is None:
            return
        if first and first > years[0]:
            self.add_error(
                "valid_from",
                _("Reports of %(year)d use it: begin no later.") % {"year": years[0]},
            )
        if last and last < years[1]:
            self.add_error(
                "valid_to", _("Reports of %(year)d use it: end no earlier.") % {"year": years[1]}
            )

    def refuse_changes(self, *fields: str) -> None:
        """For what gives the numbers their meaning."""
        changed = [name for name in fields if name in self.changed_data]
        if changed and self.instance.pk and is_reported(self.instance):
            for name in changed:
                self.add_error(
                    name,
                    _(
                        "Reports have numbers here, so this stays as it is. "
                        "Give the row a last year and add a new one."
                    ),
                )

    def refuse_draft(self, name: str) -> None:
        """What is published builds on nothing that may be thrown away."""
        other = self.cleaned_data.get(name)
        if other is not None and other.is_draft and not self.is_draft:
            self.add_error(name, _("“%(title)s” is a draft: publish it first.") % {"title": other})


class CodedForm(DatedForm):
    def clean_code(self) -> str:
        return clean_code(self.cleaned_data["code"])


class ElementForm(CodedForm):
    header_en = LinesField(
        forms.CharField(max_length=200), required=False, label=gettext_lazy("Heading in English")
    )
    header_km = LinesField(
        forms.CharField(max_length=200), required=False, label=gettext_lazy("Heading in Khmer")
    )

    class Meta:
        model = Element
        exclude = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_changes("unit_of_count", "aggregation")
        if not (self.is_draft or cleaned.get("unit_of_count")):
            self.add_error("unit_of_count", _("Say what it counts."))
        self.refuse_draft("part_of")
        whole = cleaned.get("part_of")
        if whole and not self.errors:
            self._check_whole(whole)
        return cleaned

    def _check_whole(self, whole: Element) -> None:
        if whole.unit_of_count != self.cleaned_data.get("unit_of_count"):
            self.add_error("part_of", _("A part counts the same as its whole: choose another."))
        seen: Element | None = whole
        while seen is not None and seen.pk != self.instance.pk:
            seen = seen.part_of
        if seen is not None:
            self.add_error("part_of", _("A column cannot be a part of itself."))


class OptionForm(CodedForm):
    class Meta:
        model = Option
        exclude = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_changes("unit_of_count", "is_group", "group")
        self.refuse_draft("group")
        if cleaned.get("group") and cleaned.get("is_group"):
            self.add_error("group", _("A group of rows stands in no other group."))
        return cleaned


class DataSetForm(CodedForm):
    units = CodesField(unit_codes, label=gettext_lazy("Only these units"))

    class Meta:
        model = DataSet
        exclude = ()


def _full_label(section: Section) -> str:
    return f"{section.code} {section}"


class PlaceForm(DatedForm):
    units = CodesField(unit_codes, label=gettext_lazy("Only these units"))

    class Meta:
        model = TableDataSet
        exclude = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_changes("data_set", "compared")
        if "units" in self.changed_data and self.instance.pk:
            self._keep_reporters(cleaned.get("units") or [])
        return cleaned

    def _keep_reporters(self, units: list[str]) -> None:
        stored = TableDataSet.objects.get(pk=self.instance.pk)
        left = reported_in(stored).exclude(organisation_unit__code__in=units) if units else None
        code = left and left.values_list("organisation_unit__code", flat=True).first()
        if code:
            self.add_error(
                "units", _("%(unit)s has numbers in this table: keep it.") % {"unit": code}
            )


class PlaceFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """A table stays in a form as long as reports on it have numbers in the table."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and reported_in(form.instance).exists():
                raise ValidationError(
                    _("Reports on that form have numbers in this table, so it stays there.")
                )


class TableForm(CodedForm):
    unit_order = CodesField(unit_codes, label=gettext_lazy("Order of units"))
    activity_groups = CodesField(group_codes, label=gettext_lazy("Activity groups"))

    class Meta:
        model = Table
        exclude = ("data_sets",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "section" in self.fields:
            self.fields["section"].label_from_instance = _full_label  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind", self.instance.kind)
        shown = bool(cleaned.get("shown", self.instance.shown))
        if kind == Table.Kind.SHOW and not shown:
            self.add_error(None, _("Choose the table of which it shows a part."))
        if kind != Table.Kind.SHOW and shown:
            self.add_error(None, _("Only a part of another table shows a table: leave it empty."))
        if cleaned.get("totals") and self._counts_differ():
            self.add_error("totals", _("Its rows count different things: they do not add up."))
        return cleaned

    def _counts_differ(self) -> bool:
        return bool(self.instance.pk) and (self.instance.options.exclude(unit_of_count="").exists())
