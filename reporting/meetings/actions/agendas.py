"""The agenda of a planned meeting: its keeper adds to it, strikes out, takes back, moves."""

from typing import Literal
from uuid import uuid4

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.access import Actor, Overtaken, Refused
from reporting.core.actions.audit import record
from reporting.meetings.actions.meetings import require_keeper
from reporting.meetings.queries.agenda import agenda_of
from reporting.meetings.queries.agenda_sources import AgendaLine
from reporting.meetings.rules import swapped
from reporting.models import AgendaItem, AgendaSource, Meeting

AgendaStep = Literal["strike", "restore", "up", "down"]
LONGEST = 600


@transaction.atomic
def add_item(*, by: Actor, meeting: Meeting, text_en: str, text_km: str) -> AgendaItem:
    _hold(by, meeting)
    if not (text_en.strip() or text_km.strip()):
        raise Refused(_("Say in English or in Khmer what the item is about."))
    last = meeting.agenda.order_by("-position").values_list("position", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        organisation_unit_id=meeting.organisation_unit_id,
        source=AgendaSource.OWN,
        key=f"own:{uuid4().hex[:12]}",
        position=last + 1,
        text_en=text_en.strip()[:LONGEST],
        text_km=text_km.strip()[:LONGEST],
    )
    if last == 0:  # nothing was moved before: the new one stands at the end of all that is there
        _put(by, meeting, item.key)
    _record(by, meeting, "add", item.key)
    return item


@transaction.atomic
def change_item(*, by: Actor, meeting: Meeting, key: str, step: AgendaStep) -> None:
    _hold(by, meeting)
    agenda = agenda_of(meeting, by, get_language() or "en")
    known = {line.key for line in [*agenda.lines, *agenda.struck_out]}
    if key not in known:
        raise Overtaken(_("This item is not on the agenda any more."))
    shown = agenda.keys
    if step in ("up", "down") and key in shown:
        shown = swapped(shown, key, up=step == "up")
    _place(meeting, agenda.lines + agenda.struck_out, shown)
    if step in ("strike", "restore"):
        meeting.agenda.filter(key=key).update(struck_out=step == "strike")
    _record(by, meeting, step, key)


def _put(by: Actor, meeting: Meeting, last: str) -> None:
    agenda = agenda_of(meeting, by, get_language() or "en")
    keys = [key for key in agenda.keys if key != last]
    _place(meeting, agenda.lines + agenda.struck_out, [*keys, last])


def _place(meeting: Meeting, lines: list[AgendaLine], shown: list[str]) -> None:
    """Each item of the agenda has its place from now on; what is struck out stands behind."""
    by_key = {line.key: line for line in lines}
    ordered = [*shown, *(key for key in by_key if key not in shown)]
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                meeting=meeting,
                organisation_unit_id=meeting.organisation_unit_id,
                source=by_key[key].source,
                key=key,
                position=place,
            )
            for place, key in enumerate(ordered, 1)
        ],
        update_conflicts=True,
        unique_fields=["meeting", "key"],
        update_fields=["position"],
    )


def _hold(by: Actor, meeting: Meeting) -> None:
    require_keeper(by, meeting)
    planned = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.PLANNED)
    if not planned.select_for_update(no_key=True).exists():
        raise Overtaken(_("The meeting was held: its agenda stays as it was."))


def _record(by: Actor, meeting: Meeting, step: str, key: str) -> None:
    record(f"meeting.agenda_{step}", f"meeting:{meeting.pk}", by=by, unit=by.unit, item=key)
