"""The page of the indicators: what each counts, and of how many it is a part. What is added or
changed here is a draft: it is previewed with its values and published on a page of its own."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.access import Actor
from reporting.catalogue.actions.indicator_drafts import draft_change
from reporting.catalogue.admin.catalogue_forms import CodedForm
from reporting.catalogue.admin.pages import NotedAdmin, WithState
from reporting.catalogue.queries.indicator_expressions import wrong_expression
from reporting.catalogue.queries.label_fields import confirm_typed
from reporting.core.views.portal import actor_of
from strategies.models import Indicator


class IndicatorForm(CodedForm):
    class Meta:
        model = Indicator
        exclude = ()
        help_texts = {
            "numerator": gettext_lazy("An expression over figures, such as offences.cases."),
            "denominator": gettext_lazy(
                "An expression, or “population” for the people of the place; empty for a count."
            ),
            "scale": gettext_lazy("1, 100 for a percentage, 100000 for each 100,000 people."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.changes_id:
            self.fields["code"].disabled = True  # that of the published one stands

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        return code if self.instance.pk else super().clean_code()

    def clean_numerator(self) -> str:
        return _clean(self.cleaned_data["numerator"])

    def clean_denominator(self) -> str:
        return _clean(self.cleaned_data["denominator"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("scale") not in (None, 1) and not cleaned.get("denominator"):
            self.add_error("scale", _("A count has no denominator and is taken once."))
        if (cleaned.get("baseline") is None) != (cleaned.get("baseline_year") is None):
            self.add_error("baseline_year", _("A baseline is a value of a year: give both."))
        return cleaned


def _clean(text: str) -> str:
    wrong = wrong_expression(text.strip())
    if wrong:
        raise ValidationError(wrong)
    return text.strip()


@admin.register(Indicator)
class IndicatorAdmin(WithState, NotedAdmin):
    form = IndicatorForm
    list_display = ("code", "strategy", "title", "title_km", "unit_of_count", "certain", "state")
    list_filter = ("strategy", "certain", "is_draft")
    search_fields = ("code", "title_en", "title_km", "numerator", "denominator")

    def note(self) -> str:
        return _(
            "What you add or change here is a draft: the pages, the figures and the reports keep "
            "the published indicator until the draft is published, under “Drafts of the catalogue”."
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        published = change and not obj.is_draft
        if not published:
            obj.is_draft = True
            super().save_model(request, obj, form, change)
            request.indicator_draft = obj  # type: ignore[attr-defined]
        elif form.has_changed():
            confirm_typed(Indicator.objects.get(pk=obj.pk), obj)
            made = draft_change(by=_actor(request), changed=obj)
            request.indicator_draft = made  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> Any:
        return self._to_draft(request) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        return self._to_draft(request) or super().response_change(request, obj)

    def _to_draft(self, request: HttpRequest) -> HttpResponseBase | None:
        draft = getattr(request, "indicator_draft", None)
        if draft is None:
            return None
        messages.info(request, _("It is a draft. Look at its values, then publish it."))
        return redirect("reporting:indicator_draft", draft.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # give it a last year: consolidations of the past show it


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request)  # type: ignore[arg-type]
    assert actor is not None  # the administration is opened by a membership
    return actor
