"""What a chart of an edition shows (first a table, then what of it, in which form), which numbers
of an edition are listed, and what is done with one of them."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import UnitKind
from provinces.spelling import whole_number
from reporting.access import Refused
from reporting.core.forms import FilterForm, offer
from reporting.document.charts.comparison_spec import may_be_compared
from reporting.document.charts.spec import (
    ALL_ROWS,
    LONGEST_CAPTION,
    MOST_SHOWN,
    ChartInputs,
    forms_of,
)
from reporting.document.sentences.pairs import TO_DO as PAIRS_TO_DO
from reporting.editions.writing.actions.linking import Link
from reporting.editions.writing.queries.sentence_numbers import EditionNumbers, RowKind
from reporting.editions.writing.queries.translations import STATES
from strategies.models import Table
from strategies.models.cells import UnitOfCount

COMPARISON = "comparison"
TOTAL = "-"  # the row of all rows together: an empty value is none chosen
FORM_WORDS = {
    "bars_by_unit": gettext_lazy("Bars, one for each unit"),
    "bars_by_row": gettext_lazy("Bars, one for each row or column"),
    "bars_by_year": gettext_lazy("Bars, this year beside the year before"),
    "lines_by_month": gettext_lazy("Lines from month to month"),
    "shares": gettext_lazy("Shares of a whole"),
    COMPARISON: gettext_lazy("A table: this year, the year before, the difference"),
}
# Which questions a form asks.
ASKED = {
    "bars_by_unit": ("elements", "rows", "units", "most", "order"),
    "bars_by_row": ("elements", "rows", "units", "most", "order"),
    "bars_by_year": ("elements", "rows", "units"),
    "lines_by_month": ("elements", "rows", "units"),
    "shares": ("elements", "rows", "units", "years"),
    COMPARISON: ("elements", "rows"),
}
# What is typed while the page is drawn anew stays.
KEPT = {"hx-preserve": "true"}
LISTS = ("elements", "rows", "units", "years")


def offered_forms(inputs: ChartInputs) -> list[tuple[str, Any]]:
    """The forms in which the table can be set; empty where it has nothing to draw."""
    found: list[str] = list(forms_of(inputs))
    if may_be_compared(inputs):
        found.append(COMPARISON)
    return [(form, FORM_WORDS[form]) for form in found]


class ChartTableForm(forms.Form):
    """The first step. `near`: the section whose tables come first; `charts`: of the catalogue."""

    table = forms.ChoiceField(label=gettext_lazy("Table"))

    def __init__(self, *args: Any, tables: Iterable[Table], near: str, **kwargs: Any) -> None:
        charts = kwargs.pop("charts", [])  # groups of choices
        super().__init__(*args, **kwargs)
        rows = list(tables)
        here = [(row.code, row.title) for row in rows if row.section.code == near]
        others = [
            (section, [(member.code, member.title) for member in members])
            for section, members in groupby(rows, key=_section)
        ]
        first = [(_("In this section"), here)] if here else []
        self.fields["table"].choices = [("", _("Choose a table")), *first, *others, *charts]  # type: ignore[attr-defined]


def _section(table: Table) -> str:
    return f"{table.section.code} {table.section.title}"


class ChartChoicesForm(forms.Form):
    """The second step: only the questions that the form of the chart asks."""

    form = forms.ChoiceField(label=gettext_lazy("Form"), widget=forms.RadioSelect)
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"), widget=forms.CheckboxSelectMultiple, required=False
    )
    rows = forms.MultipleChoiceField(
        label=gettext_lazy("Rows"), widget=forms.CheckboxSelectMultiple, required=False
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units"),
        help_text=gettext_lazy("None chosen: all together. Several: hold Ctrl while you click."),
        widget=forms.SelectMultiple(attrs={"size": 7}),
        required=False,
    )
    years = forms.MultipleChoiceField(
        label=gettext_lazy("Years"), widget=forms.CheckboxSelectMultiple, required=False
    )
    most = forms.IntegerField(
        label=gettext_lazy("How many are shown"),
        help_text=gettext_lazy("The largest; the others are one bar together. 0: all of them."),
        min_value=0,
        max_value=MOST_SHOWN,
        required=False,
    )
    order = forms.ChoiceField(
        label=gettext_lazy("In the order"),
        choices=(
            ("size", gettext_lazy("of size")),
            ("report", gettext_lazy("of the report")),
        ),
        required=False,
    )
    caption_en = forms.CharField(
        label=gettext_lazy("Caption in English"),
        max_length=LONGEST_CAPTION,
        required=False,
        widget=forms.TextInput(attrs=KEPT),
        help_text=gettext_lazy("Empty: the title of the table, and what of it is shown."),
    )
    caption_km = forms.CharField(
        label=gettext_lazy("Caption in Khmer"),
        max_length=LONGEST_CAPTION,
        required=False,
        widget=forms.TextInput(attrs=KEPT),
    )

    def __init__(self, *args: Any, inputs: ChartInputs, chosen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[Any]] = {
            "form": offered_forms(inputs),
            "elements": [
                (element.code, f"{element.title} ({UnitOfCount(element.unit).label})")
                for element in inputs.elements
            ],
            "rows": _rows(inputs),
            "units": _units(inputs),
            "years": [(str(year), str(year)) for year in inputs.years],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        for name in (*LISTS, "most", "order"):
            alone = name in LISTS and len(choices[name]) < 2
            if name not in ASKED.get(chosen, ()) or alone:
                del self.fields[name]


def _rows(inputs: ChartInputs) -> list[tuple[str, str]]:
    if not inputs.options:
        return []
    total = [(TOTAL, _("All rows together"))] if inputs.has_total else []
    return [*total, *((option.code, option.title) for option in inputs.options)]


def _units(inputs: ChartInputs) -> list[Any]:
    kinds = [
        (f"kind:{kind}", _("Every: %(kind)s") % {"kind": UnitKind(kind).label})
        for kind in inputs.kinds
        if len(inputs.kinds) > 1
    ]
    single = [
        (str(UnitKind(kind).label), [(member.code, member.title) for member in members])
        for kind, members in groupby(inputs.reporters, key=lambda reporter: reporter.kind)
    ]
    return (
        [(_("Together"), kinds), *single]
        if kinds
        else [pair for _kind, members in single for pair in members]
    )


def spec_of(table: str, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen, as a passage stores it; still to be checked."""
    units = list(cleaned.get("units") or [])
    kind = next((unit for unit in units if unit.startswith("kind:")), "")
    spec = {
        "table": table,
        "form": cleaned.get("form", ""),
        "elements": list(cleaned.get("elements") or []),
        "rows": [ALL_ROWS if code == TOTAL else code for code in cleaned.get("rows") or []],
        "units": kind.removeprefix("kind:") if kind else units,
        "years": list(cleaned.get("years") or []),
        "caption_en": cleaned.get("caption_en", ""),
        "caption_km": cleaned.get("caption_km", ""),
    }
    if cleaned.get("most") is not None:
        spec["most"] = cleaned["most"]
    if cleaned.get("order"):
        spec["order"] = cleaned["order"]
    return spec


