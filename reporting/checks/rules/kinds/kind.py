"""What a kind of discrepancy is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reporting.checks.rules.model import Level


@dataclass(frozen=True, kw_only=True)
class CheckKind:
    """`title` and `explanation` are templates to translate; `thresholds` name -> number. `doubts`:
    whether it puts the number itself in doubt, not only its form, its words or what is missing."""

    code: str
    title: str
    severity: Level
    explanation: str
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    doubts: bool = True
