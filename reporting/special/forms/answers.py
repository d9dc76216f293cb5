"""A unit's numbers of one day, for a phone: one column, one button."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.spelling import plain
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem, parse_entered
from reporting.models import SpecialQuestion
from reporting.special.queries.special_reports import asked_numbers
from reporting.special.rules import problems
from strategies.models.cells import UnitOfCount

PLACES = {UnitOfCount.USD: 2}


class NumberField(forms.CharField):
    """Read as the numbers of a report are; blank says nothing."""

    def __init__(self, *, places: int, **kwargs: Any) -> None:
        self.places = places
        mode = "decimal" if places else "numeric"
        attrs = {"inputmode": mode, "autocomplete": "off", "class": "form-control-lg"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        text = plain(super().clean(value))
        if not text:
            return None
        try:
            return parse_entered(text, self.places)
        except NumberProblem as problem:
            raise forms.ValidationError(in_words(problem.template, problem.params, _)) from problem


class AnswerForm(forms.Form):
    """`seen`: the newest answer that the page shows. “Nothing today” says 0 to every question."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    nothing = forms.BooleanField(
        label=gettext_lazy("Nothing on this day: 0 for every question"), required=False
    )

    def __init__(
        self,
        *args: Any,
        questions: Iterable[SpecialQuestion],
        language: str,
        stands: Mapping[int, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.language = list(questions), language
        for question in self.questions:
            self.fields[_name(question)] = NumberField(
                label=question.label_in(language),
                help_text=UnitOfCount(question.unit_of_count).label,
                places=PLACES.get(UnitOfCount(question.unit_of_count), 0),
                initial=_typed(stands.get(question.pk)),
            )
        if stands:
            del self.fields["nothing"]
        else:
            self.order_fields([*map(_name, self.questions), "nothing", "seen"])
        self.helper = FormHelper()
        self.helper.add_input(
            Submit("send", _("Save the correction") if stands else _("Send the numbers"))
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        numbers = self._typed_numbers(found)
        if found.get("nothing") and any(numbers.values()):
            self.add_error("nothing", _("There are numbers above. Take them away, or untick this."))
        elif "nothing" in self.fields and not found.get("nothing") and _is_blank(numbers):
            self.add_error(_name(self.questions[0]), _("Type a number. If there was none, type 0."))
        for problem in problems(asked_numbers(self.questions, self.language), numbers):
            name = f"q{problem.key}"
            self.add_error(name, in_words(problem.template, problem.params, _))
        return found

    def numbers(self) -> dict[int, Decimal | None]:
        """By question."""
        if self.cleaned_data.get("nothing"):
            return {question.pk: Decimal() for question in self.questions}
        return self._typed_numbers(self.cleaned_data)

    def _typed_numbers(self, found: Mapping[str, Any]) -> dict[int, Decimal | None]:
        return {question.pk: found.get(_name(question)) for question in self.questions}


def _name(question: SpecialQuestion) -> str:
    return f"q{question.pk}"


def _is_blank(numbers: Mapping[int, Decimal | None]) -> bool:
    return all(number is None for number in numbers.values())


def _typed(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"
