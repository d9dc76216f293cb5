"""Targets of indicators, as the General Secretariat sets them: a draft first, then published."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Overtaken, require
from reporting.core.actions.audit import record
from reporting.models import IndicatorTarget
from strategies.models import Indicator


@transaction.atomic
def draft_target(
    *, by: Actor, indicator: Indicator, year: int, value: Decimal, decided_by: str
) -> IndicatorTarget:
    """Nobody is shown it before it is published; of a year there is one draft."""
    require(by, Permission.EDITION_WRITE)
    target, _made = IndicatorTarget.everything.update_or_create(
        indicator=indicator,
        year=year,
        is_draft=True,
        defaults={
            "value": value, "decided_by": decided_by, "set_by": by.user, "set_at": timezone.now(),
        },
    )  # fmt: skip
    _record("indicator.target_drafted", by, target, after=_said(target))
    return target


@transaction.atomic
def publish_target(*, by: Actor, indicator: Indicator, year: int) -> IndicatorTarget:
    """It takes the place of the published one of its year, which the audit keeps."""
    require(by, Permission.EDITION_WRITE)
    draft = _locked(indicator, year, is_draft=True)
    before = IndicatorTarget.objects.select_for_update().filter(indicator=indicator, year=year)
    old = before.first()
    before.delete()
    draft.is_draft = False
    draft.save(update_fields=["is_draft"])
    _record("indicator.target", by, draft, before=_said(old), after=_said(draft))
    return draft


@transaction.atomic
def remove_target(*, by: Actor, indicator: Indicator, year: int, is_draft: bool = False) -> None:
    """The published one, or the draft of the year."""
    require(by, Permission.EDITION_WRITE)
    target = _locked(indicator, year, is_draft=is_draft)
    action = "indicator.target_discarded" if is_draft else "indicator.target_gone"
    _record(action, by, target, before=_said(target))
    target.delete()


def _locked(indicator: Indicator, year: int, *, is_draft: bool) -> IndicatorTarget:
    rows = IndicatorTarget.everything.select_for_update()
    target = rows.filter(indicator=indicator, year=year, is_draft=is_draft).first()
    if target is None:
        raise Overtaken(_("This target is gone already."))
    return target


def _said(target: IndicatorTarget | None) -> dict[str, str]:
    return {"value": str(target.value), "decided_by": target.decided_by} if target else {}


def _record(action: str, by: Actor, target: IndicatorTarget, **said: Any) -> None:
    record(action, f"indicator:{target.indicator.code} {target.year}", by=by, **said)
