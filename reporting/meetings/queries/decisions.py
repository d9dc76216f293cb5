"""Decisions of the last meeting that nobody has answered yet, and commitments that are due or
overdue; five queries."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.meetings.queries.agenda_sources import AgendaFact, AgendaScope, language_now, short
from reporting.meetings.rules import MOST_OF_A_SOURCE
from reporting.models import (
    ActivityProgress,
    AgendaSource,
    Commitment,
    CommitmentAnswer,
    Meeting,
    MeetingDecision,
    Revision,
)

AHEAD = timedelta(days=31)  # due until about the next meeting
CLOSED = (ActivityProgress.Status.DONE, ActivityProgress.Status.DROPPED)


def decisions_and_commitments(scope: AgendaScope, last: Meeting | None) -> Iterator[AgendaFact]:
    decisions = list(last.decisions.select_related("commitment", "answers")) if last else []
    due = list(_due(scope))
    asked = {row.pk for row in due}
    asked |= {row.commitment_id for row in decisions if row.commitment_id}
    said = newest_answers(asked, scope.as_of)
    for row in decisions:
        if row.commitment_id not in said:
            yield _decision(scope, row)
    listed = {row.commitment_id for row in decisions}
    waiting = [row for row in due if said.get(row.pk) not in CLOSED and row.pk not in listed]
    # Of the last meeting: answered, but not done when its day has come.
    waiting += [row for row in due if row.pk in listed and said.get(row.pk, "done") not in CLOSED]
    most = MOST_OF_A_SOURCE if scope.sees_all else len(waiting)
    for commitment in waiting[:most]:
        if commitment.due_on is not None:
            yield _commitment(scope, commitment, commitment.due_on)
    if rest := len(waiting[most:]):
        address = reverse("reporting:commitments")
        yield AgendaFact(
            AgendaSource.COMMITMENT, "commitment:rest", partial(_more_due, rest), address
        )


def _more_due(count: int) -> str:
    words = ngettext(
        "%(count)d more commitment is due or overdue.",
        "%(count)d more commitments are due or overdue.",
        count,
    )
    return words % {"count": count}


def _due(scope: AgendaScope) -> QuerySet[Commitment]:
    """Of the units that the meeting is about, the oldest day first."""
    rows = Commitment.objects.filter(
        withdrawn_at=None,
        due_on__lte=scope.meeting.day + AHEAD,
        origin_year__in=[*scope.opened, *_real_years(scope)],
    )
    if scope.units is not None:
        rows = rows.filter(units__organisation_unit__in=[unit.pk for unit in scope.units])
    found = rows.distinct().order_by("due_on", "number")
    return found.prefetch_related("units__organisation_unit")


def _real_years(scope: AgendaScope) -> list[int]:
    """What was promised in real years stays promised; a year to practise on has its own."""
    own = scope.opened.get(scope.meeting.year)
    if own is not None and own.is_practice:
        return []
    practice = {year for year, found in scope.every_year.items() if found.is_practice}
    years = Commitment.objects.order_by().values_list("origin_year", flat=True).distinct()
    return [year for year in years if year not in practice]


def newest_answers(commitments: set[int], day: date) -> dict[int, str]:
    """Commitment -> what was said of it last, up to that day: in the register, or in a report that
    is signed."""
    signed = (Revision.State.SUBMITTED, Revision.State.ACCEPTED)
    rows = CommitmentAnswer.objects.filter(
        Q(revision=None) | Q(revision__state__in=signed),
        commitment__in=commitments,
        at__date__lte=day,
    ).exclude(status="")
    return dict(rows.order_by("at", "pk").values_list("commitment_id", "status"))


def _decision(scope: AgendaScope, row: MeetingDecision) -> AgendaFact:
    own = reverse("reporting:meeting", args=[row.meeting_id])
    there = commitment_address(row.commitment) if row.commitment else ""
    say = partial(_decision_words, scope, row)
    key = f"decision:{row.pk}"
    return AgendaFact(AgendaSource.DECISION, key, say, there or own, is_new=True)


def _decision_words(scope: AgendaScope, row: MeetingDecision) -> str:
    said = {
        "text": short(row.text_in(language_now())),
        "who": row.responsible or scope.name(row.answers),
        "day": date_format(row.due),
    }
    if row.due < scope.as_of:
        return _("%(text)s (%(who)s): not answered, overdue since %(day)s.") % said
    return _("%(text)s (%(who)s): not answered yet, due on %(day)s.") % said


def _commitment(scope: AgendaScope, row: Commitment, day: date) -> AgendaFact:
    return AgendaFact(
        AgendaSource.COMMITMENT,
        f"commitment:{row.number}",
        partial(_commitment_words, scope, row, day),
        commitment_address(row),
        is_new=scope.since is None or day >= scope.since,
    )


def _commitment_words(scope: AgendaScope, row: Commitment, day: date) -> str:
    lead = next((unit.organisation_unit for unit in row.units.all()), None)
    said = {
        "number": row.number,
        "who": scope.name(lead) if lead else "",
        "text": short(row.text_in(language_now())),
        "day": date_format(day),
    }
    if day < scope.as_of:
        return _("No. %(number)d (%(who)s): %(text)s Overdue since %(day)s.") % said
    return _("No. %(number)d (%(who)s): %(text)s Due on %(day)s.") % said


def commitment_address(commitment: Commitment) -> str:
    return reverse("reporting:commitment", args=[commitment.number])
