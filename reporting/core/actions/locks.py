"""Locks by which only one person at a time begins, fills or decides on a report.

Under row-level security `FOR UPDATE` finds only rows that the policy lets one change: a draft is
one of them, a signed revision is not. Who begins the next revision takes an advisory lock.
"""

from django.db import connection
from django.utils.translation import gettext as _

from reporting.access import Overtaken
from reporting.models import Report, Revision

REPORTS = 7301  # the space of advisory locks that stands for reports
FORMS = (7303, 0)


def lock_report(report: Report) -> None:
    """Waits until nobody else begins a revision of this report; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [REPORTS, report.pk])


def hold_draft(revision: Revision) -> bool:
    """Holds off the hand-over, or a number that comes with it; False where it came before."""
    drafts = Revision.objects.filter(pk=revision.pk, state=Revision.State.DRAFT)
    return bool(list(drafts.select_for_update(no_key=True).values_list("pk")))


def lock_draft(revision: Revision) -> None:
    """Holds off the hand-over until what is being written is there; refuses where it came first."""
    if not hold_draft(revision):
        raise Overtaken(
            _("The report was handed over a moment ago. What you typed since then was not saved.")
        )


def hold_forms() -> None:
    """Who signs: nothing is published in the catalogue until the transaction ends, so that what
    was published is either in the form that is signed or came after the signature."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", FORMS)


def change_forms() -> None:
    """Who publishes: waits until nobody signs; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", FORMS)
