"""Where a report stands, as a word, a letter (for maps and grids) and a sentence."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reporting.kernel.calendar import Standing
from reporting.kernel.messages import Message

WORDS: dict[Standing, str | Promise] = {
    Standing.NOT_OPEN: gettext_lazy("Not open yet"),
    Standing.OPEN: gettext_lazy("Open"),
    Standing.OVERDUE: gettext_lazy("Overdue"),
    Standing.CLOSED: gettext_lazy("Closed"),
    Standing.RETURNED: gettext_lazy("Returned"),
    Standing.REOPENED: gettext_lazy("Re-opened"),
    Standing.PREPARED: gettext_lazy("Waits for the signature"),
    Standing.SUBMITTED: gettext_lazy("Submitted"),
    Standing.ACCEPTED: gettext_lazy("Accepted"),
}
LETTERS: dict[Standing, str | Promise] = {
    Standing.NOT_OPEN: "·",
    Standing.OPEN: pgettext_lazy("letter in a grid for: open", "O"),
    Standing.OVERDUE: pgettext_lazy("sign in a grid for: overdue", "!"),
    Standing.CLOSED: pgettext_lazy("letter in a grid for: closed without a report", "×"),
    Standing.RETURNED: pgettext_lazy("letter in a grid for: returned", "R"),
    Standing.REOPENED: pgettext_lazy("letter in a grid for: re-opened", "R"),
    Standing.PREPARED: pgettext_lazy("letter in a grid for: waits for the signature", "P"),
    Standing.SUBMITTED: pgettext_lazy("letter in a grid for: submitted", "S"),
    Standing.ACCEPTED: pgettext_lazy("letter in a grid for: accepted", "A"),
}


def said(message: Message) -> str:
    """In the reader's language, with days as they are written in it."""
    return message.words(_, date_format)
