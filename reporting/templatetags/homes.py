"""Standings and messages in words, for the homes, the calendar and the list of reports."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reporting.kernel.calendar import Placed, Standing
from reporting.kernel.messages import Message
from reporting.kernel.periods import PeriodKind
from reporting.models.calendar import PeriodKindChoice
from reporting.templatetags.portal import icon
from reporting.views import standings

register = template.Library()
HEAT = ((100, "all"), (75, "most"), (40, "some"), (0, "few"))


@register.simple_tag
def reason(placed: Placed) -> SafeString:
    """The state with its reason; the word alone stands in front only where the reason lacks it."""
    word, why = str(standings.WORDS[placed.standing]), standings.said(placed.why)
    sign = icon(placed.standing)
    if why.startswith(word):
        return format_html('<span class="state state-{}">{} {}</span>', placed.standing, sign, why)
    return format_html(
        '<span class="state state-{}">{} {}.</span> {}', placed.standing, sign, word, why
    )


@register.filter
def standing_word(of: Standing) -> str:
    return str(standings.WORDS[of])


@register.filter
def letter(of: Standing) -> str:
    return str(standings.LETTERS[of])


@register.filter
def heat(percent: int) -> str:
    """How a rate is coloured."""
    return next(name for least, name in HEAT if percent >= least)


@register.filter
def said(message: Message) -> str:
    return standings.said(message)


@register.filter
def kind_words(kind: PeriodKind) -> str:
    return str(PeriodKindChoice(kind).label)
