"""The forms of the calendar: open a year, change its deadlines, its cut-off, its days off."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.calendar.queries.owed_reports import Calendar
from reporting.calendar.rules.days_off import DayOff, read_lines
from reporting.calendar.rules.deadlines import USUAL, Rule
from reporting.kernel.days import read_day
from reporting.kernel.periods import PeriodKind
from reporting.models import Holiday

Rules = dict[tuple[int | None, PeriodKind], Rule]
FORM_ID = "calendar-form"
THE_USUAL = "usual"
MONTHS_ON = [
    (0, gettext_lazy("the month in which the period ends")),
    (1, gettext_lazy("the month after the period")),
    (2, gettext_lazy("the second month after it")),
    (3, gettext_lazy("the third month after it")),
]


class Day(forms.DateInput):
    """The browser's own calendar; the value always as it wants it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """Read as the days of a report are."""

    def to_python(self, value: Any) -> date | None:
        try:
            return read_day(value) if isinstance(value, str) and value else super().to_python(value)
        except ValueError:
            return super().to_python(value)


FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
_BETWEEN = gettext_lazy("Give a day from 1990 to 2099.")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day that can be meant: a slip of the year is none."""
    return DayField(
        label=label, required=required, help_text=help_text, widget=Day(),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[MinValueValidator(FIRST_DAY, _BETWEEN), MaxValueValidator(LAST_DAY, _BETWEEN)],
    )  # fmt: skip


def cut_off_field() -> forms.DateField:
    return day_field(
        gettext_lazy("Cut-off before the ten-month review"),
        required=False,
        help_text=gettext_lazy(
            "Shorter reports on January to October close on this day at the latest. Leave it "
            "empty if nothing closes."
        ),
    )


def helper(button: str, name: str = "show") -> FormHelper:
    made = FormHelper()
    made.form_id = FORM_ID
    made.add_input(Submit(name, button))
    return made


class OpenYearForm(forms.Form):
    """A year that is not open yet, with the usual rules or those of another year."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    rules = forms.ChoiceField(label=gettext_lazy("Deadlines"))
    cut_off = cut_off_field()

    def __init__(
        self, *args: Any, opened: dict[int, Calendar], this_year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        years = [year for year in range(this_year - 1, this_year + 3) if year not in opened]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = next((year for year in years if year >= this_year), None)
        real = [calendar for calendar in opened.values() if not calendar.is_practice]
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            *(
                (str(calendar.year), _("as in %(year)s") % {"year": calendar.year})
                for calendar in real
            ),
            (THE_USUAL, _("the usual ones: months on the 5th, quarters on the 10th")),
        ]
        self.helper = helper(_("Show the year"))

    def rule_set(self) -> Rules:
        chosen = self.cleaned_data["rules"]
        if chosen == THE_USUAL:
            return {(None, kind): rule for kind, rule in USUAL.items()}
        return dict(self.opened[int(chosen)].rules)

    def clean_cut_off(self) -> date | None:
        return _in_the_year(self.cleaned_data.get("cut_off"), self.cleaned_data.get("year"))


class CutOffForm(forms.Form):
    cut_off = cut_off_field()

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.helper = helper(_("Show what changes"))

    def clean_cut_off(self) -> date | None:
        return _in_the_year(self.cleaned_data["cut_off"], self.year)


def _in_the_year(day: date | None, year: int | None) -> date | None:
    """The review of January to October is held late in the year."""
    if day and year and not date(year, 10, 1) <= day <= date(year + 1, 1, 31):
        words = _("Choose a day from October %(year)s to January %(next)s.")
        raise forms.ValidationError(words % {"year": year, "next": year + 1})
    return day


class RuleForm(forms.Form):
    """When reports of one kind of period open, are due and close."""

    owed = forms.BooleanField(
        label=gettext_lazy("Units owe these reports"),
        required=False,
        help_text=gettext_lazy("Not ticked: nobody waits for them."),
    )
    due_day = forms.IntegerField(
        label=gettext_lazy("Due on day"),
        min_value=1,
        max_value=31,
        help_text=gettext_lazy("On a weekend or a holiday: the next working day."),
    )
    due_months = forms.TypedChoiceField(
        label=gettext_lazy("Of which month"), choices=MONTHS_ON, coerce=int
    )
    opens_days = forms.IntegerField(
        label=gettext_lazy("Opens (days after the period’s last day)"),
        min_value=-365,
        max_value=60,
        help_text=gettext_lazy("-5 means: five days before the period ends."),
    )
    closes_days = forms.IntegerField(
        label=gettext_lazy("Closes (days after it was due)"),
        required=False,
        min_value=0,
        max_value=365,
        help_text=gettext_lazy(
            "Nothing can be entered behind that day without an extension. Empty: it stays open."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Show what changes"))

    def rule(self) -> Rule:
        return Rule(**self.cleaned_data)


class HolidaysForm(forms.Form):
    """Many days at once, as lines; those that are there can be ticked to take them out."""

    lines = forms.CharField(
        label=gettext_lazy("Add days"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One a line: the day, then the name, such as “14/04/2027 Khmer New Year”. The name in "
            "Khmer may follow behind a stroke: “14/04/2027 Khmer New Year | ចូលឆ្នាំខ្មែរ”."
        ),
    )
    removed = forms.MultipleChoiceField(
        label=gettext_lazy("Take out"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, year: int, holidays: Iterable[Holiday], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["removed"].choices = [  # type: ignore[attr-defined]
            (holiday.date.isoformat(), f"{date_format(holiday.date)}: {holiday.title_in(language)}")
            for holiday in holidays
        ]
        if not self.fields["removed"].choices:  # type: ignore[attr-defined]
            del self.fields["removed"]
        self.helper = helper(_("Show what changes"))

    def clean_lines(self) -> list[DayOff]:
        found, problems = read_lines(self.cleaned_data["lines"], self.year)
        if problems:
            raise forms.ValidationError([problem.words(_) for problem in problems])
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("lines") or found.get("removed")):
            self.add_error("lines", _("Write a day to add, or tick one to take out."))
        return found

    @property
    def taken_out(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.cleaned_data.get("removed", [])]
