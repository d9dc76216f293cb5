"""Which move leads a report from which state to which, and which permission it takes: one table.

Who holds a permission stands in the table of roles (`provinces/roles.py`). A revision that was
returned or accepted never changes: what follows is the next revision, a draft. A report that nobody
has begun has no state here: "not yet due", "due" and "overdue" are said by the calendar. Two people
stand behind a report: who prepared it and who signs it.

A unit that stands below another reporter (a district below its province) hands its report up the
tree: there the steps after the signature take `permission_below`, held by those above it.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

_ = str  # marks a template for translation


class ApprovalState(StrEnum):
    DRAFT = "draft"
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Move(StrEnum):
    PREPARE = "prepare"
    TAKE_BACK = "take_back"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    REVISE = "revise"
    REOPEN = "reopen"


@dataclass(frozen=True)
class ApprovalStep:
    """`after` is the state of the next revision where the step begins one."""

    move: Move
    before: ApprovalState
    after: ApprovalState
    permission: str
    needs_reason: bool = False
    new_revision: bool = False
    permission_below: str = ""

    def permission_for(self, *, below: bool) -> str:
        return (below and self.permission_below) or self.permission


M = Move
ABOVE = "report.review_below"
DRAFT, PREPARED, SUBMITTED, RETURNED, ACCEPTED = ApprovalState
STEPS = (
    ApprovalStep(M.PREPARE, DRAFT, PREPARED, "report.enter"),
    ApprovalStep(M.TAKE_BACK, PREPARED, DRAFT, "report.enter"),
    ApprovalStep(M.SUBMIT, PREPARED, SUBMITTED, "report.sign"),
    ApprovalStep(
        M.RETURN, SUBMITTED, RETURNED, "report.review", needs_reason=True, permission_below=ABOVE
    ),
    ApprovalStep(M.ACCEPT, SUBMITTED, ACCEPTED, "report.review", permission_below=ABOVE),
    ApprovalStep(M.REVISE, RETURNED, DRAFT, "report.enter", new_revision=True),
    ApprovalStep(
        M.REOPEN,
        ACCEPTED,
        DRAFT,
        "report.reopen",
        needs_reason=True,
        new_revision=True,
        permission_below=ABOVE,
    ),
)
EDITABLE = frozenset({DRAFT})

WRONG_STATE = {
    DRAFT: _("The report is still a draft: it has not been submitted."),
    PREPARED: _("The report waits for the signature. Take it back to change it."),
    SUBMITTED: _("The report was submitted and waits for the Secretariat."),
    RETURNED: _("The report was returned and waits for its reporter."),
    ACCEPTED: _("The report was accepted. Ask the Secretariat to re-open it."),
}
# Of a unit that stands below another reporter.
WRONG_STATE_BELOW = WRONG_STATE | {
    SUBMITTED: _("The report was submitted and waits for the unit above it."),
    ACCEPTED: _("The report was accepted. Ask the unit above to re-open it."),
}
NOT_YET = {
    (Move.SUBMIT, DRAFT): _(
        "The report is still a draft. It is handed over for the signature first."
    ),
    (Move.ACCEPT, PREPARED): _("The report is not signed yet: its unit's approver reads it."),
    (Move.TAKE_BACK, DRAFT): _("The report is a draft: go on filling it."),
}
NOT_ALLOWED = {
    Move.PREPARE: _("Only data officers and approvers fill a report."),
    Move.TAKE_BACK: _("Only the unit itself takes its report back."),
    Move.SUBMIT: _("Only an approver of the unit signs and submits its report."),
    Move.RETURN: _("Only a reviewer of the Secretariat returns a report."),
    Move.ACCEPT: _("Only a reviewer of the Secretariat accepts or returns a report."),
    Move.REVISE: _("Only the unit itself corrects its report."),
    Move.REOPEN: _("Only the Secretariat re-opens a report."),
}
NOT_ALLOWED_BELOW = NOT_ALLOWED | {
    Move.RETURN: _("Only an approver of the unit above returns this report."),
    Move.ACCEPT: _("Only an approver of the unit above accepts or returns this report."),
    Move.REOPEN: _("Only an approver of the unit above re-opens this report."),
}


class MoveRefused(Exception):
    """`template` says why in words; `not_allowed`: the person, not the state, is the reason."""

    def __init__(self, template: str, *, not_allowed: bool) -> None:
        super().__init__(template)
        self.template = template
        self.not_allowed = not_allowed


def move_of(move: Move) -> ApprovalStep:
    return next(step for step in STEPS if step.move is move)


def step(
    move: Move, state: ApprovalState, permissions: Set[str], *, below: bool = False
) -> ApprovalStep:
    """The step, or `MoveRefused`. `below`: of a unit that stands below another reporter."""
    found = move_of(move)
    if found.permission_for(below=below) not in permissions:
        not_allowed = NOT_ALLOWED_BELOW if below else NOT_ALLOWED
        raise MoveRefused(not_allowed[move], not_allowed=True)
    if state != found.before:
        raise MoveRefused(
            NOT_YET.get((move, state)) or wrong_state(state, below=below), not_allowed=False
        )
    return found


def wrong_state(state: ApprovalState, *, below: bool) -> str:
    """Why nothing of the kind is done in this state; a template."""
    return (WRONG_STATE_BELOW if below else WRONG_STATE)[state]
