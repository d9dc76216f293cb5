"""One's own notices, as the portal lists them. The Secretariat reaches everybody's rows, so that
every read here names the person and the unit."""

from django.db.models import QuerySet

from reporting.access_errors import NotHere
from reporting.kernel.periods import Period
from reporting.models import Notice, Report


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


def is_there(unit: str, data_set: str, period: str) -> bool:
    """Whether somebody has begun this report, as far as this person may know."""
    try:
        key = Period.parse(period).key
    except ValueError as error:
        raise NotHere from error
    return Report.objects.filter(
        organisation_unit__code=unit, data_set__code=data_set, period_key=key
    ).exists()
