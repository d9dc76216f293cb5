"""One click to go on: what a person does next with an owed report, and the button for it."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Revision

State = Revision.State
CAME_BACK = (ReportStatus.RETURNED, ReportStatus.REOPENED)


@dataclass(frozen=True)
class NextMove:
    """`fields`: what is posted; a link where `is_post` is false. `leads`: it moves the report."""

    words: str
    url: str
    is_post: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    leads: bool = True


def move_of(report: Owed, actor: Actor) -> NextMove | None:
    """None where there is nothing to do, and nothing to read yet."""
    if report.unit.pk != actor.unit.pk or not actor.may(Permission.REPORT_ENTER):
        return _reading(report, actor)
    status = report.placed.status
    state = report.reported.state if report.reported else None
    if status in (ReportStatus.OPEN, ReportStatus.OVERDUE):
        return _begin(report) if state is None else NextMove(_("Go on"), _address(report))
    if status in CAME_BACK:
        if state == State.DRAFT:
            return NextMove(_("Go on correcting"), _address(report))
        return NextMove(_("Correct it"), _address(report, "reporting:report_next"), is_post=True)
    if status is ReportStatus.PREPARED and actor.may(Permission.REPORT_SIGN):
        return NextMove(_("Read it and sign"), _address(report, "reporting:report_sign"))
    if status is ReportStatus.CLOSED:
        return NextMove(_("Ask for more time"), more_time(report))
    return _reading(report, actor)


def _begin(report: Owed) -> NextMove:
    fields = {
        "data_set": report.data_set.code,
        "year": str(report.period.year),
        "part": part_of(report.period),
    }
    return NextMove(_("Begin"), reverse("reporting:report_begin"), is_post=True, fields=fields)


def part_of(period: Period) -> str:
    """As the form to begin a report names it: `03`, `Q1`, `year`."""
    return "year" if period.kind is PeriodKind.YEAR else period.url.partition("-")[2]


def _reading(report: Owed, actor: Actor) -> NextMove | None:
    if report.reported is None:
        return None
    place = (report.unit.code, report.data_set.code, report.period)
    below = report.unit.stands_below
    decides = Permission.REPORT_REVIEW_BELOW if below else Permission.REPORT_REVIEW
    own = report.unit.pk == actor.unit.pk
    if not own and actor.may(decides) and report.placed.status is ReportStatus.SUBMITTED:
        return NextMove(_("Read and decide"), review_address(*place))
    return NextMove(_("Read it"), _address(report), leads=False)


def more_time(report: Owed) -> str:
    return reverse("reporting:more_time", args=[report.data_set.code, report.period.url])


def may_ask(report: Owed, actor: Actor) -> bool:
    """More time is asked for what has not come in, by who fills it."""
    wanted = (ReportStatus.OPEN, ReportStatus.OVERDUE, ReportStatus.CLOSED)
    own = report.unit.pk == actor.unit.pk and actor.may(Permission.REPORT_ENTER)
    return own and report.placed.status in wanted


def review_address(unit: str, data_set: str, period: Period) -> str:
    return reverse("reporting:review", args=[unit, data_set, period.url])


def _address(report: Owed, name: str = "reporting:report") -> str:
    return reverse(name, args=[report.unit.code, report.data_set.code, report.period.url])
