"""What is done with a commitment: it is entered, changed, withdrawn, answered, never removed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitClosure
from provinces.models.units import UnitKind
from provinces.roles import Permission
from reporting.access import Actor, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions.audit import record
from reporting.models import (
    ActivityProgress,
    Commitment,
    CommitmentAnswer,
    CommitmentChange,
    CommitmentUnit,
)
from strategies.models import Activity, ActivityGroup
from strategies.models.labels import KhmerStanding

Status = ActivityProgress.Status
COMMITMENTS = 7308  # the space of advisory locks that stands for commitments


@dataclass(frozen=True)
class CommitmentOrigin:
    """Where it comes from; `mark`: where it stands there, such as V.A.1. `year`: the report's, the
    plan's, the meeting's. A year to practise on takes its commitments away with it."""

    kind: str
    year: int
    name_en: str = ""
    name_km: str = ""
    mark: str = ""


@dataclass(frozen=True)
class CommitmentTexts:
    """What was promised, and how one will know."""

    text_en: str = ""
    text_km: str = ""
    khmer_standing: str = KhmerStanding.PROPOSED
    sign_en: str = ""
    sign_km: str = ""
    is_text_known: bool = True


@dataclass(frozen=True)
class Serves:
    """What of the plan it serves."""

    activity_group: ActivityGroup | None = None
    activity: Activity | None = None
    indicator: str = ""


@transaction.atomic
def make_commitment(
    *,
    by: Actor,
    origin: CommitmentOrigin,
    texts: CommitmentTexts,
    units: Sequence[OrganisationUnit],
    due: date | None = None,
    serves: Serves | None = None,
    by_signature: bool = False,
) -> Commitment:
    """`units`: who answers, the first leads. A unit keeps the decisions of its own meetings, which
    it or those below it answer; all else the General Secretariat. `by_signature`: of the minutes,
    which a deputy gives too."""
    if not by_signature:
        require(by, Permission.COMMITMENT_KEEP)
    if not by.is_national and origin.kind != Commitment.Origin.DECISION:
        raise Refused(_("Only the Secretariat enters a commitment that is not a decision."))
    keeper = _keeper(by)
    _require_units(by, units)
    serves = serves or Serves()
    commitment = Commitment.objects.create(
        number=_next_number(),
        origin=origin.kind,
        origin_year=origin.year,
        origin_name=origin.name_en,
        origin_name_km=origin.name_km,
        origin_mark=origin.mark,
        due_on=due,
        kept_by=keeper,
        made_at=now_of(origin.year),
        made_by=by.user,
        **vars(serves),
        **asdict(texts),
    )
    _put_units(commitment, units)
    commitment.refresh_from_db()
    record(
        "commitment.make", _target(commitment), by=by, unit=_audited(by),
        number=commitment.number, origin=asdict(origin), texts=asdict(texts),
        **_said(due, units, serves),
    )  # fmt: skip
    return commitment


@transaction.atomic
def amend(
    *,
    by: Actor,
    commitment: Commitment,
    units: Sequence[OrganisationUnit],
    due: date | None,
    serves: Serves,
    sign_en: str,
    sign_km: str,
    reason: str,
) -> None:
    """Who, by when, how one will know and what it serves; what stood before stays to be read."""
    _require_kept(by, commitment)
    _lock(commitment)
    _require_open(commitment)
    _require_reason(reason)
    _require_units(by, units)
    before_serves = Serves(commitment.activity_group, commitment.activity, commitment.indicator)
    before = _said(commitment.due_on, _units(commitment), before_serves)
    before |= {"sign_en": commitment.sign_en, "sign_km": commitment.sign_km}
    after = _said(due, units, serves) | {"sign_en": sign_en, "sign_km": sign_km}
    if before == after:
        raise Refused(_("Nothing was changed."))
    Commitment.objects.filter(pk=commitment.pk).update(
        due_on=due, **vars(serves), sign_en=sign_en, sign_km=sign_km
    )
    if before["units"] != after["units"]:
        CommitmentUnit.objects.filter(commitment=commitment).delete()
        _put_units(commitment, units)
    _change(by, commitment, before, after, reason)


@transaction.atomic
def withdraw(*, by: Actor, commitment: Commitment, reason: str) -> None:
    """It keeps its number and its answers, and is asked for no more."""
    _require_kept(by, commitment)
    _require_reason(reason)
    done = Commitment.objects.filter(pk=commitment.pk, withdrawn_at=None).update(
        withdrawn_at=now_of(commitment.origin_year),
        withdrawn_by=by.user,
        withdrawn_reason=reason,
    )
    if not done:
        raise Overtaken(_("The commitment was withdrawn already."))
    _change(by, commitment, {"withdrawn": False}, {"withdrawn": True}, reason)


@transaction.atomic
def answer(
    *, by: Actor, commitment: Commitment, status: str, text: str, evidence: str
) -> CommitmentAnswer:
    """In the register itself: by who keeps it, or by an approver of a unit that answers."""
    require_answerable(by, commitment)
    _lock(commitment)
    _require_open(commitment)
    if status not in Status.values:
        raise Refused(_("Say how far it is."))
    if not text.strip():
        raise Refused(_("Say in a sentence what was done, or why nothing was."))
    given = CommitmentAnswer.objects.create(
        commitment=commitment,
        organisation_unit=_keeper(by),
        status=status,
        text=text.strip(),
        evidence=evidence.strip(),
        at=now_of(commitment.origin_year),
        by=by.user,
    )
    record(
        "commitment.answer", _target(commitment), by=by, unit=_audited(by),
        status=status, text=given.text, evidence=given.evidence,
    )  # fmt: skip
    return given


def require_answerable(by: Actor, commitment: Commitment) -> None:
    if keeps(by, commitment):
        return
    if by.unit.pk not in commitment.answering:
        raise Refused(_("Only the units that answer for a commitment and its keeper answer it."))
    if not by.may(Permission.REPORT_SIGN):
        raise Refused(
            _("In the register an approver of the unit answers; an officer answers in its report.")
        )


def keeps(by: Actor, commitment: Commitment) -> bool:
    """The General Secretariat's are kept by all who keep commitments there."""
    if not by.may(Permission.COMMITMENT_KEEP):
        return False
    if by.is_national:
        return commitment.kept_by.kind == UnitKind.SECRETARIAT
    return commitment.kept_by_id == by.unit.pk


