"""The numbers of an edition: which are listed, and what is done with one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.spelling import whole_number
from reporting.access_errors import Refused
from reporting.actions.editions.linking import Link
from reporting.forms.filters import FilterForm, offer
from reporting.queries.editions.numbers import EditionNumbers, RowKind

TO_DO, ALL = "to_do", "all"
KINDS: dict[str, tuple[RowKind, ...]] = {
    TO_DO: ("typed", "missing"),
    "typed": ("typed",),
    "missing": ("missing",),
    "kept": ("kept",),
    "linked": ("linked",),
    ALL: ("linked", "kept", "typed", "missing"),
}
KIND_NAMES = (
    (TO_DO, gettext_lazy("What is to be done")),
    ("typed", gettext_lazy("Typed by hand")),
    ("missing", gettext_lazy("Without a figure")),
    ("kept", gettext_lazy("Kept with a reason")),
    ("linked", gettext_lazy("Linked")),
    (ALL, gettext_lazy("All numbers")),
)


class NumbersFilter(FilterForm):
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Numbers"), choices=KIND_NAMES, required=False)

    def __init__(self, *args: Any, numbers: EditionNumbers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = ((one.code, f"{one.code} {one.title}") for one in numbers.sections)
        offer(self, section=[("", _("All sections")), *sections])

    def wanted(self) -> tuple[str, tuple[RowKind, ...]]:
        """The section, "" for all; the kinds of numbers."""
        found = self.given()
        return found["section"], KINDS[found["kind"] or TO_DO]


class PlaceForm(forms.Form):
    """Which number typed by hand: as it stands in the version that was seen."""

    passage = forms.IntegerField()
    seen = forms.IntegerField()
    nth = forms.IntegerField(min_value=0)

    def asked(self) -> dict[str, Any]:
        """Raises `Refused` where a part is missing."""
        if not self.is_valid():
            raise Refused(_("The page was not complete. Load it again."))
        return self.cleaned_data


class LinkForm(PlaceForm):
    reference = forms.CharField()


class KeepForm(PlaceForm):
    reason = forms.CharField(required=False)


def read_links(values: Iterable[str]) -> list[Link]:
    """`passage:version:nth:reference`, each from a checkbox; what is none is left out."""
    found = []
    for value in values:
        *numbers, reference = value.split(":", 3)
        match [whole_number(number) for number in numbers]:
            case [int(passage), int(seen), int(nth)]:
                found.append(Link(passage, seen, nth, reference))
    return found
