"""The Secretariat chooses what an observer reads; row-level security shows that and no more."""

from collections.abc import Collection

from django.db import transaction

from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.core.actions.audit import record
from reporting.editions.publishing.queries.observers import Observer, observer, offered_editions
from reporting.models import PublishedTo


@transaction.atomic
def publish_to(*, by: Actor, code: str, all_annual: bool, editions: Collection[int]) -> Observer:
    """From now on it is this: what is not chosen any more is taken away at once. A key that is no
    published edition is left out."""
    require(by, Permission.OBSERVERS_MANAGE)
    before = observer(code)
    known = {edition.pk for edition in offered_editions()}
    wanted = known & set(editions)
    rows = PublishedTo.objects.filter(organisation_unit=before.unit)
    rows.filter(edition__in=before.editions - wanted).delete()
    if before.all_annual and not all_annual:
        rows.filter(edition__isnull=True).delete()
    new: list[int | None] = [None] if all_annual and not before.all_annual else []
    new += sorted(wanted - before.editions)
    PublishedTo.objects.bulk_create(
        [
            PublishedTo(organisation_unit=before.unit, edition_id=edition, by=by.user)
            for edition in new
        ],
        ignore_conflicts=True,  # chosen twice at once is chosen
    )
    record(
        "observer.published_to", f"unit:{before.unit.code}", by=by, unit=before.unit,
        all_annual=[before.all_annual, all_annual],
        editions=[sorted(before.editions), sorted(wanted)],
    )  # fmt: skip
    return observer(code)
