import pytest

from reporting.kernel.approval import (
    EDITABLE,
    NOT_ALLOWED,
    STEPS,
    WRONG_STATE,
    ApprovalState,
    Move,
    MoveRefused,
    step,
)

UNIT = {"report.enter", "report.sign"}
REVIEWER = {"report.review", "report.reopen"}


@pytest.mark.parametrize(
    ("state", "permissions", "moves"),
    [
        (ApprovalState.DRAFT, UNIT, [Move.PREPARE]),
        (ApprovalState.DRAFT, {"report.enter"}, [Move.PREPARE]),
        (ApprovalState.DRAFT, REVIEWER, []),
        (ApprovalState.PREPARED, UNIT, [Move.TAKE_BACK, Move.SUBMIT]),
        (ApprovalState.PREPARED, {"report.enter"}, [Move.TAKE_BACK]),
        (ApprovalState.PREPARED, REVIEWER, []),
        (ApprovalState.SUBMITTED, UNIT, []),
        (ApprovalState.SUBMITTED, REVIEWER, [Move.RETURN, Move.ACCEPT]),
        (ApprovalState.RETURNED, UNIT, [Move.REVISE]),
        (ApprovalState.RETURNED, REVIEWER, []),
        (ApprovalState.ACCEPTED, UNIT, []),
        (ApprovalState.ACCEPTED, REVIEWER, [Move.REOPEN]),
        (ApprovalState.ACCEPTED, set(), []),
    ],
)
def test_what_may_be_done_now(state, permissions, moves):
    allowed = [one for one in STEPS if one.before == state and one.permission in permissions]
    assert [one.move for one in allowed] == moves


def test_every_state_has_a_way_on_and_only_drafts_change():
    assert {one.before for one in STEPS} == set(ApprovalState)
    assert frozenset({ApprovalState.DRAFT}) == EDITABLE
    assert {one.move for one in STEPS if one.new_revision} == {Move.REVISE, Move.REOPEN}
    begins = {one.move for one in STEPS if one.after is ApprovalState.DRAFT}
    assert begins == {Move.REVISE, Move.REOPEN, Move.TAKE_BACK}


def test_decisions_that_undo_need_a_reason():
    assert {one.move for one in STEPS if one.needs_reason} == {Move.RETURN, Move.REOPEN}


def test_refusals_say_why():
    assert set(WRONG_STATE) == set(ApprovalState)
    assert set(NOT_ALLOWED) == set(Move)
    with pytest.raises(MoveRefused, match="still a draft") as wrong_state:
        step(Move.ACCEPT, ApprovalState.DRAFT, REVIEWER)
    assert not wrong_state.value.not_allowed
    with pytest.raises(MoveRefused, match="Only a reviewer") as wrong_person:
        step(Move.ACCEPT, ApprovalState.SUBMITTED, UNIT)
    assert wrong_person.value.not_allowed
    assert step(Move.ACCEPT, ApprovalState.SUBMITTED, REVIEWER).after is ApprovalState.ACCEPTED
