"""Links inside a report that is read, and to the pages of an edition."""

from django import template
from django.urls import NoReverseMatch, reverse

from reporting.core.queries.editions import period_of
from reporting.editions.reading.views.report_addresses import ReportAddress
from reporting.models import Edition

register = template.Library()


@register.simple_tag
def section_url(address: ReportAddress, section: str) -> str:
    return address.section_url(section)


@register.simple_tag
def edition_url(edition: Edition, name: str = "annual_edition") -> str:
    """A page of one edition; empty where the portal has no such page."""
    try:
        return reverse(f"reporting:{name}", args=[period_of(edition).url, edition.number])
    except NoReverseMatch:
        return ""
