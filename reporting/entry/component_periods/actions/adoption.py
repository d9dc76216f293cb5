"""A draft takes over the computed numbers wherever a difference has no answer yet, in one save."""

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Refused
from reporting.core.actions.audit import record
from reporting.core.actions.locks import lock_draft
from reporting.entry.access import ReportAccess
from reporting.entry.component_periods.queries.adoption import Offer, offers
from reporting.entry.component_periods.rules.component_reports import ReportDataRow
from reporting.entry.page.actions.draft_changes import Changes, EntryKey, EntryText
from reporting.entry.page.actions.page_saves import save_page
from reporting.entry.page.queries.report_content import address
from reporting.kernel.tables import cell_code


@transaction.atomic
def adopt(*, by: Actor, access: ReportAccess) -> int:
    """How many numbers were taken over. A difference that the unit has answered stays; half an
    answer goes with what it was about."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    found = offers(access.revision)
    if not found:
        raise Refused(_("There is nothing to take over: no number differs without an answer."))
    changes = Changes(
        unexplained={
            f"{offer.rule}:"
            f"{cell_code(offer.table, offer.key.option, offer.key.element, offer.key.entry)}"
            for offer in found
        },
        values={address(offer.table, offer.key): offer.computed for offer in found},
        entries=_missing_rows(access, found),
    )
    save_page(by=by, access=access, changes=changes)
    record(
        "report.take_over", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id,
        cells=[str(address(offer.table, offer.key)) for offer in found[:200]],
    )  # fmt: skip
    return len(found)


def _missing_rows(access: ReportAccess, found: list[Offer]) -> dict[EntryKey, EntryText]:
    """Open rows that the longer report does not have yet."""
    there = set(access.revision.entries.values_list("table__code", "key"))
    last = access.revision.entries.order_by("-position").values_list("position", flat=True).first()
    position = last or 0
    rows: dict[EntryKey, EntryText] = {}
    for offer in found:
        key = (offer.table, offer.key.entry or "")
        if offer.first is not None and key not in there and key not in rows:
            position += 1
            rows[key] = _text(offer.first, position)
    return rows


def _text(row: ReportDataRow, position: int) -> EntryText:
    texts = {name: value for name, value in vars(row).items() if name != "key"}
    return EntryText(position=position, **texts)
