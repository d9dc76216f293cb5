"""What a person may see of a report and do with it now, and why not.

A stranger learns nothing (`NotHere`, a 404); the wrong role is told why (`Refused`, a 403).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces import people
from provinces.models import Delegation, OrganisationUnit, UnitClosure
from provinces.roles import Permission, Role
from reporting.access import REASONS, Actor, NotHere, Overtaken, Refused
from reporting.calendar.queries.owed_reports import Calendar, calendar_of
from reporting.calendar.rules.deadlines import first_day_after
from reporting.kernel.approval import (
    EDITABLE,
    NOT_ALLOWED_BELOW,
    ApprovalState,
    Move,
    MoveRefused,
    step,
    wrong_state,
)
from reporting.kernel.periods import Period
from reporting.models import Report, Revision

OWN_UNIT_ONLY = (Permission.REPORT_ENTER, Permission.REPORT_SIGN)
PREPARED_AS_DEPUTY = gettext_lazy(
    "You have prepared this report yourself. A deputy signs what somebody else has prepared: ask "
    "an approver of your unit."
)
NOT_SIGNED = (ApprovalState.DRAFT, ApprovalState.PREPARED)
MOVES = {
    Permission.REPORT_SIGN: Move.SUBMIT,
    Permission.REPORT_REVIEW: Move.ACCEPT,
    Permission.REPORT_REOPEN: Move.REOPEN,
}
DECIDES = (Permission.REPORT_REVIEW, Permission.REPORT_REOPEN)


@dataclass(frozen=True)
class ReportAccess:
    """A report as one person finds it. `refusal` says why a button is not there."""

    actor: Actor
    report: Report
    revision: Revision

    @property
    def is_own(self) -> bool:
        return self.report.organisation_unit_id == self.actor.unit.pk

    @property
    def is_below(self) -> bool:
        """Of a unit below another reporter, which decides on it; what was transcribed is the
        Secretariat's."""
        return self.report.is_below

    @cached_property
    def is_above(self) -> bool:
        """Whether this person's unit stands above the one that reports."""
        if self.is_own or self.actor.is_national:
            return False
        return UnitClosure.objects.filter(
            ancestor=self.actor.unit, descendant=self.report.organisation_unit_id
        ).exists()

    @property
    def decides(self) -> bool:
        """Whether it is this person's part to read it and decide, whatever its state."""
        if self.is_below:
            return self.is_above and self.actor.may(Permission.REPORT_REVIEW_BELOW)
        return self.actor.may(Permission.REPORT_REVIEW)

    @property
    def signed_and_decides(self) -> bool:
        """This person signed it for the place, and would decide on it too."""
        return self.is_above and self.revision.submitted_by_id == self.actor.user.pk

    @cached_property
    def others_decide(self) -> bool:
        """Whether somebody else above the unit could."""
        above = UnitClosure.objects.filter(descendant=self.report.organisation_unit_id, depth__gt=0)
        units = above.values_list("ancestor_id", flat=True)
        return people.others_hold(Role.APPROVER, units, but=self.actor.user)

    @cached_property
    def calendar(self) -> Calendar | None:
        """That of the report's year, as far as this unit is concerned."""
        return calendar_of(self.report.year, unit_ids=[self.report.organisation_unit_id])

    @cached_property
    def closed_words(self) -> str:
        """Why the calendar lets nobody work on it any more; "" where it does. What came back is
        corrected whenever that is."""
        if self.revision.number > 1:
            return ""
        report = self.report
        return _closed_words(
            self.calendar, report.organisation_unit_id, report.data_set_id, report.period
        )

    @property
    def today(self) -> date:
        """Of a year to practise on, its own day."""
        return self.calendar.today if self.calendar else timezone.localdate()

    @cached_property
    def delegation(self) -> Delegation | None:
        """By which this person signs the report as a deputy; None of who signs in an own role."""
        actor = self.actor
        if Permission.REPORT_SIGN in actor.permissions or not self.is_own or not actor.delegations:
            return None
        return actor.delegation(Permission.REPORT_SIGN)

    def _holds(self, permission: Permission) -> bool:
        if permission is Permission.REPORT_SIGN and self.is_own:
            return permission in self.actor.permissions or self.delegation is not None
        return self.actor.may(permission)

    def refusal_of(self, move: Move) -> Refused | None:
        """Why this step is not to be taken now; None where it is."""
        try:
            state = ApprovalState(self.revision.state)
            step(move, state, self.actor.permissions, below=self.is_below)
        except MoveRefused as refused:
            words = _(refused.template)
            return Refused(words) if refused.not_allowed or not self.is_own else Overtaken(words)
        return None if self.is_own else Refused(_("This report belongs to another unit."))

    def refusal(self, permission: Permission) -> str | None:
        """Why this may not be done to this revision now; None where it may."""
        if permission in DECIDES and self.is_below:
            refusal = self._refusal_above(MOVES[permission])
            return str(refusal) if refusal else None
        if not self._holds(permission):
            return str(REASONS.get(permission) or _("Your role does not include this."))
        if permission in OWN_UNIT_ONLY and not self.is_own:
            return _("This report belongs to another unit.")
        if permission is Permission.REPORT_COMMENT and not self._speaks:
            return _("This report belongs to another unit.")
        state = ApprovalState(self.revision.state)
        if permission is Permission.REPORT_ENTER and state not in EDITABLE:
            return _(wrong_state(state, below=self.is_below))
        if permission in OWN_UNIT_ONLY and state in NOT_SIGNED and self.closed_words:
            return self.closed_words
        if permission in MOVES:
            try:
                step(MOVES[permission], state, self.actor.permissions | {permission})
            except MoveRefused as refused:
                return _(refused.template)
        if permission is Permission.REPORT_SIGN and self._prepared_as_deputy:
            return str(PREPARED_AS_DEPUTY)
        return None

    @property
    def _prepared_as_deputy(self) -> bool:
        """A deputy signs what somebody else has prepared."""
        return self.delegation is not None and (self.revision.prepared_by_id == self.actor.user.pk)

    def may(self, permission: Permission) -> bool:
        return self.refusal(permission) is None

    def require(self, permission: Permission) -> None:
        if permission in DECIDES and self.is_below:
            if refusal := self._refusal_above(MOVES[permission]):
                raise refusal
            return
        reason = self.refusal(permission)
        if reason:
            raise Overtaken(reason) if self._by_state(permission, reason) else Refused(reason)

    @property
    def _speaks(self) -> bool:
        return self.is_own or self.actor.is_national or self.is_above

    def _refusal_above(self, move: Move) -> Refused | None:
        """Of a unit below another reporter. Who signed for the place does not accept it too,
        unless nobody else could."""
        if not self.decides:
            return Refused(_(NOT_ALLOWED_BELOW[move]))
        try:
            step(move, ApprovalState(self.revision.state), self.actor.permissions, below=True)
        except MoveRefused as refused:
            return Overtaken(_(refused.template))
        if move is Move.ACCEPT and self.signed_and_decides and self.others_decide:
            return Refused(
                _(
                    "You signed this report for the place. Another approver above it reads it: ask "
                    "one of them."
                )
            )
        return None

    def _by_state(self, permission: Permission, reason: str) -> bool:
        """Whether only the state of the report stands in the way of this person."""
        theirs = permission not in OWN_UNIT_ONLY or self.is_own
        shut = (self.closed_words, str(PREPARED_AS_DEPUTY))
        return self._holds(permission) and theirs and reason not in shut


