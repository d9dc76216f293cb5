"""What stands behind a number that a check doubts, on pages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.core.queries.document_words import fixed_words
from reporting.document.value import SIGNS, FigureState

register = template.Library()


@register.simple_tag
def doubt_sign(state: FigureState) -> SafeString:
    """The sign, and for who hears the page what it says; nothing where there is none."""
    words = {
        "doubted": _("doubted: see the note under the table"),
        "kept": _("kept by decision: see the note under the table"),
    }
    if state not in SIGNS:
        return SafeString("")
    return format_html(
        '<span class="doubt" aria-hidden="true">{}</span><span class="visually-hidden"> {}</span>',
        SIGNS[state], words[state],
    )  # fmt: skip


@register.simple_tag
def state_words(state: FigureState) -> str:
    """In words: “doubted”, “contains doubted numbers”; "" of what nothing is asked."""
    return fixed_words().get(f"state_{state}", "")
