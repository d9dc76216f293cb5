"""The forms of the review: a comment and its answer, and which reports or sections to list."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Hidden, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import BELOW, OrganisationUnit, UnitKind
from reporting.core.forms import ALL, UNIT_KINDS, FilterForm, offer
from reporting.review.actions.comments import LONGEST
from reporting.review.queries.inbox import Waiting
from reporting.review.queries.led_sections import LedReportCriteria
from strategies.models import DataSet, Section


class CommentForm(forms.Form):
    """`place`: what says, unseen, where the comment stands; `sections`: from which one chooses;
    `part`: the form is sent by htmx, and the comments around it are shown anew."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)

    def __init__(
        self,
        *,
        action: str,
        key: str = "",
        label: str = "",
        button: str = "",
        place: Mapping[str, Any] | None = None,
        sections: Iterable[tuple[str, str]] = (),
        part: bool = False,
        **rest: Any,
    ) -> None:
        """`key`: what tells the ids of this form from those of others on the page."""
        super().__init__(auto_id=f"say-{key}-%s", **rest)
        self.fields["text"].label = label or _("Your comment")
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_class = "say"
        if part:
            self.helper.attrs = {
                "hx-post": action, "hx-target": "closest .threads", "hx-swap": "outerHTML",
            }  # fmt: skip
        hidden = [Hidden(name, value) for name, value in (place or {}).items()]
        shown = ["text"]
        if choices := list(sections):
            self.fields["section"] = forms.ChoiceField(
                label=_("On"), choices=choices, required=False
            )
            shown = ["section", "text"]
        self.helper.layout = Layout(*hidden, *(Field(name) for name in shown))
        words = button or _("Send the comment")
        self.helper.add_input(Submit("send", words, css_id=f"send-{key}"))


class CommentAnswerForm(CommentForm):
    """To one thread."""

    def __init__(self, *, thread: int, action: str, **rest: Any) -> None:
        rest |= {"label": _("Your answer"), "button": _("Answer")}
        super().__init__(action=action, key=f"to-{thread}", **rest)


class LedForm(FilterForm):
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(
        self, *args: Any, sections: list[Section], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            section=[
                ALL,
                *((section.code, f"{section.code} {section.title}") for section in sections),
            ],
            kind=UNIT_KINDS,
            year=[ALL, *((str(year), str(year)) for year in years)],
        )

    def wanted(self) -> LedReportCriteria:
        found = self.given()
        year = int(found["year"]) if found["year"] else None
        return LedReportCriteria(kind=found["kind"], year=year, section=found["section"])


class InboxForm(FilterForm):
    """By kind of unit and by form, of those that there are. What cannot be read is left open."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit"), required=False)
    data_set = forms.ChoiceField(label=gettext_lazy("Form"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data_sets = [form for form in DataSet.objects.all() if not set(form.kinds) <= set(BELOW)]
        kinds = {kind for data_set in data_sets for kind in data_set.kinds}
        offer(
            self,
            kind=[ALL, *((kind.value, kind.label) for kind in UnitKind if kind.value in kinds)],
            data_set=[ALL, *((data_set.code, data_set.title) for data_set in data_sets)],
        )
        self.is_valid()

    def fits(self, unit: OrganisationUnit, data_set: DataSet) -> bool:
        kind, form = self.cleaned_data.get("kind"), self.cleaned_data.get("data_set")
        return kind in ("", None, unit.kind) and form in ("", None, data_set.code)

    def choose(self, waiting: Iterable[Waiting]) -> list[Waiting]:
        reports = [(found, found.revision.report) for found in waiting]
        return [
            found
            for found, report in reports
            if self.fits(report.organisation_unit, report.data_set)
        ]