def closed_words(unit: OrganisationUnit, data_set_id: int, period: Period) -> str:
    """Why a report cannot be begun or filled today: not open yet, or closed; "" where it can. Where
    no calendar speaks of the period, its report opens once it is over, and never closes."""
    calendar = calendar_of(period.year, unit_ids=[unit.pk])
    return _closed_words(calendar, unit.pk, data_set_id, period)


def _closed_words(calendar: Calendar | None, unit_id: int, data_set_id: int, period: Period) -> str:
    when = calendar.dates(unit_id, data_set_id, period) if calendar else None
    today = calendar.today if calendar else timezone.localdate()
    opens = when.opens if when else first_day_after(period)
    if today < opens:
        return _("This report opens on %(day)s.") % {"day": date_format(opens)}
    if when and when.closes is not None and today > when.closes:
        words = _("This report closed on %(day)s. Ask the Secretariat for an extension.")
        return words % {"day": date_format(when.closes)}
    return ""


def access_to_report(
    actor: Actor, *, unit: str, period: str, data_set: str, revision: int | None = None
) -> ReportAccess:
    """The report at this address, at its newest revision or the one asked for."""
    try:
        key = Period.parse(period).key
    except ValueError as error:
        raise NotHere from error
    rows = (
        Revision.objects.filter(
            report__organisation_unit__code=unit,
            report__period_key=key,
            report__data_set__code=data_set,
        )
        .select_related(
            "report__data_set",
            "report__organisation_unit__parent",
            "prepared_by",
            "submitted_by",
            "decided_by",
            "delegation__delegator",
        )
        .annotate(is_deputy=Exists(people.delegations(actor.user, actor.unit)))
    )
    if revision is not None:
        rows = rows.filter(number=revision)
    found = rows.order_by("-number").first()
    if found is None or not actor.may(Permission.REPORT_VIEW):
        raise NotHere
    if not found.is_deputy:
        actor.__dict__.setdefault("delegations", [])  # nothing that is asked for again
    return ReportAccess(actor, found.report, found)
