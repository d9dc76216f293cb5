"""One's own notices, as the portal lists them. The Secretariat reaches everybody's rows, so that
every read here names the person and the unit."""

from django.db.models import QuerySet

from reporting.access_errors import NotHere
from reporting.models import Notice


def own_notices(
    user_id: int, unit_id: int, *, kind: str = "", unread: bool = False
) -> QuerySet[Notice]:
    """Newest first."""
    rows = Notice.objects.filter(recipient_id=user_id, organisation_unit_id=unit_id)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(read_at__isnull=True) if unread else rows


def own_notice(user_id: int, unit_id: int, notice_id: int) -> Notice:
    found = own_notices(user_id, unit_id).filter(pk=notice_id).first()
    if found is None:
        raise NotHere
    return found


def unread_count(user_id: int, unit_id: int) -> int:
    return own_notices(user_id, unit_id, unread=True).count()
