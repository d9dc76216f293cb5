"""What people choose: which reports of a year the heat map shows, and which numbers of a table the
explorer does."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit, UnitKind
from reporting.core.forms import ALL, FilterForm, get_helper, offer
from reporting.core.queries.measures import Measures
from reporting.core.queries.period_words import period_words
from reporting.kernel.periods import PeriodKind
from reporting.models.calendar import PeriodKindChoice
from reporting.monitoring.queries.completeness import CompletenessCriteria, MonitoredYear
from reporting.monitoring.queries.explorer import ExplorerChoice
from reporting.monitoring.queries.explorer_axes import choice_size_limit
from reporting.monitoring.queries.explorer_choices import Parts
from strategies.models import Table
from strategies.models.cells import UnitOfCount

MEASURES = (
    ("rate", gettext_lazy("Reporting rate")),
    ("on_time", gettext_lazy("Rate on time")),
)


class CompletenessForm(FilterForm):
    """The choices over the heat map; every one may be left open."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("Form"), required=False)
    period_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of period"),
        required=False,
        choices=[ALL, *PeriodKindChoice.choices],
    )
    map = forms.ChoiceField(label=gettext_lazy("The map shows"), required=False)
    inside = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, monitored: MonitoredYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods = sorted({slot.period for slot in monitored.everything})
        statuses = [
            (period.url, _("How it stands: %(period)s") % {"period": period_words(period)})
            for period in periods
        ]
        offer(
            self,
            kind=[ALL, *((kind, UnitKind(kind).label) for kind in monitored.unit_kinds)],
            form=[ALL, *((form.code, form.title) for form in monitored.forms)],
            map=[*MEASURES, *statuses],
        )
        if (
            not any(unit.tile_row is not None for unit in monitored.tiles)
            or monitored.level.inside is not None
        ):
            del self.fields["map"]

    def wanted(self) -> CompletenessCriteria:
        found = self.given()
        return CompletenessCriteria(
            kind=found["kind"], form=found["form"], period_kind=found["period_kind"]
        )

    def measure(self) -> str:
        return self.cleaned_data.get("map") or "rate"


EVERYBODY, KINDS, A_KIND = "all", "kinds", "kind:"
AXES = (
    ("unit", gettext_lazy("Units")),
    ("row", gettext_lazy("Rows of the table")),
    ("period", gettext_lazy("Periods")),
)
PARTS_OF_YEAR = (
    (PeriodKind.MONTH.value, gettext_lazy("Months")),
    (PeriodKind.QUARTER.value, gettext_lazy("Quarters")),
    (PeriodKind.SEMESTER.value, gettext_lazy("Semesters")),
    (PeriodKind.YEAR.value, gettext_lazy("The whole year")),
)
CHARTS = (("bars", gettext_lazy("Bars")), ("lines", gettext_lazy("Lines")))
MOST_NUMBERS = 6000
MOST_YEARS = 10


