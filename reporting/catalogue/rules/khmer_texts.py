"""What a Khmer label may be: `wrong_khmer` says what is wrong with it, `tidy` is how it is kept."""

import re
import unicodedata
from enum import StrEnum

KHMER = re.compile(r"[\u1780-\u17ff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PLACEHOLDER = re.compile(r"\{\w*\}")
LETTER = re.compile(r"[^\W\d_]")


class Wrong(StrEnum):
    MISSING = "missing"
    LONG = "long"
    CONTROL = "control"
    NOT_KHMER = "not_khmer"
    PLACEHOLDERS = "placeholders"


def tidy(text: str) -> str:
    """Composed, with single spaces and without blank lines at its ends; a U+200B, where a line may
    break, stays.

    >>> tidy("  ក  ខ \\r\\n\\r\\n\\r\\n គ ")
    'ក ខ\\n\\nគ'
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def wrong_khmer(khmer: str, english: str, longest: int | None) -> Wrong | None:
    """None where `khmer` may stand for `english`. A label without a letter needs no Khmer one."""
    if not khmer:
        return Wrong.MISSING
    if longest is not None and len(khmer) > longest:
        return Wrong.LONG
    if CONTROL.search(khmer) or (longest is not None and "\n" in khmer):
        return Wrong.CONTROL
    if placeholders(khmer) != placeholders(english):
        return Wrong.PLACEHOLDERS
    if LETTER.search(PLACEHOLDER.sub("", english)) and not KHMER.search(khmer):
        return Wrong.NOT_KHMER
    return None


def placeholders(text: str) -> list[str]:
    """What is put in later, such as {year}: the same in both languages, in any order.

    >>> placeholders("Offences {last_year}-{year}")
    ['{last_year}', '{year}']
    """
    return sorted(PLACEHOLDER.findall(text))
