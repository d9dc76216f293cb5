"""What the pages of discrepancies print: what was found, and differences with their signs."""

from decimal import Decimal

from django import template
from django.utils.formats import date_format

from reporting.core.queries.spoken_labels import spoken
from reporting.core.views.tags import number
from reporting.editions.discrepancies.rules import DiscrepancySnapshot
from reporting.kernel.messages import in_words

register = template.Library()


@register.simple_tag
def found_words(found: DiscrepancySnapshot) -> str:
    """What a check found, now or when somebody resolved it, in the reader's language."""
    return in_words(found.template, found.params, spoken, date_format)


@register.filter
def signed(value: Decimal | None) -> str:
    """A difference with its sign; nothing where there is none to tell."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(abs(value))}"
