"""The agenda of a meeting: of a planned one what there is to speak of now, with what its keeper
added, struck out and moved; of one that was held as it stood then."""

from dataclasses import dataclass

from django.utils.translation import gettext, override

from reporting.access import Actor
from reporting.meetings.queries.agenda_sources import (
    AgendaFact,
    AgendaLine,
    AgendaScope,
    findings,
    held_up,
    late_reports,
)
from reporting.meetings.queries.decisions import decisions_and_commitments
from reporting.meetings.queries.meetings import last_before
from reporting.meetings.queries.moved_figures import moved_figures
from reporting.meetings.rules import in_order
from reporting.models import AgendaItem, AgendaSource, Meeting

LONGEST = 600


@dataclass(frozen=True)
class Agenda:
    """`last`: the meeting of its kind before it. `lines`: what is spoken of; `struck_out`: what the
    keeper left out."""

    last: Meeting | None
    lines: list[AgendaLine]
    struck_out: list[AgendaLine]

    @property
    def keys(self) -> list[str]:
        return [line.key for line in self.lines]


def agenda_of(meeting: Meeting, actor: Actor, language: str) -> Agenda:
    last = last_before(meeting)
    rows = list(meeting.agenda.all())
    if meeting.state != Meeting.State.PLANNED:
        return Agenda(last, [_frozen(row, language) for row in rows], [])
    with override(language):
        found = {fact.key: fact.line() for fact in _found(meeting, actor, last)}
    found |= {row.key: _frozen(row, language) for row in rows if row.source == AgendaSource.OWN}
    places = {row.key: row.position for row in rows}
    struck = {row.key for row in rows if row.struck_out}
    ordered = [found[key] for key in in_order(list(found), places)]
    return Agenda(
        last,
        [line for line in ordered if line.key not in struck],
        [line for line in ordered if line.key in struck],
    )


def _found(meeting: Meeting, actor: Actor, last: Meeting | None) -> list[AgendaFact]:
    scope = AgendaScope(meeting, actor, last.day if last else None)
    return [
        *decisions_and_commitments(scope, last),
        *late_reports(scope),
        *findings(scope),
        *held_up(scope),
        *moved_figures(scope),
    ]


def _frozen(row: AgendaItem, language: str) -> AgendaLine:
    return AgendaLine(AgendaSource(row.source), row.key, row.text_in(language), row.address)


def to_freeze(meeting: Meeting, actor: Actor) -> list[AgendaItem]:
    """The agenda as it stands, in both languages, as rows that are not stored yet."""
    facts = {fact.key: fact for fact in _found(meeting, actor, last_before(meeting))}
    kept = {row.key: row for row in meeting.agenda.all()}
    own = {key: row for key, row in kept.items() if row.source == AgendaSource.OWN}
    places = {key: row.position for key, row in kept.items()}
    keys = [key for key in in_order([*facts, *own], places) if not _is_struck(kept.get(key))]
    return [
        _of_typed(own[key], place) if key in own else _of_fact(meeting, facts[key], place)
        for place, key in enumerate(keys, 1)
    ]


def _is_struck(row: AgendaItem | None) -> bool:
    return row is not None and row.struck_out


def _of_typed(row: AgendaItem, place: int) -> AgendaItem:
    return AgendaItem(
        meeting_id=row.meeting_id,
        organisation_unit_id=row.organisation_unit_id,
        source=row.source,
        key=row.key,
        position=place,
        text_en=row.text_en,
        text_km=row.text_km,
    )


def _of_fact(meeting: Meeting, fact: AgendaFact, place: int) -> AgendaItem:
    said = {}
    for language in ("en", "km"):
        with override(language):
            said[f"text_{language}"] = fact.say()[:LONGEST]
    return AgendaItem(
        meeting=meeting,
        organisation_unit_id=meeting.organisation_unit_id,
        source=fact.source,
        key=fact.key,
        position=place,
        address=fact.address,
        **said,
    )


def rule_of_figures() -> str:
    """Which figures are said to have moved."""
    return gettext(
        "A figure moved when it changed by half or more from one accepted month to the next and "
        "was at least 20 in one of them. The three largest changes are listed."
    )
