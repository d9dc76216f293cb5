"""Targets of indicators, as the General Secretariat sets them."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Overtaken, require
from reporting.core.actions.audit import record
from reporting.models import IndicatorTarget
from strategies.models import Indicator


@transaction.atomic
def set_target(
    *, by: Actor, indicator: Indicator, year: int, value: Decimal, decided_by: str
) -> IndicatorTarget:
    """A target of the same year takes the place of the one before it, which the audit keeps."""
    require(by, Permission.EDITION_WRITE)
    rows = IndicatorTarget.objects.select_for_update()
    before = rows.filter(indicator=indicator, year=year).first()
    said = {"value": str(value), "decided_by": decided_by}
    target, _made = IndicatorTarget.objects.update_or_create(
        indicator=indicator,
        year=year,
        defaults={
            "value": value, "decided_by": decided_by, "set_by": by.user, "set_at": timezone.now(),
        },
    )  # fmt: skip
    old = {"value": str(before.value), "decided_by": before.decided_by} if before else {}
    record("indicator.target", f"indicator:{indicator.code} {year}", by=by, before=old, after=said)
    return target


@transaction.atomic
def remove_target(*, by: Actor, indicator: Indicator, year: int) -> None:
    require(by, Permission.EDITION_WRITE)
    target = (
        IndicatorTarget.objects.select_for_update().filter(indicator=indicator, year=year).first()
    )
    if target is None:
        raise Overtaken(_("This target is gone already."))
    old = {"value": str(target.value), "decided_by": target.decided_by}
    target.delete()
    record("indicator.target_gone", f"indicator:{indicator.code} {year}", by=by, before=old)