def shown_choice(spec: Mapping[str, Any], form: str) -> dict[str, Any]:
    """A stored spec as the form shows it."""
    units = spec.get("units") or []
    return {
        "form": form,
        "elements": list(spec.get("elements") or []),
        "rows": [code or TOTAL for code in spec.get("rows") or []],
        "units": [f"kind:{units}"] if isinstance(units, str) else list(units),
        "years": [str(year) for year in spec.get("years") or []],
        "most": spec.get("most", 0),
        "order": spec.get("order", "size"),
        "caption_en": spec.get("caption_en", ""),
        "caption_km": spec.get("caption_km", ""),
    }


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
        sections = (
            (section.code, f"{section.code} {section.title}") for section in numbers.sections
        )
        offer(self, section=[("", _("All sections")), *sections])

    def wanted(self) -> tuple[str, tuple[RowKind, ...]]:
        """The section, "" for all; the kinds of numbers."""
        found = self.given()
        return found["section"], KINDS[found["kind"] or TO_DO]


PAIR_KINDS = (
    ("", gettext_lazy("All texts")),
    (TO_DO, gettext_lazy("What is to be translated")),
    ("untranslated", gettext_lazy("Not translated yet")),
    ("changed", gettext_lazy("Source changed since it was translated")),
    ("translated", gettext_lazy("Translated")),
)


class PairsFilter(FilterForm):
    state = forms.ChoiceField(label=gettext_lazy("Texts"), choices=PAIR_KINDS, required=False)

    def wanted(self) -> tuple[str, ...]:
        found = self.given()["state"]
        if found == TO_DO:
            return PAIRS_TO_DO
        return (found,) if found else STATES


class NumberPlaceForm(forms.Form):
    """Which number typed by hand: as it stands in the version that was seen."""

    passage = forms.IntegerField()
    seen = forms.IntegerField()
    nth = forms.IntegerField(min_value=0)

    def asked(self) -> dict[str, Any]:
        """Raises `Refused` where a part is missing."""
        if not self.is_valid():
            raise Refused(_("The page was not complete. Load it again."))
        return self.cleaned_data


class LinkForm(NumberPlaceForm):
    reference = forms.CharField()


class KeepForm(NumberPlaceForm):
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
