"""What was submitted and waits to be read; the longest wait first."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from provinces.queries import unit_names
from reporting.models import Explanation, Revision
from reporting.queries.calendar import today_of
from reporting.queries.comments import open_counts
from reporting.queries.years import this_year
from strategies.models import DataSet


@dataclass(frozen=True)
class Submitted:
    """`explained`: checks that the unit answered; `comments`: open threads."""

    revision: Revision
    unit_name: str
    days: int
    explained: int
    comments: int

    @property
    def is_clean(self) -> bool:
        """May be accepted together with others: nothing is asked about it."""
        return not self.comments


def submitted() -> QuerySet[Revision]:
    return (
        Revision.objects.filter(state=Revision.State.SUBMITTED)
        .select_related(
            "report__data_set", "report__organisation_unit", "submitted_by", "prepared_by"
        )
        .order_by("submitted_at", "pk")
    )


def reporting_kinds() -> set[str]:
    """The kinds of unit that fill a form."""
    forms = DataSet.objects.values_list("kinds", flat=True)
    return {kind for kinds in forms for kind in kinds}


def waiting(language: str, kind: str = "") -> list[Submitted]:
    """Those of a kind of unit, or all; five queries and one for each year that there is."""
    rows = list(submitted().filter(report__organisation_unit__kind=kind) if kind else submitted())
    names = unit_names(this_year(), language, {one.organisation_unit_id for one in rows})
    counted = (
        Explanation.objects.filter(revision__in=rows)
        .values_list("revision_id")
        .annotate(count=Count("pk"))
    )
    explained = Counter(dict(counted.values_list("revision_id", "count")))
    comments = open_counts(one.report_id for one in rows)
    today = {year: today_of(year) for year in {one.report.year for one in rows}}
    found = []
    for one in rows:
        assert one.submitted_at is not None
        came = timezone.localdate(one.submitted_at)
        found.append(
            Submitted(
                revision=one,
                unit_name=names.get(one.organisation_unit_id, one.report.organisation_unit.code),
                days=(today[one.report.year] - came).days,
                explained=explained[one.pk],
                comments=comments[one.report_id],
            )
        )
    return found


def next_waiting(but: Revision) -> Revision | None:
    """The one to read next; one query."""
    return submitted().exclude(report_id=but.report_id).first()
