"""What a unit plans of one activity in a year, or of a group as a whole; and the seal of a plan."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from reporting.kernel.numbers import to_ascii

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


MONTH, SPAN = re.compile(r"\d{1,2}"), re.compile(r"(\d{1,2})\s*[-–—]\s*(\d{1,2})")


def months_text(months: Iterable[int]) -> str:
    """As one types them: `1, 2, 5`; "1-12" for the whole year."""
    chosen = sorted(months)
    return "1-12" if chosen == list(range(1, 13)) else ", ".join(map(str, chosen))


def months_of(text: str) -> list[int]:
    """Months separated by commas, a span by a dash. Raises ValueError for what is no month."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[,;\s]*[,;]\s*", to_ascii(text).strip())):
        if span := SPAN.fullmatch(part):
            first, last = int(span[1]), int(span[2])
        elif MONTH.fullmatch(part):
            first = last = int(part)
        else:
            raise ValueError(part)
        if not 1 <= first <= last <= 12:
            raise ValueError(part)
        found |= set(range(first, last + 1))
    return sorted(found)
