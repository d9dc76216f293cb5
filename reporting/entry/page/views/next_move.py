"""One click to go on: what a person does next with an owed report, and the button for it."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Owed
from reporting.calendar.rules import ReportStatus
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Revision

State = Revision.State
MENDED = (ReportStatus.RETURNED, ReportStatus.REOPENED)


@dataclass(frozen=True)
class NextMove:
    """`fields`: what is posted; a link where `is_post` is false. `leads`: it moves the report."""

    words: str
    url: str
    is_post: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    leads: bool = True


def move_of(one: Owed, actor: Actor) -> NextMove | None:
    """None where there is nothing to do, and nothing to read yet."""
    if one.unit.pk != actor.unit.pk or not actor.may(Permission.REPORT_ENTER):
        return _reading(one, actor)
    standing = one.placed.standing
    state = one.reported.state if one.reported else None
    if standing in (ReportStatus.OPEN, ReportStatus.OVERDUE):
        return _begin(one) if state is None else NextMove(_("Go on"), _address(one))
    if standing in MENDED:
        if state == State.DRAFT:
            return NextMove(_("Go on correcting"), _address(one))
        return NextMove(_("Correct it"), _address(one, "reporting:report_next"), is_post=True)
    if standing is ReportStatus.PREPARED and actor.may(Permission.REPORT_SIGN):
        return NextMove(_("Read it and sign"), _address(one, "reporting:report_sign"))
    if standing is ReportStatus.CLOSED:
        return NextMove(_("Ask for more time"), more_time(one))
    return _reading(one, actor)


def _begin(one: Owed) -> NextMove:
    fields = {
        "data_set": one.data_set.code,
        "year": str(one.period.year),
        "part": part_of(one.period),
    }
    return NextMove(_("Begin"), reverse("reporting:report_begin"), is_post=True, fields=fields)


def part_of(period: Period) -> str:
    """As the form to begin a report names it: `03`, `Q1`, `year`."""
    return "year" if period.kind is PeriodKind.YEAR else period.url.partition("-")[2]


def _reading(one: Owed, actor: Actor) -> NextMove | None:
    if one.reported is None:
        return None
    place = (one.unit.code, one.data_set.code, one.period)
    if actor.may(Permission.REPORT_REVIEW) and one.placed.standing is ReportStatus.SUBMITTED:
        return NextMove(_("Read and decide"), review_address(*place))
    return NextMove(_("Read it"), _address(one), leads=False)


def more_time(one: Owed) -> str:
    return reverse("reporting:more_time", args=[one.data_set.code, one.period.url])


def may_ask(one: Owed, actor: Actor) -> bool:
    """More time is asked for what has not come in, by who fills it."""
    wanted = (ReportStatus.OPEN, ReportStatus.OVERDUE, ReportStatus.CLOSED)
    own = one.unit.pk == actor.unit.pk and actor.may(Permission.REPORT_ENTER)
    return own and one.placed.standing in wanted


def review_address(unit: str, data_set: str, period: Period) -> str:
    return reverse("reporting:review", args=[unit, data_set, period.url])


def _address(one: Owed, name: str = "reporting:report") -> str:
    return reverse(name, args=[one.unit.code, one.data_set.code, one.period.url])
