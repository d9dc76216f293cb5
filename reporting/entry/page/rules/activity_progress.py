"""How far a unit is with an activity of its annual action plan, and what to ask about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reporting.checks.rules.table_rules import Finding
from reporting.kernel.messages import Param

_ = str  # marks a template for translation

TABLE = "activities"
DONE, HELD_UP = "done", "held_up"

NEVER = _("Activity %(code)s is done, says the report, but it was not carried out once. Is it?")
UNMET = _(
    "Activity %(code)s is done, says the report, but %(total)s of %(target)s were carried out. "
    "Is this right?"
)
WHY = _("Activity %(code)s is held up. Say what holds it up.")


@dataclass(frozen=True)
class ReportedActivity:
    """What one report says of an activity; `times` in its period."""

    status: str = ""
    times: Decimal | None = None
    obstacle: str = ""

    def then(self, later: "ReportedActivity") -> "ReportedActivity":
        """With a later report: times are added up, the status is the last one, and so is what
        held it up."""
        times = self.times
        if later.times is not None:
            times = (times or Decimal(0)) + later.times
        return ReportedActivity(later.status or self.status, times, later.obstacle or self.obstacle)


@dataclass(frozen=True)
class Progress:
    """`so_far`: times done in the accepted reports of the year on the months before."""

    code: str
    status: str = ""
    times: Decimal | None = None
    obstacle: str = ""
    target: Decimal | None = None
    so_far: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.so_far + (self.times or Decimal(0))


def cell(code: str, part: str) -> str:
    """By which a finding names it: as if the activities were a table."""
    return f"{TABLE}[{code}].{part}"


def check_activity(progress: Progress) -> Iterator[Finding]:
    params: dict[str, Param] = {"code": progress.code}
    if progress.status == DONE and not progress.total:
        yield _finding(progress, "activity_never_done", "times", NEVER, params)
    elif (
        progress.status == DONE and progress.target is not None and progress.total < progress.target
    ):
        numbers: dict[str, Param] = {"total": progress.total, "target": progress.target}
        yield _finding(progress, "activity_below_target", "times", UNMET, params | numbers)
    if progress.status == HELD_UP and not progress.obstacle.strip():
        yield _finding(progress, "activity_held_up", "obstacle", WHY, params)


def _finding(
    progress: Progress, rule: str, part: str, template: str, params: dict[str, Param]
) -> Finding:
    return Finding(
        rule=rule,
        severity="warning",
        table=TABLE,
        cells=(cell(progress.code, part),),
        template=template,
        params=params,
    )
