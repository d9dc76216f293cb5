"""A special report as the Secretariat opens and changes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit, UnitKind
from reporting.calendar.forms.deadlines import day_field
from reporting.models import SpecialQuestion, SpecialReport
from reporting.special.actions import QuestionText, SpecialText
from reporting.special.rules import MOST_QUESTIONS
from strategies.models.cells import UnitOfCount

TITLE, WHY = 160, 400
HOURS = [(hour, f"{hour}:00") for hour in range(1, 25)]
USUAL_HOUR = 17
PARTS = ("en", "km", "unit", "part_of", "compared")
Cells = list[tuple[str, list[tuple[str, str]]]]


class SpecialReportForm(forms.Form):
    """With the questions as long as nobody has answered."""

    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), max_length=TITLE, required=False
    )
    title_km = forms.CharField(
        label=gettext_lazy("Title in Khmer"), max_length=TITLE, required=False
    )
    why = forms.CharField(
        label=gettext_lazy("Why it is asked"),
        max_length=WHY,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The units read it."),
    )
    first_day = day_field(gettext_lazy("First day"))
    last_day = day_field(gettext_lazy("Last day"))
    due_hour = forms.TypedChoiceField(
        label=gettext_lazy("Answers are due by"),
        choices=HOURS,
        coerce=int,
        initial=USUAL_HOUR,
        help_text=gettext_lazy("The hour of the same day; later answers are shown as late."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("All units of a kind"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Single units"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        units: Iterable[OrganisationUnit],
        names: Mapping[int, str],
        cells: Cells,
        asks: bool = True,
        first_day: date | None = None,
        button: str,
        **kwargs: Any,
    ) -> None:
        """`asks`: the questions and the first day may be changed; else `first_day` stays."""
        super().__init__(*args, **kwargs)
        self.by_code = {unit.code: unit for unit in units}
        self.asks, self.kept_first_day = asks, first_day
        self._offer_units(names)
        if asks:
            for place in range(1, MOST_QUESTIONS + 1):
                self._add_question(place, cells)
        else:
            del self.fields["first_day"]
        self.helper = FormHelper()
        self.helper.layout = self._layout()
        self.helper.add_input(Submit("save", button))

    def _offer_units(self, names: Mapping[int, str]) -> None:
        by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for unit in self.by_code.values():
            by_kind[unit.kind].append((unit.code, names.get(unit.pk, unit.code)))
        choices: dict[str, list[Any]] = {
            "kinds": [(kind, UnitKind(kind).label) for kind in by_kind],
            "units": [(UnitKind(kind).label, found) for kind, found in by_kind.items()],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def _add_question(self, place: int, cells: Cells) -> None:
        others = [
            (str(other), _("question %(number)d") % {"number": other})
            for other in range(1, MOST_QUESTIONS + 1)
            if other != place
        ]
        fields: dict[str, forms.Field] = {
            "en": forms.CharField(label=_("Question in English"), max_length=TITLE, required=False),
            "km": forms.CharField(label=_("Question in Khmer"), max_length=TITLE, required=False),
            "unit": forms.ChoiceField(
                label=_("Counts"), choices=UnitOfCount.choices, initial=UnitOfCount.PERSON
            ),
            "part_of": forms.ChoiceField(
                label=_("Is part of"), choices=[("", _("nothing")), *others], required=False
            ),
            "compared": forms.ChoiceField(
                label=_("Is compared with the months of"),
                choices=[("", _("nothing")), *cells],
                required=False,
            ),
        }
        for part, field in fields.items():
            field.required = field.required and part != "unit"
            self.fields[f"q{place}_{part}"] = field

    def _layout(self) -> Layout:
        facts = ["title_en", "title_km", "why", "first_day", "last_day", "due_hour"]
        facts = [name for name in facts if name in self.fields]
        questions = [
            Fieldset(
                _("Question %(number)d") % {"number": place},
                *(f"q{place}_{part}" for part in PARTS),
                css_class="special-question",
            )
            for place in range(1, MOST_QUESTIONS + 1)
            if self.asks
        ]
        return Layout(Div(*facts, css_class="narrow"), *questions, "kinds", "units")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        if not (found["title_en"] or found["title_km"]):
            self.add_error("title_en", _("Give the report a title in one of the languages."))
        if not (found["units"] or found["kinds"]):
            self.add_error("units", _("Tick the units that are asked, or a whole kind."))
        self._check_days(found)
        if self.asks:
            self._check_questions(found)
        return found

    def _check_days(self, found: Mapping[str, Any]) -> None:
        first, last = found.get("first_day") or self.kept_first_day, found["last_day"]
        if first and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        elif first and last.year != first.year:
            self.add_error(
                "last_day",
                _("Both days lie in one year. Open another report for the days of the next year."),
            )

    def _check_questions(self, found: Mapping[str, Any]) -> None:
        asked = [place for place in range(1, MOST_QUESTIONS + 1) if self._is_asked(place, found)]
        if not asked:
            self.add_error("q1_en", _("Ask at least one question."))
        wholes = {place: int(found[f"q{place}_part_of"] or 0) for place in asked}
        for place, whole in wholes.items():
            if whole and whole not in asked:
                self.add_error(f"q{place}_part_of", _("That question is empty."))
            elif _leads_back(place, wholes):
                self.add_error(f"q{place}_part_of", _("A question cannot be a part of itself."))

    def _is_asked(self, place: int, found: Mapping[str, Any]) -> bool:
        return bool(found[f"q{place}_en"] or found[f"q{place}_km"])

    def text(self) -> SpecialText:
        found = self.cleaned_data
        first_day = found.get("first_day") or self.kept_first_day
        assert first_day is not None
        return SpecialText(
            title_en=found["title_en"],
            title_km=found["title_km"],
            why=found["why"],
            first_day=first_day,
            last_day=found["last_day"],
            due_hour=found["due_hour"],
        )

    def chosen_units(self) -> list[OrganisationUnit]:
        found = self.cleaned_data
        return [
            unit
            for unit in self.by_code.values()
            if unit.code in found["units"] or unit.kind in found["kinds"]
        ]

    def questions(self) -> list[QuestionText] | None:
        """None where they stay as they are."""
        if not self.asks:
            return None
        found = self.cleaned_data
        asked = [place for place in range(1, MOST_QUESTIONS + 1) if self._is_asked(place, found)]
        return [
            QuestionText(
                label_en=found[f"q{place}_en"],
                label_km=found[f"q{place}_km"],
                unit_of_count=found[f"q{place}_unit"] or UnitOfCount.PERSON,
                part_of=asked.index(int(whole)) if (whole := found[f"q{place}_part_of"]) else None,
                compared_with=found[f"q{place}_compared"],
            )
            for place in asked
        ]


def _leads_back(place: int, wholes: Mapping[int, int]) -> bool:
    """Whether whoever goes from part to whole never comes to an end."""
    for _step in range(MOST_QUESTIONS):
        place = wholes.get(place, 0)
    return bool(place)


def initial_of(
    report: SpecialReport, questions: Iterable[SpecialQuestion], units: Iterable[OrganisationUnit]
) -> dict[str, Any]:
    """A report as the form shows it."""
    asked = list(questions)
    place = {question.pk: number for number, question in enumerate(asked, 1)}
    found: dict[str, Any] = {
        name: getattr(report, name)
        for name in ("title_en", "title_km", "why", "first_day", "last_day", "due_hour")
    }
    found["units"] = [unit.code for unit in units]
    for question in asked:
        at = f"q{place[question.pk]}"
        found |= {
            f"{at}_en": question.label_en,
            f"{at}_km": question.label_km,
            f"{at}_unit": question.unit_of_count,
            f"{at}_part_of": str(place.get(question.part_of_id or 0, "")),
            f"{at}_compared": question.compared_with,
        }
    return found
