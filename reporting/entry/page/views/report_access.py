"""What the pages of a report share: the report is found or refused, has an address, a state in
words, and the steps that this person may take with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.calendar.queries.owed_reports import owed
from reporting.calendar.views.tags import message_words
from reporting.core.queries.signature_words import signed_by
from reporting.entry.access import NOT_SIGNED, ReportAccess, access_to_report
from reporting.entry.page.queries.report_history import steps_of
from reporting.entry.page.views.next_move import move_of
from reporting.kernel.approval import Move
from reporting.kernel.periods import Period
from reporting.models import Report, ReviewStep, Revision

ReportView = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class StepPage:
    """A decision on a report: by which permission, and how its button and page are called."""

    name: str
    permission: Permission
    button: str | Promise
    comment: str | Promise = ""
    required: bool = False
    quiet: bool = True
    move: Move | None = None  # where the permission alone does not say which step is meant

    @property
    def url_name(self) -> str:
        return f"reporting:report_{self.name}"

    def refusal(self, found: ReportAccess) -> str | None:
        if self.move is None:
            return found.refusal(self.permission)
        refusal = found.refusal_of(self.move)
        return str(refusal) if refusal else None

    def require(self, found: ReportAccess) -> None:
        if self.move is None:
            found.require(self.permission)
        elif refusal := found.refusal_of(self.move):
            raise refusal


STEPS = {
    step_page.name: step_page
    for step_page in (
        StepPage(
            "prepare", Permission.REPORT_ENTER, gettext_lazy("Hand over for the signature"),
            quiet=False,
        ),
        StepPage("sign", Permission.REPORT_SIGN, gettext_lazy("Sign and submit"), quiet=False),
        StepPage(
            "take_back", Permission.REPORT_ENTER, gettext_lazy("Take back to change it"),
            gettext_lazy("What is to be changed, if you like to say it"), move=Move.TAKE_BACK,
        ),
        StepPage(
            "accept", Permission.REPORT_REVIEW, gettext_lazy("Accept"),
            gettext_lazy("A word to the unit, if you like"), quiet=False,
        ),
        StepPage(
            "return", Permission.REPORT_REVIEW, gettext_lazy("Return with comments"),
            gettext_lazy("What the unit has to correct"), required=True,
        ),
        StepPage(
            "reopen", Permission.REPORT_REOPEN, gettext_lazy("Re-open"),
            gettext_lazy("Why the report is re-opened"), required=True,
        ),
    )
}  # fmt: skip


def report_address(report: Report, name: str = "reporting:report") -> str:
    place = [report.organisation_unit.code, report.data_set.code, report.period.url]
    return reverse(name, args=place)


def page_address(found: ReportAccess) -> str:
    """Where this person reads the report: a unit on its own page, who reviews beside the rest."""
    reviews = found.decides or found.actor.may(Permission.REPORT_REVIEW) or found.actor.led_group
    return report_address(found.report, "reporting:review" if reviews else "reporting:report")


def read_address(report: Report, actor: Actor) -> str:
    """Of a list: what a tenant sees there beside its own is of the units below."""
    reviews = bool(actor.may(Permission.REPORT_REVIEW) or actor.led_group)
    if not actor.is_national and report.organisation_unit_id != actor.unit.pk:
        reviews = actor.may(Permission.REPORT_REVIEW_BELOW)
    return report_address(report, "reporting:review" if reviews else "reporting:report")


def report_view(view: ReportView) -> ReportView:
    """For `view(request, actor, found)`: finds the report; a refusal stands beside a way back."""

    @wraps(view)
    def opened(
        request: PortalRequest, actor: Actor, unit: str, data_set: str, period: str, **kwargs: Any
    ) -> HttpResponseBase:
        revision = whole_number(request.GET.get("revision", ""))
        try:
            found = access_to_report(
                actor, unit=unit, period=period, data_set=data_set, revision=revision
            )
        except NotHere:
            page = _not_begun(request, actor, unit=unit, data_set=data_set, period=period)
            if page is None:
                raise
            return page
        try:
            return view(request, actor, found, **kwargs)
        except Refused as refusal:
            return _refused(request, found, refusal)

    return opened


def _refused(request: PortalRequest, found: ReportAccess, refusal: Refused) -> HttpResponseBase:
    """Why it was not done; where somebody was first, what happened meanwhile and by whom."""
    last = steps_of(found.report)[:1] if isinstance(refusal, Overtaken) else []
    context = {
        "reason": str(refusal),
        "back": page_address(found),
        "meanwhile": [state_words(step, below=found.is_below) for step in last],
        "comment": last[0].comment if last else "",
    }
    return render(request, "entry/report_refused.html", context, status=refusal.status)


def seen_token(revision: Revision) -> str:
    """What a person had before their eyes who presses a button: another revision, or one that was
    taken back and handed over again, has another one."""
    handed = revision.prepared_at.timestamp() if revision.prepared_at else 0
    return f"{revision.number}-{handed:.6f}"


def refuse_unseen(revision: Revision, seen: str) -> None:
    if seen and seen != seen_token(revision):
        raise Overtaken(
            _("The report has changed since you opened the page. Read it again before you decide.")
        )


def may_go_on(found: ReportAccess, steps: list[ReviewStep]) -> bool:
    """Whether the unit may begin the next revision: after a return, or once it was re-opened."""
    if not (found.is_own and found.actor.may(Permission.REPORT_ENTER)):
        return False
    if found.revision.state == Revision.State.RETURNED:
        return True
    return any(
        step.step == ReviewStep.Step.REOPENED and step.revision_id == found.revision.pk
        for step in steps
    )


def buttons(found: ReportAccess) -> list[tuple[StepPage, str]]:
    """What this person may decide, and where."""
    return [
        (step, report_address(found.report, step.url_name))
        for step in STEPS.values()
        if step.refusal(found) is None
    ]


def reasons(found: ReportAccess) -> list[str]:
    """Why a person who could expect a button does not find it."""
    asked = []
    if found.is_own and not found.actor.is_national:
        asked = [Permission.REPORT_ENTER]
        if found.revision.state in NOT_SIGNED:
            asked.append(Permission.REPORT_SIGN)
    if found.decides or found.actor.may(Permission.REPORT_REVIEW):
        asked = [] if found.may(Permission.REPORT_REOPEN) else [Permission.REPORT_REVIEW]
    return list(dict.fromkeys(reason for reason in map(found.refusal, asked) if reason))


WORDS = {
    ReviewStep.Step.BEGUN: gettext_lazy("Begun on %(day)s by %(person)s."),
    ReviewStep.Step.PREPARED: gettext_lazy(
        "Handed over on %(day)s by %(person)s. It waits for the signature of an approver."
    ),
    ReviewStep.Step.TAKEN_BACK: gettext_lazy("Taken back on %(day)s by %(person)s."),
    ReviewStep.Step.SUBMITTED: gettext_lazy(
        "Signed on %(day)s by %(person)s. The Secretariat reads it now."
    ),
    ReviewStep.Step.RETURNED: gettext_lazy("Returned on %(day)s by %(person)s."),
    ReviewStep.Step.ACCEPTED: gettext_lazy("Accepted on %(day)s by %(person)s."),
    ReviewStep.Step.REOPENED: gettext_lazy("Re-opened on %(day)s by %(person)s."),
}


SIGNED_BELOW = gettext_lazy("Signed on %(day)s by %(person)s. The unit above reads it now.")


def state_words(step: ReviewStep | None, *, below: bool = False) -> str:
    """Why a report stands where it stands: the last step, in a sentence. `below`: of a unit below
    another reporter."""
    if step is None:
        return ""
    signed = below and step.step == ReviewStep.Step.SUBMITTED
    return str(SIGNED_BELOW if signed else WORDS[ReviewStep.Step(step.step)]) % {
        "day": date_format(localtime(step.at)),
        "person": signed_by(
            step.by,
            step.revision.delegation if step.step == ReviewStep.Step.SUBMITTED else None,
            get_language() or "en",
        ),
    }


def next_words(state: str, *, own: bool, below: bool, actor: Actor) -> str:
    """What to do next, for this person. `below`: of a unit below another reporter."""
    decides = Permission.REPORT_REVIEW_BELOW if below else Permission.REPORT_REVIEW
    reviews = not own and actor.may(decides)
    fills, signs = actor.may(Permission.REPORT_ENTER), actor.may(Permission.REPORT_SIGN)
    if own and fills and state == Revision.State.DRAFT:
        return _("Go on, then hand it over for the signature")
    if own and state == Revision.State.PREPARED:
        return _("Read it, then sign and submit") if signs else _("It waits for the signature")
    if own and fills and state == Revision.State.RETURNED:
        return _("Read the comments and correct it")
    if reviews and state == Revision.State.SUBMITTED:
        return _("Read it, then accept or return it")
    return _("Read it")


def _not_begun(
    request: PortalRequest, actor: Actor, *, unit: str, data_set: str, period: str
) -> HttpResponse | None:
    """None for a stranger, and where no such report is owed: the page of what is not there."""
    if unit != actor.unit.code:
        return None
    try:
        wanted = Period.parse(period)
    except ValueError:
        return None
    for report in owed([wanted.year], units=[actor.unit]):
        if report.data_set.code == data_set and report.period == wanted and report.reported is None:
            context = {
                "owed": report,
                "why": message_words(report.placed.why),
                "move": move_of(report, actor),
            }
            return render(
                request, "entry/report_not_begun.html", context, status=HTTPStatus.NOT_FOUND
            )
    return None
