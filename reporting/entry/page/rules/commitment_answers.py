"""What a report says of a commitment that its unit answers for, and what to ask about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reporting.checks.rules.table_rules import Finding
from reporting.kernel.messages import Param

_ = str  # marks a template for translation

TABLE = "commitments"
UNSAID = _(
    "Commitment %(number)s has a state. Say in a sentence what was done, or why nothing was."
)
STATELESS = _("Commitment %(number)s has words without a state. Choose how far it is.")
DUE = _("Commitment %(number)s was due on %(day)s. Say how far it is.")


@dataclass(frozen=True)
class CommitmentText:
    """All of it blank: nothing is said of it."""

    status: str = ""
    text: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class AskedAnswer:
    """`until`: the last day that the report tells of."""

    number: int
    said: CommitmentText
    due: date | None
    until: date


def cell(number: int, part: str) -> str:
    """By which a finding names it: as if the commitments were a table."""
    return f"{TABLE}[{number}].{part}"


def check_commitment(asked: AskedAnswer) -> Iterator[Finding]:
    said = asked.said
    if said.status and not said.text.strip():
        yield _finding(asked, "commitment_unsaid", "text", UNSAID, {})
    elif not said.status and (said.text.strip() or said.evidence.strip()):
        yield _finding(asked, "commitment_stateless", "status", STATELESS, {})
    elif not said.status and asked.due is not None and asked.due <= asked.until:
        yield _finding(asked, "commitment_due", "status", DUE, {"day": asked.due})


def _finding(
    asked: AskedAnswer, rule: str, part: str, template: str, params: dict[str, Param]
) -> Finding:
    return Finding(
        rule=rule,
        severity="warning",
        table=TABLE,
        cells=(cell(asked.number, part),),
        template=template,
        params={"number": str(asked.number)} | params,
    )
