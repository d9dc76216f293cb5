"""Feedback from outside as it is typed, and the reference that the public form gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

REFERENCE_DIGITS, GROUP = 12, 4
KHMER = range(0x1780, 0x1800)


@dataclass(frozen=True)
class FeedbackText:
    sender_kind: str
    channel: str
    language: str
    received_on: date
    title: str
    text: str
    is_confidential: bool = True


@dataclass(frozen=True)
class FeedbackFrom:
    """Who sent it, where they said so."""

    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class FeedbackAnswer:
    """`sent_by`: who stands under it; the step says who entered it."""

    text: str
    channel: str
    sent_on: date
    sent_by: str


def reference_of(parts: Iterable[str]) -> str:
    """Made of the token of one rendering of the form and of what was typed: the same sending has
    the same reference, so that a repeated one is known without a read. It tells nothing.

    >>> reference_of(["a token", "a text"]) == reference_of(["a token", "a text"])
    True
    """
    found = sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        found.update(len(raw).to_bytes(8, "big"))
        found.update(raw)
    return str(int.from_bytes(found.digest(), "big") % 10**REFERENCE_DIGITS).zfill(REFERENCE_DIGITS)


def spoken_reference(reference: str) -> str:
    """In groups, as one reads it out.

    >>> spoken_reference("482109371526")
    '4821 0937 1526'
    """
    return " ".join(reference[start : start + GROUP] for start in range(0, len(reference), GROUP))


def language_of_text(text: str, of_page: str) -> str:
    """Khmer where there is a Khmer letter; else what the page is in, or English."""
    if any(ord(sign) in KHMER for sign in text):
        return "km"
    return "en" if of_page in ("km", "en") else "other"
