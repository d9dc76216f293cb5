"""The status of an owed report in words: one word, a letter for grids, its reason as a sentence."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reporting.calendar.rules import ReportStatus
from reporting.kernel.messages import Message

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


def message_words(message: Message) -> str:
    """In the reader's language, with days as they are written in it."""
    return message.words(_, date_format)
