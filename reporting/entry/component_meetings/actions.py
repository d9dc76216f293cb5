"""The counts of a draft follow the records of the unit's meetings: when it is begun, when a meeting
is recorded or corrected, and once more when it is handed over."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.access import Actor, Overtaken
from reporting.core.actions.audit import record
from reporting.core.actions.locks import hold_draft
from reporting.entry.component_meetings.queries import counts_of, stored_counts
from reporting.entry.page.queries.form_tables import form_of_revision
from reporting.kernel.periods import Period
from reporting.models import DataValue, Revision, TableStatement


@transaction.atomic
def fill_from_meetings(*, by: Actor, revision: Revision) -> int:
    """How many numbers changed. Nothing, where the unit does not keep its meetings here, or where
    the report was handed over."""
    cells = form_of_revision(revision).recorded
    if not cells or not hold_draft(revision):
        return 0
    counts = counts_of(revision.report, cells)
    before = stored_counts(revision, cells)
    changed = {cell: number for cell, number in counts.items() if before.get(cell) != number}
    if not changed:
        return 0
    owner = {"revision": revision, "organisation_unit_id": revision.organisation_unit_id}
    DataValue.objects.bulk_create(
        [
            DataValue(
                **owner,
                cell_id=cells[cell],
                period_key=revision.report.period_key,
                value=number,
            )
            for cell, number in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "cell", "entry"],
        update_fields=["value", "not_available"],
    )
    tables = {cell.partition(".")[0] for cell in cells}
    TableStatement.objects.filter(revision=revision, table__code__in=tables).delete()
    record(
        "report.meetings", f"revision:{revision.pk}", by=by,
        unit_id=revision.organisation_unit_id, cells=sorted(changed),
    )  # fmt: skip
    return len(changed)


def fill_drafts(*, by: Actor, days: Iterable[date]) -> None:
    """The drafts of the actor's unit whose periods hold one of these days. Whoever acts for the
    Secretariat enters no numbers: there it waits until the draft is handed over."""
    if by.is_national:
        return
    asked = set(days)
    drafts = Revision.objects.filter(
        organisation_unit=by.unit,
        state=Revision.State.DRAFT,
        report__year__in={day.year for day in asked},
    ).select_related("report__data_set", "report__organisation_unit")
    for draft in drafts:
        if any(_holds(draft.report.period, day) for day in asked):
            fill_from_meetings(by=by, revision=draft)


def refuse_outdated(revision: Revision) -> None:
    """Whoever signs: the numbers are those of the records."""
    cells = form_of_revision(revision).recorded
    if cells and counts_of(revision.report, cells) != stored_counts(revision, cells):
        raise Overtaken(
            _(
                "A meeting was recorded or corrected after this report was handed over. Take the "
                "report back and hand it over again: its counts then follow."
            )
        )


def _holds(period: Period, day: date) -> bool:
    return (day.year, day.month) in period.months
