"""Tags for the status of a report, its word, letter and reason, and for the level of a rate: on the
first pages and in the calendar."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reporting.calendar.rules import ExplainedStatus, ReportStatus
from reporting.calendar.views import status_words
from reporting.core.views.tags import icon
from reporting.kernel.messages import Message
from reporting.kernel.periods import PeriodKind
from reporting.models.calendar import PeriodKindChoice

register = template.Library()
RATE_LEVELS = ((100, "all"), (75, "most"), (40, "some"), (0, "few"))


@register.simple_tag
def status_reason(placed: ExplainedStatus) -> SafeString:
    """The state with its reason; the word alone stands in front only where the reason lacks it."""
    word, why = str(status_words.WORDS[placed.status]), status_words.message_words(placed.why)
    sign = icon(placed.status)
    if why.startswith(word):
        return format_html('<span class="state state-{}">{} {}</span>', placed.status, sign, why)
    return format_html(
        '<span class="state state-{}">{} {}.</span> {}', placed.status, sign, word, why
    )


@register.filter
def status_word(of: ReportStatus) -> str:
    return str(status_words.WORDS[of])


@register.filter
def status_letter(of: ReportStatus) -> str:
    return str(status_words.LETTERS[of])


@register.filter
def rate_level(percent: int) -> str:
    """By it a rate is coloured."""
    return next(name for least, name in RATE_LEVELS if percent >= least)


@register.filter
def message_words(message: Message) -> str:
    return status_words.message_words(message)


@register.filter
def kind_words(kind: PeriodKind) -> str:
    return str(PeriodKindChoice(kind).label)
