"""The status of an owed report in words: one word, a letter for grids, its reason as a sentence;
and the level of a rate. For templates, and for pages that say it in a message."""

from django import template
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reporting.calendar.rules.deadlines import ExplainedStatus, ReportStatus
from reporting.core.views.tags import icon
from reporting.kernel.messages import Message
from reporting.kernel.periods import PeriodKind
from reporting.models.calendar import PeriodKindChoice

register = template.Library()
WORDS: dict[ReportStatus, str | Promise] = {
    ReportStatus.NOT_OPEN: gettext_lazy("Not open yet"),
    ReportStatus.OPEN: gettext_lazy("Open"),
    ReportStatus.OVERDUE: gettext_lazy("Overdue"),
    ReportStatus.CLOSED: gettext_lazy("Closed"),
    ReportStatus.RETURNED: gettext_lazy("Returned"),
    ReportStatus.REOPENED: gettext_lazy("Re-opened"),
    ReportStatus.PREPARED: gettext_lazy("Waits for the signature"),
    ReportStatus.SUBMITTED: gettext_lazy("Submitted"),
    ReportStatus.ACCEPTED: gettext_lazy("Accepted"),
}
LETTERS: dict[ReportStatus, str | Promise] = {
    ReportStatus.NOT_OPEN: "·",
    ReportStatus.OPEN: pgettext_lazy("letter in a grid for: open", "O"),
    ReportStatus.OVERDUE: pgettext_lazy("sign in a grid for: overdue", "!"),
    ReportStatus.CLOSED: pgettext_lazy("letter in a grid for: closed without a report", "×"),
    ReportStatus.RETURNED: pgettext_lazy("letter in a grid for: returned", "R"),
    ReportStatus.REOPENED: pgettext_lazy("letter in a grid for: re-opened", "R"),
    ReportStatus.PREPARED: pgettext_lazy("letter in a grid for: waits for the signature", "P"),
    ReportStatus.SUBMITTED: pgettext_lazy("letter in a grid for: submitted", "S"),
    ReportStatus.ACCEPTED: pgettext_lazy("letter in a grid for: accepted", "A"),
}
RATE_LEVELS = ((100, "all"), (75, "most"), (40, "some"), (0, "few"))


@register.simple_tag
def status_reason(placed: ExplainedStatus) -> SafeString:
    """The status with its reason; the word stands in front only where the reason lacks it."""
    word, why = status_word(placed.status), message_words(placed.why)
    sign = icon(placed.status)
    if why.startswith(word):
        return format_html('<span class="state state-{}">{} {}</span>', placed.status, sign, why)
    ended = _("%(status)s.") % {"status": word}
    return format_html(
        '<span class="state state-{}">{} {}</span> {}', placed.status, sign, ended, why
    )


@register.filter
def status_word(of: ReportStatus) -> str:
    return str(WORDS[of])


@register.filter
def status_letter(of: ReportStatus) -> str:
    return str(LETTERS[of])


@register.filter
def message_words(message: Message) -> str:
    """In the reader's language, with days as they are written in it."""
    return message.words(_, date_format)


@register.filter
def rate_level(percent: int) -> str:
    """By it a rate is coloured."""
    return next(name for least, name in RATE_LEVELS if percent >= least)


@register.filter
def kind_words(kind: PeriodKind) -> str:
    return str(PeriodKindChoice(kind).label)
