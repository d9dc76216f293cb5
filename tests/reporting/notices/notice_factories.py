"""A year with a calendar, in which every provincial committee owes one report; it is open since
long, and due in a year or when an extension says so."""

from datetime import timedelta

from django.utils import timezone

from reporting.kernel.periods import Period
from reporting.models import Comment, DeadlineRule, Extension, Notice, ReportingYear, Revision
from strategies.models import DataSet
from tests import factories
from tests.factories import REVIEWER, SECRETARY_GENERAL, acting, secretariat

YEAR = timezone.localdate().year + 1
CELL = "direct_publicity[forums].times"
NUMBERS = {CELL: 1}
OPENS_LONG_BEFORE = -1500


def opened_year(year: int = YEAR, *, practice_today=None, kind: str = "year") -> ReportingYear:
    with acting(SECRETARY_GENERAL) as actor:
        opened = ReportingYear.objects.create(
            year=year,
            opened_by=actor.user,
            is_practice=practice_today is not None,
            today=practice_today,
        )
        DeadlineRule.objects.create(
            reporting_year=opened,
            data_set=DataSet.objects.get(code="committee"),
            period_kind=kind,
            due_day=20,
            opens_days=OPENS_LONG_BEFORE,
        )
    return opened


def due_in(days: int, *codes: str, period: str = str(YEAR), reason: str = "A flood.") -> None:
    """These units' report is due so many days from today."""
    with acting(SECRETARY_GENERAL) as actor:
        for code in codes:
            Extension.objects.create(
                organisation_unit=factories.unit(code),
                data_set=DataSet.objects.get(code="committee"),
                period_key=Period.parse(period).key,
                due_on=timezone.localdate() + timedelta(days=days),
                reason=reason,
                by=actor.user,
            )


def commented(
    revision: Revision, username: str, text: str, parent: Comment | None = None, table: str = ""
):
    with acting(username) as actor:
        return Comment.objects.create(
            report_id=revision.report_id,
            revision=revision,
            organisation_unit_id=revision.organisation_unit_id,
            parent=parent,
            table=table,
            text=text,
            by=actor.user,
            from_unit=actor.unit,
        )


def returned(code: str, period: str, comment: str) -> None:
    from reporting.entry.access import access_to_report
    from reporting.review.actions import approval

    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit=code, data_set="committee", period=period)
        approval.send_back(by=reviewer, access=found, comment=comment)


def told(username: str, *kinds: str) -> list[str]:
    """The kinds of notices that this person got, oldest first."""
    with secretariat():
        rows = Notice.objects.filter(recipient__username=username).order_by("pk")
        if kinds:
            rows = rows.filter(kind__in=kinds)
        return list(rows.values_list("kind", flat=True))
