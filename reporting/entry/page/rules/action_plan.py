"""What a unit plans of one activity in a year, or of a group as a whole; and the seal of a plan."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

# The fields of a row, in the order in which they are asked, printed and sealed.
TEXTS = ("expected_result", "responsible", "partners", "budget_source", "note")
FIELDS = (
    "expected_result", "target", "unit_of_count", "months", "responsible", "partners", "budget",
    "currency", "budget_source", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Planned:
    target: Decimal | None = None
    unit_of_count: str = ""
    months: list[int] = field(default_factory=list)
    note: str = ""
    expected_result: str = ""
    responsible: str = ""
    partners: str = ""
    budget: Decimal | None = None
    currency: str = ""
    budget_source: str = ""


SealedRow = dict[str, object]


def sealed_row(code: str, row: object) -> SealedRow:
    """As JSON keeps it. Amounts as text with their cents, so that they stay as they were signed."""
    found: SealedRow = {"code": code}
    for name in FIELDS:
        value = getattr(row, name)
        match value:
            case Decimal():
                found[name] = f"{value:.2f}"
            case None:
                found[name] = ""
            case list():
                found[name] = sorted(value)
            case _:
                found[name] = value
    return found


def seal(unit: str, year: int, version: int, rows: Iterable[Mapping[str, object]]) -> str:
    """The SHA-256 of a plan as it is signed."""
    said = {"unit": unit, "year": year, "version": version, "rows": list(rows)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
