"""The Secretariat keeps the calendar (years, deadlines, the cut-off, days off) and extends it for
units that ask for more time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import Actor, Refused, require
from reporting.calendar.queries.owed_reports import Calendar, calendar_of, now_of
from reporting.calendar.rules.days_off import DayOff
from reporting.calendar.rules.deadlines import Dates, Rule
from reporting.core.actions.audit import record
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import DeadlineRule, Extension, ExtensionRequest, Holiday, ReportingYear
from strategies.models import DataSet

State = ExtensionRequest.State
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
        "calendar.rule", _year_target(opened), by=by, kind=kind.value,
        form=data_set.code if data_set else "", before=before, after=asdict(rule),
    )  # fmt: skip


@transaction.atomic
def drop_rule(*, by: Actor, opened: ReportingYear, kind: PeriodKind, data_set: DataSet) -> None:
    """The form follows the rule of all forms again."""
    require(by, Permission.CALENDAR_MANAGE)
    opened.rules.filter(period_kind=kind.value, data_set=data_set).delete()
    record(
        "calendar.rule_dropped", _year_target(opened), by=by, kind=kind.value, form=data_set.code
    )  # fmt: skip


@transaction.atomic
def set_cut_off(*, by: Actor, opened: ReportingYear, day: date | None) -> None:
    require(by, Permission.CALENDAR_MANAGE)
    before, opened.cut_off = opened.cut_off, day
    opened.save(update_fields=["cut_off"])
    record(
        "calendar.cut_off", _year_target(opened), by=by, before=_said(before), after=_said(day)
    )  # fmt: skip


@transaction.atomic
def change_holidays(
    *, by: Actor, year: int, added: Iterable[DayOff] = (), removed: Collection[date] = ()
) -> None:
    """A day that is there already gets its new name."""
    require(by, Permission.CALENDAR_MANAGE)
    Holiday.objects.filter(date__in=removed).delete()
    rows = [
        Holiday(date=day_off.day, title_en=day_off.en, title_km=day_off.km) for day_off in added
    ]
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


def _year_target(opened: ReportingYear) -> str:
    return f"year:{opened.year}"


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""


# More time for one report.


@transaction.atomic
def extend(
    *,
    by: Actor,
    units: Iterable[OrganisationUnit],
    data_set: DataSet | None,
    period: Period,
    due_on: date,
    reason: str,
) -> list[Extension]:
    """For each of these units that owes such a report; without a form: for all that it owes."""
    require(by, Permission.EXTENSION_GRANT)
    if not reason.strip():
        raise Refused(_("Say why there is more time: the units read it."))
    calendar = _calendar(period)
    forms = [data_set] if data_set else list(DataSet.objects.filter(owed=True))
    owing = [unit for unit in units if _owed_dates(calendar, unit, forms, period)]
    if not owing:
        raise Refused(_("None of these units owes such a report."))
    for unit in owing:
        for when in _owed_dates(calendar, unit, forms, period):
            _refuse_no_gain(calendar, when, due_on)
    made = Extension.objects.bulk_create(
        Extension(
            organisation_unit=unit, data_set=data_set, period_key=period.key,
            due_on=due_on, reason=reason.strip(), by=by.user,
        )
        for unit in owing
    )  # fmt: skip
    for extension in made:
        record(
            "extension.grant",
            _extension_target(extension),
            by=by,
            unit_id=extension.organisation_unit_id,
            form=data_set.code if data_set else "",
            period=period.code,
            due_on=due_on.isoformat(),
            reason=reason,
        )
    return made


def _calendar(period: Period) -> Calendar:
    calendar = calendar_of(period.year)
    if calendar is None:
        raise Refused(_("The year %(year)s has no calendar.") % {"year": period.year})
    return calendar


def _owed_dates(
    calendar: Calendar, unit: OrganisationUnit, forms: Iterable[DataSet], period: Period
) -> list[Dates]:
    found = [
        calendar.dates(unit.pk, form.pk, period)
        for form in forms
        if unit.holds_in(period.year)
        and form.holds_in(period.year)
        and form.is_filled_by(unit.code, unit.kind)
        and period in set(calendar.periods(form))
    ]
    return [when for when in found if when is not None]


def _refuse_no_gain(calendar: Calendar, when: Dates, due_on: date) -> None:
    if due_on < calendar.today:
        raise Refused(_("The new day has passed already. Choose today or a later day."))
    if due_on <= when.due:
        words = _("The report is due on %(day)s anyway. Choose a later day.")
        raise Refused(words % {"day": date_format(when.due)})


@transaction.atomic
def withdraw(*, by: Actor, extension: Extension) -> None:
    """The report is due again as the calendar, or an earlier extension, says."""
    require(by, Permission.EXTENSION_GRANT)
    removed, _per_model = Extension.objects.filter(pk=extension.pk).delete()
    if not removed:
        raise Refused(_("Somebody has taken this extension back already."))
    record(
        "extension.withdraw",
        _extension_target(extension),
        by=by,
        unit_id=extension.organisation_unit_id,
        period=Period.from_key(extension.period_key).code,
        due_on=extension.due_on.isoformat(),
    )


@transaction.atomic
def ask(*, by: Actor, data_set: DataSet, period: Period, text: str) -> ExtensionRequest:
    """For the unit's own report, also one that nobody has begun."""
    require(by, Permission.REPORT_ENTER)
    if not text.strip():
        raise Refused(_("Say why your unit needs more time."))
    if not _owed_dates(_calendar(period), by.unit, [data_set], period):
        raise Refused(_("Your unit does not owe such a report."))
    try:
        with transaction.atomic():
            asked = ExtensionRequest.objects.create(
                organisation_unit=by.unit, data_set=data_set, period_key=period.key,
                text=text.strip(), at=now_of(period.year), by=by.user,
            )  # fmt: skip
    except IntegrityError as error:  # the constraint extension_request_one_waits
        raise Refused(_("Your unit has asked already. The Secretariat answers soon.")) from error
    record(
        "extension.ask", f"request:{asked.pk}", by=by, unit=by.unit,
        form=data_set.code, period=period.code, text=text,
    )  # fmt: skip
    return asked


@transaction.atomic
def grant(*, by: Actor, request: ExtensionRequest, due_on: date, answer: str) -> None:
    require(by, Permission.EXTENSION_GRANT)
    _answer(by, request, State.GRANTED, answer)
    extend(
        by=by, units=[request.organisation_unit], data_set=request.data_set,
        period=Period.from_key(request.period_key), due_on=due_on, reason=answer or request.text,
    )  # fmt: skip


@transaction.atomic
def decline(*, by: Actor, request: ExtensionRequest, answer: str) -> None:
    require(by, Permission.EXTENSION_GRANT)
    if not answer.strip():
        raise Refused(_("Say why there is no more time: the unit reads it."))
    _answer(by, request, State.DECLINED, answer)
    record(
        "extension.decline", f"request:{request.pk}", by=by,
        unit_id=request.organisation_unit_id, answer=answer,
    )  # fmt: skip


def _answer(by: Actor, request: ExtensionRequest, state: State, answer: str) -> None:
    now = now_of(Period.from_key(request.period_key).year)
    answered = ExtensionRequest.objects.filter(pk=request.pk, state=State.WAITING).update(
        state=state, answer=answer.strip(), decided_at=now, decided_by=by.user
    )
    if not answered:
        raise Refused(_("Somebody was faster: the request is answered already."))


def _extension_target(extension: Extension) -> str:
    return f"extension:{extension.pk}"
