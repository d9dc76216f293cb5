"""Which move leads a report from which state to which, and which permission it takes: one table.

Who holds a permission stands in the table of roles (`provinces/roles.py`). A revision that was
returned or accepted never changes: what follows is the next revision, a draft. A report that nobody
has begun has no state here: "not yet due", "due" and "overdue" are said by the calendar. Two people
stand behind a report: who prepared it and who signs it.
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


M = Move
DRAFT, PREPARED, SUBMITTED, RETURNED, ACCEPTED = ApprovalState
STEPS = (
    ApprovalStep(M.PREPARE, DRAFT, PREPARED, "report.enter"),
    ApprovalStep(M.TAKE_BACK, PREPARED, DRAFT, "report.enter"),
    ApprovalStep(M.SUBMIT, PREPARED, SUBMITTED, "report.sign"),
    ApprovalStep(M.RETURN, SUBMITTED, RETURNED, "report.review", needs_reason=True),
    ApprovalStep(M.ACCEPT, SUBMITTED, ACCEPTED, "report.review"),
    ApprovalStep(M.REVISE, RETURNED, DRAFT, "report.enter", new_revision=True),
    ApprovalStep(M.REOPEN, ACCEPTED, DRAFT, "report.reopen", needs_reason=True, new_revision=True),
)
EDITABLE = frozenset({DRAFT})

WRONG_STATE = {
    DRAFT: _("The report is still a draft: it has not been submitted."),
    PREPARED: _("The report waits for the signature. Take it back to change it."),
    SUBMITTED: _("The report was submitted and waits for the Secretariat."),
    RETURNED: _("The report was returned and waits for its reporter."),
    ACCEPTED: _("The report was accepted. Ask the Secretariat to re-open it."),
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


class MoveRefused(Exception):
    """`template` says why in words; `not_allowed`: the person, not the state, is the reason."""

    def __init__(self, template: str, *, not_allowed: bool) -> None:
        super().__init__(template)
        self.template = template
        self.not_allowed = not_allowed


def move_of(move: Move) -> ApprovalStep:
    return next(step for step in STEPS if step.move is move)


def step(move: Move, state: ApprovalState, permissions: Set[str]) -> ApprovalStep:
    """The step, or `MoveRefused`."""
    found = move_of(move)
    if found.permission not in permissions:
        raise MoveRefused(NOT_ALLOWED[move], not_allowed=True)
    if state != found.before:
        raise MoveRefused(NOT_YET.get((move, state)) or WRONG_STATE[state], not_allowed=False)
    return found
