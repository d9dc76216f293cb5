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
    event(action, target, by=by, unit_id=unit.pk if unit else unit_id, **detail).save()


def event(
    action: str, target: str, *, by: Actor, unit_id: int | None = None, **detail: Any
) -> AuditEvent:
    """Not stored yet: many are stored in one statement."""
    return AuditEvent(
        by=by.user, organisation_unit_id=unit_id, action=action, target=target, detail=detail
    )
