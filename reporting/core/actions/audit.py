"""The audit trail: each action writes its own row in its own transaction."""

from typing import Any

from provinces.models import OrganisationUnit
from reporting.access import Actor
from reporting.models import AuditEvent


def record(
    action: str,
    target: str,
    *,
    by: Actor,
    unit: OrganisationUnit | None = None,
    unit_id: int | None = None,
    **detail: Any,
) -> None:
    AuditEvent.objects.create(
        by=by.user,
        organisation_unit_id=unit.pk if unit else unit_id,
        action=action,
        target=target,
        detail=detail,
    )
