"""Links inside a report that is read, and the state in which it stands."""

from django import template
from django.urls import NoReverseMatch, reverse

from reporting.models import Edition
from reporting.queries.editions.found import period_of
from reporting.views.reading.places import Here

register = template.Library()


@register.simple_tag
def section_url(here: Here, section: str) -> str:
    return here.section_url(section)


@register.simple_tag
def edition_url(edition: Edition, name: str = "annual_edition") -> str:
    """A page of one edition; empty where the portal has no such page."""
    try:
        return reverse(f"reporting:{name}", args=[period_of(edition).url, edition.number])
    except NoReverseMatch:
        return ""
