"""The form of a kind of unit as it would be with the drafts."""

import re

from django.http import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.catalogue.forms.drafts import PreviewForm
from reporting.catalogue.queries.draft_preview import FormOfKind, form_with_drafts, forms_of_kinds
from reporting.core.views.portal import portal_view
from reporting.entry.page.views.report_sections import sections_of

FIELD = re.compile("<(?:input|textarea|select|button)(?= )")


@require_safe
@portal_view(Permission.CATALOGUE_MANAGE)
def draft_preview(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """In the language that is asked for, beside the page in the reader's own."""
    known = forms_of_kinds()
    own = "km" if (get_language() or "en").startswith("km") else "en"
    first = known[0].key if known else ""
    given = {"form": first, "year": str(timezone.localdate().year), "language": own}
    asked = {name: request.GET[name] for name in given if request.GET.get(name)}
    form = PreviewForm(given | asked, known)
    wanted = form.wanted()
    context = {"form": form, "is_there": bool(known)}
    if wanted:
        chosen, year, language = wanted
        language = language or own
        other = "en" if language == "km" else "km"
        context |= {
            "chosen": chosen,
            "year": year,
            "shown_in": language,
            "other": other,
            "other_query": f"form={chosen.key}&year={year}&language={other}",
            "preview": _shown(chosen, year, language),
        }
    return render(request, "catalogue/draft_preview.html", context)


def _shown(chosen: FormOfKind, year: int, language: str) -> SafeString:
    content = form_with_drafts(chosen, year, language)
    with override(language):
        sections = sections_of(content, may_enter=True)
        # Nothing is attached to what is not there yet.
        context = {"sections": sections, "may_enter": True, "evidence": {"tables": {}}}
        form = render_to_string("catalogue/parts/draft_form.html", context)
    # Each by itself: in a disabled fieldset, the keyboard does not scroll a wide table.
    return SafeString(FIELD.sub(r"\g<0> disabled", form))
