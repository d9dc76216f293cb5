"""Discrepancies over a consolidated year: `run_all` asks each check; `KINDS` explains them."""

from reporting.kernel.checks.kinds import KINDS, CheckKind
from reporting.kernel.checks.model import Claim, Comparison, Discrepancy, ReportedRow
from reporting.kernel.checks.run import run_all

__all__ = ["KINDS", "CheckKind", "Claim", "Comparison", "Discrepancy", "ReportedRow", "run_all"]
