"""Links inside a report that is read, and to the pages of an edition; what is known of the figures
of a trace."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from reporting.consolidation.queries.trace import Trace
from reporting.core.queries.editions import period_of
from reporting.core.views.figure_state_tags import doubt_sign
from reporting.document.value import SIGNS, FigureState
from reporting.editions.composing.queries.stated_figures import MEANINGS, meaning
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures
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


@register.simple_tag
def figure_sign(doubted: DoubtedFigures, address: object) -> SafeString:
    return doubt_sign(_state(doubted, address))


@register.simple_tag
def figure_meaning(doubted: DoubtedFigures, address: object) -> str:
    """What is known of a figure, in a sentence; "" where nothing is asked of it."""
    return str(MEANINGS.get(_state(doubted, address), ""))


@register.simple_tag
def sign_meanings(doubted: DoubtedFigures, trace: Trace) -> list[str]:
    """For the notes under the tables of a trace: what the signs in them say."""
    parts = [
        *(part for group in trace.groups for part in group.units),
        *trace.cells,
        *trace.formula,
    ]
    there = {_state(doubted, part.address) for part in parts}
    return [meaning(state) for state in SIGNS if state in there]


def _state(doubted: DoubtedFigures, address: object) -> FigureState:
    return doubted.of_expression(str(address), doubted.period)
