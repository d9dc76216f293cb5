"""The fingerprint of what a report says: lines of text, sorted, and their SHA-256."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal


def fingerprint(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def value_line(cell: str, entry: str | None, value: Decimal | None, not_available: bool) -> str:
    return line("value", cell, entry, "NA" if not_available else f"{value:.2f}")


def line(*parts: object) -> str:
    shown = ("" if part is None else str(part) for part in parts)
    return "|".join(
        field.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for field in shown
    )
