"""How the standing of a report is said (a letter for the heat map, and words), and the plan's parts
with their progress."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from reporting.kernel.calendar import Standing
from reporting.models.calendar import PeriodKindChoice
from reporting.queries.calendar import Owed
from reporting.queries.watch.completeness import days_late

# In the order of the legend: what is in, what is on its way, what is missing.
STANDINGS: dict[Standing, tuple[str | Promise, str | Promise]] = {
    Standing.ACCEPTED: (pgettext_lazy("letter for: accepted", "A"),
                        pgettext_lazy("a report", "accepted")),
    Standing.SUBMITTED: (pgettext_lazy("letter for: submitted", "S"),
                         pgettext_lazy("a report", "submitted, to be read")),
    Standing.PREPARED: (pgettext_lazy("letter for: waits for the signature", "P"),
                        pgettext_lazy("a report", "waits for the signature")),
    Standing.RETURNED: (pgettext_lazy("letter for: returned", "R"),
                        pgettext_lazy("a report", "returned to the unit")),
    Standing.REOPENED: (pgettext_lazy("letter for: re-opened", "M"),
                        pgettext_lazy("a report", "re-opened, to be corrected")),
    Standing.OVERDUE: ("!", pgettext_lazy("a report", "overdue")),
    Standing.CLOSED: ("×", pgettext_lazy("a report", "closed without a report")),
    Standing.OPEN: ("○", pgettext_lazy("a report", "open, not yet due")),
    Standing.NOT_OPEN: ("·", pgettext_lazy("a report", "not yet open")),
}  # fmt: skip


def letter(standing: Standing) -> str:
    return str(STANDINGS[standing][0])


def standing_words(standing: Standing) -> str:
    return str(STANDINGS[standing][1])


def late_words(days: int) -> str:
    words = ngettext("came %(days)d day late", "came %(days)d days late", days)
    return words % {"days": days}


def report_words(one: Owed) -> str:
    """The standing with its reason, as a tooltip and a screen reader say it."""
    said = one.placed.why.words(_, date_format)
    late = days_late(one)
    return f"{said} ({late_words(late)})" if late else said


def period_kind_words(kind: str) -> str:
    return str(PeriodKindChoice(kind).label)
