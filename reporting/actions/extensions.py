"""More time for units: given, taken back; asked for and answered."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.access_errors import Refused
from reporting.actions.audit import record
from reporting.kernel.calendar import Dates
from reporting.kernel.periods import Period
from reporting.models import Extension, ExtensionRequest
from reporting.queries.calendar import Calendar, calendar_of, now_of
from strategies.models import DataSet

State = ExtensionRequest.State


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
    for one in made:
        record(
            "extension.grant", _target(one), by=by, unit_id=one.organisation_unit_id,
            form=data_set.code if data_set else "", period=period.code,
            due_on=due_on.isoformat(), reason=reason,
        )  # fmt: skip
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
        if form.holds_in(period.year)
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
    target, unit_id, due_on = _target(extension), extension.organisation_unit_id, extension.due_on
    removed, _per_model = Extension.objects.filter(pk=extension.pk).delete()
    if not removed:
        raise Refused(_("Somebody has taken this extension back already."))
    record(
        "extension.withdraw", target, by=by, unit_id=unit_id,
        period=Period.from_key(extension.period_key).code, due_on=due_on.isoformat(),
    )  # fmt: skip


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


def _target(extension: Extension) -> str:
    return f"extension:{extension.pk}"
