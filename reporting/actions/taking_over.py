"""The differences that have no answer yet are closed by the computed numbers, in one save."""

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.access_errors import Refused
from reporting.actions.audit import record
from reporting.actions.content import EntryKey, EntryText
from reporting.actions.locks import lock_draft
from reporting.actions.report_page import Changes, save_page
from reporting.kernel.filed import Row
from reporting.kernel.finer_findings import RULE
from reporting.kernel.tables import cell_code
from reporting.queries.report_pages import address
from reporting.queries.taking_over import Offer, offers
from reporting.report_access import Door


@transaction.atomic
def take_over(*, by: Actor, door: Door) -> int:
    """How many numbers were taken over. A difference that the unit has answered stays; half an
    answer goes with what it was about."""
    door.require(Permission.REPORT_ENTER)
    lock_draft(door.revision)
    found = offers(door.revision)
    if not found:
        raise Refused(_("There is nothing to take over: no number differs without an answer."))
    changes = Changes(
        unexplained={
            f"{RULE}:{cell_code(one.table, one.key.option, one.key.element, one.key.entry)}"
            for one in found
        },
        values={address(one.table, one.key): one.computed for one in found},
        entries=_missing_rows(door, found),
    )
    save_page(by=by, door=door, changes=changes)
    record(
        "report.take_over", f"revision:{door.revision.pk}", by=by,
        unit_id=door.report.organisation_unit_id,
        cells=[str(address(one.table, one.key)) for one in found[:200]],
    )  # fmt: skip
    return len(found)


def _missing_rows(door: Door, found: list[Offer]) -> dict[EntryKey, EntryText]:
    """Open rows that the coarser report does not have yet."""
    there = set(door.revision.entries.values_list("table__code", "key"))
    last = door.revision.entries.order_by("-position").values_list("position", flat=True).first()
    position = last or 0
    rows: dict[EntryKey, EntryText] = {}
    for one in found:
        key = (one.table, one.key.entry or "")
        if one.first is not None and key not in there and key not in rows:
            position += 1
            rows[key] = _text(one.first, position)
    return rows


def _text(row: Row, position: int) -> EntryText:
    texts = {name: value for name, value in vars(row).items() if name != "key"}
    return EntryText(position=position, **texts)