class ExplorerTableForm(forms.Form):
    """The explorer's first step: which table."""

    table = forms.ChoiceField(label=gettext_lazy("Table"))

    def __init__(self, *args: Any, tables: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [  # type: ignore[attr-defined]
            (section, [(member.code, member.title) for member in members])
            for section, members in groupby(tables, key=_section)
        ]
        self.helper = get_helper()
        self.helper.layout = Layout("table")
        self.helper.add_input(Submit("", _("Choose"), css_class="btn-primary"))


def _section(table: Table) -> str:
    return f"{table.section.code} {table.section.title}"


class MeasureForm(forms.Form):
    """A measure, and by what it is divided: nothing, one dimension, or one in another."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"))
    by = forms.ChoiceField(label=gettext_lazy("Divided by"), required=False)
    then = forms.ChoiceField(label=gettext_lazy("And each of them by"), required=False)

    def __init__(self, *args: Any, measures: Measures, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(name, found.title) for name, found in measures.dimensions.items()]
        rows = [(name, found.title) for name, found in measures.row_dimensions.items()]
        offer(
            self,
            measure=list(measures.places().items()),
            by=[("", _("nothing: the total")), *columns, *rows],
            then=[("", _("nothing more")), *columns],
        )
        self.helper = get_helper()
        self.helper.add_input(Submit("", _("Show"), css_class="btn-primary"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        by, then = found.get("by"), found.get("then")
        if then and not by:
            self.add_error("by", _("Choose here first by what the measure is divided."))
        elif then and then == by:
            self.add_error(
                "then", _("This is chosen already. Choose another one, or nothing more.")
            )
        return found


class ExploreForm(forms.Form):
    """The explorer's second step: what of it. `units` are those that fill the table."""

    table = forms.CharField(widget=forms.HiddenInput(attrs={"id": "explored-table"}))
    inside = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"), widget=forms.CheckboxSelectMultiple
    )
    row = forms.MultipleChoiceField(
        label=gettext_lazy("Rows of the table"),
        required=False,
        help_text=gettext_lazy("None chosen: all of them."),
        widget=forms.SelectMultiple(attrs={"size": 7}),
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units"),
        help_text=gettext_lazy("Several: hold Ctrl while you click."),
        widget=forms.SelectMultiple(attrs={"size": 7}),
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    to = forms.TypedChoiceField(
        label=gettext_lazy("To year"), coerce=int, required=False, empty_value=None
    )
    by = forms.ChoiceField(label=gettext_lazy("Cut into"), choices=PARTS_OF_YEAR)
    down = forms.ChoiceField(label=gettext_lazy("In the rows"), choices=AXES)
    over = forms.ChoiceField(label=gettext_lazy("In the columns"), choices=AXES)
    chart = forms.ChoiceField(label=gettext_lazy("Chart"), choices=CHARTS)

    def __init__(
        self,
        *args: Any,
        parts: Parts,
        units: list[OrganisationUnit],
        names: dict[int, str],
        years: list[int],
        inside: OrganisationUnit | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts, self.offered, self.unit_inside = parts, units, inside
        whole = [(str(year), str(year)) for year in years]
        choices: dict[str, list[Any]] = {
            "measure": [
                (element.code, _measure(element.title, element.unit)) for element in parts.elements
            ],
            "row": [(option.code, option.title) for option in parts.options],
            "units": _unit_choices(units, names),
            "year": whole,
            "to": [("", _("The same year")), *whole],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        if not parts.options:
            del self.fields["row"]
            for name in ("down", "over"):
                self.fields[name].choices = [axis for axis in AXES if axis[0] != "row"]  # type: ignore[attr-defined]
        self.helper = get_helper()
        first = [name for name in ("measure", "row", "units") if name in self.fields]
        then = ("year", "to", "by", "down", "over", "chart")
        self.helper.layout = Layout(
            "table",
            "inside",
            Div(*[Field(name) for name in first], css_class="explore-lists"),
            Div(*[Field(name) for name in then], css_class="explore-choices"),
        )
        self.helper.add_input(Submit("", _("Show"), css_class="btn-primary"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        if found["down"] == found["over"]:
            self.add_error("over", _("The same cannot stand in the rows and in the columns."))
            return found
        self._clean_rows(found)
        self._clean_years(found)
        if not self.errors:
            too_much = choice_size_limit(self.choice(found), MOST_NUMBERS)
            if too_much:
                raise forms.ValidationError(too_much)
        return found

    def _clean_rows(self, found: dict[str, Any]) -> None:
        if not self.parts.options or "row" in (found["down"], found["over"]):
            return
        if len(found["row"]) > 1:
            self.add_error("row", _("Put the rows of the table on an axis, or choose only one."))
        elif not found["row"] and not self.parts.has_total:
            words = _(
                "The rows of this table cannot be added up. Choose one, or put them on an axis."
            )
            self.add_error("row", words)

    def _clean_years(self, found: dict[str, Any]) -> None:
        last = found["to"] or found["year"]
        if last < found["year"]:
            self.add_error("to", _("This year comes before the first one."))
        elif last - found["year"] >= MOST_YEARS:
            self.add_error("to", _("Choose at most %(count)d years.") % {"count": MOST_YEARS})
        elif last > found["year"] and "period" not in (found["down"], found["over"]):
            self.add_error("to", _("For several years, put the periods on an axis."))

    def choice(self, found: dict[str, Any]) -> ExplorerChoice:
        last = found["to"] or found["year"]
        by = PeriodKind(found["by"])
        on_axis = "period" in (found["down"], found["over"])
        return ExplorerChoice(
            parts=self.parts,
            elements=tuple(found["measure"]),
            options=tuple(found["row"]) if found.get("row") else None,
            units=tuple(_chosen(found["units"], self.offered)),
            by_kind=KINDS in found["units"],
            years=tuple(range(found["year"], last + 1)),
            by=by if on_axis else PeriodKind.YEAR,
            down=found["down"],
            over=found["over"],
            chart=found["chart"],
            inside=self.unit_inside if len(self.offered) > 1 else None,
        )


def _measure(title: str, unit: str) -> str:
    return f"{title} ({UnitOfCount(unit).label})" if unit else title


def _unit_choices(units: list[OrganisationUnit], names: dict[int, str]) -> list[Any]:
    kinds = list(dict.fromkeys(unit.kind for unit in units))
    together: list[tuple[str, str]] = []
    if len(units) > 1:
        together.append((EVERYBODY, _("All of them")))
    if len(kinds) > 1:
        together.append((KINDS, _("All of them, by kind")))
        together += [
            (f"{A_KIND}{kind}", _("Every: %(kind)s") % {"kind": UnitKind(kind).label})
            for kind in kinds
        ]
    single = [
        (
            str(UnitKind(kind).label),
            [(member.code, names.get(member.pk, member.code)) for member in members],
        )
        for kind, members in groupby(units, key=lambda unit: unit.kind)
    ]
    return [(_("Together"), together), *single] if together else single


def _chosen(wanted: list[str], units: list[OrganisationUnit]) -> Iterable[OrganisationUnit]:
    """Each once, in protocol order."""
    everybody = EVERYBODY in wanted or KINDS in wanted
    return (
        unit
        for unit in units
        if everybody or unit.code in wanted or f"{A_KIND}{unit.kind}" in wanted
    )
