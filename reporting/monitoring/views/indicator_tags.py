"""Tags for the pages of indicators: a value or why there is none, and how far it is on its way."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.consolidation.queries.indicators import (
    IndicatorLine,
    light_words,
    number_of,
    unit_words,
    why_not_words,
)
from reporting.core.views.figure_state_tags import state_words
from reporting.document.value import FigureState
from reporting.editions.discrepancies.queries.doubted_totals import IN_DOUBT
from reporting.kernel.numbers import format_number
from reporting.models import IndicatorValue
from reporting.monitoring.queries.indicator_pages import IndicatorYear
from strategies.models import Indicator

register = template.Library()
LIGHTS = {"on_the_way": "accepted", "behind": "returned", "far_behind": "overdue"}


@register.simple_tag
def indicator_number(indicator: Indicator, value: Decimal | None) -> SafeString:
    """Without its unit; a dash where there is none."""
    if value is None:
        return format_html('<span class="missing">{}</span>', "–")
    found = number_of(indicator, value)
    return format_html("{}", format_number(found.value, found.places))


@register.simple_tag
def indicator_value(line: IndicatorLine, year: int) -> SafeString:
    """What a year came to, or why there is no number."""
    return stored_value(line.indicator, line.values.get(year * 100))


@register.simple_tag
def stored_value(indicator: Indicator, value: IndicatorValue | None) -> SafeString:
    if value is None or value.value is None:
        return format_html('<small class="missing">{}</small>', why_not_words(value))
    return indicator_number(indicator, value.value)


@register.simple_tag
def indicator_state(shown: IndicatorYear, indicator: Indicator, year: int) -> SafeString:
    """Behind a value: that a check doubts it, or something that it is made of."""
    return value_state(shown.state(indicator, year))


@register.simple_tag
def value_state(state: FigureState) -> SafeString:
    """In words: here no note under a table explains a sign."""
    if state not in IN_DOUBT:
        return SafeString("")
    return format_html('<span class="part doubt">{}</span>', state_words(state))


@register.simple_tag
def indicator_unit(indicator: Indicator) -> str:
    return unit_words(indicator)


@register.simple_tag
def indicator_light(line: IndicatorLine) -> SafeString:
    """Sign and words; the colour only repeats them."""
    if line.light is not None:
        return format_html(
            '<span class="state state-{}">{}</span>',
            LIGHTS[line.light.name],
            light_words(line.light),
        )
    if line.indicator.direction == Indicator.Direction.NEITHER:
        return format_html("{}", _("for information"))
    return format_html("{}", _("no sign without a target") if line.target is None else "–")
