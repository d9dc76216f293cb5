"""Figures that moved: the accepted months of the unit, or of all units that the keeper sees, beside
the month before."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.core.queries.cell_labels import cell_labels
from reporting.core.queries.period_words import period_words
from reporting.entry.component_meetings.rules import TABLES
from reporting.kernel.numbers import format_number
from reporting.kernel.periods import Period, PeriodKind
from reporting.meetings.queries.agenda_sources import AgendaFact, AgendaScope, language_now
from reporting.meetings.rules import Moved, moved
from reporting.models import AgendaSource, DataValue, Revision

Chosen = dict[tuple[int, int], int]  # unit and form -> the newest accepted revision


def moved_figures(scope: AgendaScope) -> Iterator[AgendaFact]:
    """Of the newest month that is accepted, for those who reported both months; four queries at
    most."""
    pair = _newest_pair(scope)
    if pair is None:
        return
    month, before, now = pair
    changes = moved(_added(before.values()), _added(now.values()))
    if not changes:
        return
    for change in changes:
        yield AgendaFact(
            AgendaSource.MOVED,
            f"moved:{month.code}:{change.cell}",
            partial(_words, change, month),
            _address(scope, month, change.cell, now),
        )


def _newest_pair(scope: AgendaScope) -> tuple[Period, Chosen, Chosen] | None:
    rows = Revision.objects.filter(
        state=Revision.State.ACCEPTED,
        report__year__in=list(scope.opened),
        decided_at__date__lte=scope.as_of,
    )
    if scope.units is not None:
        rows = rows.filter(organisation_unit=scope.meeting.organisation_unit_id)
    found: dict[Period, Chosen] = defaultdict(dict)
    for key, unit, form, pk in rows.order_by("number").values_list(
        "report__period_key", "organisation_unit_id", "report__data_set_id", "pk"
    ):
        period = Period.from_key(key)
        if period.kind is PeriodKind.MONTH:
            found[period][unit, form] = pk
    for month in sorted(found, reverse=True):
        earlier = found.get(month.previous, {})
        both = found[month].keys() & earlier.keys()
        if both:
            now, before = found[month], earlier
            return (
                month,
                {key: before[key] for key in both},
                {key: now[key] for key in both},
            )
    return None


def _added(revisions: object) -> dict[str, Decimal]:
    """Cell -> the sum over the revisions; what is not added up over time is left out."""
    rows = DataValue.objects.filter(
        revision__in=list(revisions),  # type: ignore[call-overload]  # the values of a dict
        entry=None,
        value__isnull=False,
        cell__element__aggregation="sum",
    )
    rows = rows.exclude(cell__table__code__in=TABLES)  # what the meetings count themselves
    added = rows.order_by().values_list("cell__code").annotate(total=Sum("value"))
    return dict(added)


def _words(change: Moved, month: Period) -> str:
    """One query for the words of the cell."""
    told = cell_labels(language_now(), [change.cell]).get(change.cell)
    said = {
        "figure": told.path() if told else change.cell,
        "now": format_number(change.now),
        "month": period_words(month),
        "before": format_number(change.before),
        "earlier": period_words(month.previous),
        "percent": f"{change.percent:+d}",
    }
    words = _("%(figure)s: %(now)s in %(month)s, %(before)s in %(earlier)s (%(percent)s%%).")
    return words % said


def _address(scope: AgendaScope, month: Period, cell: str, now: Chosen) -> str:
    if scope.units is None:
        table = cell.partition("[")[0].partition(".")[0]
        return f"{reverse('reporting:explore')}?table={table}"
    own = Revision.objects.filter(pk__in=now.values(), values__cell__code=cell)
    row = own.values_list("report__organisation_unit__code", "report__data_set__code").first()
    assert row is not None
    return reverse("reporting:report", args=[*row, month.url])