def _require_kept(by: Actor, commitment: Commitment) -> None:
    require(by, Permission.COMMITMENT_KEEP)
    if not keeps(by, commitment):
        raise Refused(_("Only who keeps a commitment changes it."))


def _require_open(commitment: Commitment) -> None:
    commitment.refresh_from_db()
    if commitment.is_withdrawn:
        raise Overtaken(_("The commitment was withdrawn: it stays as it is."))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why."))


def _require_units(by: Actor, units: Sequence[OrganisationUnit]) -> None:
    if len({unit.pk for unit in units}) != len(units):
        raise Refused(_("A unit is named once."))
    if by.is_national:
        return
    asked = {unit.pk for unit in units}
    own = UnitClosure.objects.filter(ancestor=by.unit, descendant_id__in=asked)
    if asked - set(own.values_list("descendant_id", flat=True)):
        raise Refused(_("A decision is answered by your own unit and those below it."))


def _keeper(by: Actor) -> OrganisationUnit:
    if not by.is_national:
        return by.unit
    return OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)


def _put_units(commitment: Commitment, units: Sequence[OrganisationUnit]) -> None:
    CommitmentUnit.objects.bulk_create(
        CommitmentUnit(commitment=commitment, organisation_unit=unit, is_lead=place == 0)
        for place, unit in enumerate(units)
    )


def _units(commitment: Commitment) -> list[OrganisationUnit]:
    rows = commitment.units.select_related("organisation_unit").order_by("-is_lead", "pk")
    return [row.organisation_unit for row in rows]


def _change(
    by: Actor, commitment: Commitment, before: dict[str, Any], after: dict[str, Any], reason: str
) -> None:
    changed = {name for name in after if before[name] != after[name]}
    before = {name: value for name, value in before.items() if name in changed}
    after = {name: value for name, value in after.items() if name in changed}
    CommitmentChange.objects.create(
        commitment=commitment,
        before=before,
        after=after,
        reason=reason.strip(),
        at=now_of(commitment.origin_year),
        by=by.user,
    )
    action = "commitment.withdraw" if "withdrawn" in after else "commitment.amend"
    record(
        action, _target(commitment), by=by, unit=_audited(by),
        before=before, after=after, reason=reason.strip(),
    )  # fmt: skip


def _said(due: date | None, units: Sequence[OrganisationUnit], serves: Serves) -> dict[str, Any]:
    return {
        "due": due.isoformat() if due else "",
        "units": [unit.code for unit in units],
        "activity_group": serves.activity_group.code if serves.activity_group else "",
        "activity": serves.activity.code if serves.activity else "",
        "indicator": serves.indicator,
    }


def _audited(by: Actor) -> OrganisationUnit | None:
    return None if by.is_national else by.unit


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('reporting_commitment_number')")
        return int(cursor.fetchone()[0])


def _lock(commitment: Commitment) -> None:
    """Two who change or answer it come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [COMMITMENTS, commitment.pk])


def _target(commitment: Commitment) -> str:
    return f"commitment:{commitment.number}"
