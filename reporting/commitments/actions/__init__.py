"""What is done in the register of commitments, and with feedback from outside."""

from reporting.commitments.actions.commitments import (
    CommitmentOrigin,
    CommitmentTexts,
    Serves,
    Status,
    amend,
    answer,
    keeps,
    make_commitment,
    require_answerable,
    withdraw,
)

__all__ = [
    "CommitmentOrigin",
    "CommitmentTexts",
    "Serves",
    "Status",
    "amend",
    "answer",
    "keeps",
    "make_commitment",
    "require_answerable",
    "withdraw",
]
