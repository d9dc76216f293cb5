"""The receipt of a signed report: its number, what stands on it, and its fingerprint, the SHA-256
over the sorted lines of what the report says."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reporting.document.value import Section

_NUMBER = re.compile(r"NSP-([12]\d{3})-([A-Z0-9]+)-(\d{6,})-(\d{1,4})", re.ASCII)
_NOT_A_SIGN = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True)
class ReceiptNumber:
    """`NSP-2021-KH08-000123-1`: year, unit, report and revision; the same for ever."""

    year: int
    unit: str
    report: int
    revision: int

    @classmethod
    def of(cls, *, year: int, unit: str, report: int, revision: int) -> "ReceiptNumber":
        return cls(year, _NOT_A_SIGN.sub("", unit.upper()), report, revision)

    @classmethod
    def parse(cls, text: str) -> "ReceiptNumber":
        """ValueError where it is none."""
        match = _NUMBER.fullmatch(text.strip().upper())
        if match is None:
            raise ValueError(f"no receipt number: {text!r}")
        return cls(int(match[1]), match[2], int(match[3]), int(match[4]))

    def __str__(self) -> str:
        return f"NSP-{self.year}-{self.unit}-{self.report:06}-{self.revision}"


@dataclass(frozen=True)
class Receipt:
    """`facts`: what it is about, who and when, in words. `verdict`: whether the contents still
    have the fingerprint that they were signed with (`agrees`)."""

    number: str
    title: str
    publisher: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    digest: str
    agrees: bool
    verdict: str
    sections: tuple[Section, ...]
    words: dict[str, str]
    year: int
    language: Literal["en", "km"]
    warning: str = ""


def fingerprint(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def value_line(cell: str, entry: str | None, value: Decimal | None, not_available: bool) -> str:
    return line("value", cell, entry, "NA" if not_available else f"{value:.2f}")


def line(*parts: object) -> str:
    shown = ("" if part is None else str(part) for part in parts)
    return "|".join(
        field.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for field in shown
    )
