"""The Secretariat keeps the calendar: years, deadlines, the cut-off, days off."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.access_errors import Refused
from reporting.actions.audit import record
from reporting.kernel.calendar import Rule
from reporting.kernel.holidays import DayOff
from reporting.kernel.periods import PeriodKind
from reporting.models import DeadlineRule, Holiday, ReportingYear
from strategies.models import DataSet

Rules = Mapping[tuple[int | None, PeriodKind], Rule]


@transaction.atomic
def open_year(*, by: Actor, year: int, rules: Rules, cut_off: date | None = None) -> ReportingYear:
    """From now on the year's reports are owed, by these rules."""
    require(by, Permission.CALENDAR_MANAGE)
    try:
        with transaction.atomic():
            opened = ReportingYear.objects.create(year=year, cut_off=cut_off, opened_by=by.user)
    except IntegrityError as error:  # the year is unique
        raise Refused(_("The year %(year)s is open already.") % {"year": year}) from error
    DeadlineRule.objects.bulk_create(
        DeadlineRule(
            reporting_year=opened, data_set_id=form, period_kind=kind.value, **asdict(rule)
        )
        for (form, kind), rule in rules.items()
    )
    record("calendar.open", f"year:{year}", by=by, rules=len(rules), cut_off=_said(cut_off))
    return opened


@transaction.atomic
def change_rule(
    *, by: Actor, opened: ReportingYear, kind: PeriodKind, data_set: DataSet | None, rule: Rule
) -> None:
    """The rule of one kind of period, for the forms without their own or for one form."""
    require(by, Permission.CALENDAR_MANAGE)
    which: dict[str, Any] = {
        "reporting_year": opened, "data_set": data_set, "period_kind": kind.value,
    }  # fmt: skip
    before = DeadlineRule.objects.filter(**which).values(*asdict(rule)).first()
    DeadlineRule.objects.update_or_create(**which, defaults=asdict(rule))
    record(
        "calendar.rule", _target(opened), by=by, kind=kind.value,
        form=data_set.code if data_set else "", before=before, after=asdict(rule),
    )  # fmt: skip


@transaction.atomic
def drop_rule(*, by: Actor, opened: ReportingYear, kind: PeriodKind, data_set: DataSet) -> None:
    """The form follows the rule of all forms again."""
    require(by, Permission.CALENDAR_MANAGE)
    opened.rules.filter(period_kind=kind.value, data_set=data_set).delete()
    record(
        "calendar.rule_dropped", _target(opened), by=by, kind=kind.value, form=data_set.code
    )  # fmt: skip


@transaction.atomic
def set_cut_off(*, by: Actor, opened: ReportingYear, day: date | None) -> None:
    require(by, Permission.CALENDAR_MANAGE)
    before, opened.cut_off = opened.cut_off, day
    opened.save(update_fields=["cut_off"])
    record(
        "calendar.cut_off", _target(opened), by=by, before=_said(before), after=_said(day)
    )  # fmt: skip


@transaction.atomic
def change_holidays(
    *, by: Actor, year: int, added: Iterable[DayOff] = (), removed: Collection[date] = ()
) -> None:
    """A day that is there already gets its new name."""
    require(by, Permission.CALENDAR_MANAGE)
    Holiday.objects.filter(date__in=removed).delete()
    rows = [Holiday(date=one.day, title_en=one.en, title_km=one.km) for one in added]
    Holiday.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["title_en", "title_km"],
    )
    record(
        "calendar.holidays", f"year:{year}", by=by,
        added={_said(row.date): row.title_en for row in rows},
        removed=[_said(day) for day in sorted(removed)],
    )  # fmt: skip


def _target(opened: ReportingYear) -> str:
    return f"year:{opened.year}"


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""
