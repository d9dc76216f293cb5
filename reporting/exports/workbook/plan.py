"""Which sheets the workbook has, in which order and under which names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.exports.spreadsheet_text import printable
from reporting.exports.workbook.text import cut, utf16_length
from reporting.kernel.document import Chart, Document, Section, Table

LONGEST_NAME = 31
ILLEGAL = re.compile(r"[\[\]:*?/\\]")
RESERVED = "history"  # Excel keeps this name for itself


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet for one table or chart. `label` is what print calls it: "Table 12"."""

    name: str
    label: str
    block: Table | Chart
    section: Section


class SheetNames:
    """Gives out names that Excel takes: short, without its signs, unlike each other."""

    def __init__(self) -> None:
        self._taken = {RESERVED}

    def take(self, wanted: str) -> str:
        base = _legal(wanted, LONGEST_NAME) or "_"
        name = base
        count = 1
        while name.casefold() in self._taken:
            count += 1
            suffix = f" ({count})"
            name = _legal(base, LONGEST_NAME - len(suffix)) + suffix
        self._taken.add(name.casefold())
        return name


def plan_sheets(document: Document, names: SheetNames) -> tuple[SheetPlan, ...]:
    return tuple(_plan(document, names))


def _plan(document: Document, names: SheetNames) -> Iterator[SheetPlan]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                name = names.take(f"{block.number} {block.caption}")
                yield SheetPlan(name, f"{document.words['table']} {block.number}", block, section)
            elif isinstance(block, Chart):
                label = f"{document.words['figure']} {block.number}"
                yield SheetPlan(names.take(f"{label} {block.caption}"), label, block, section)


def _legal(text: str, length: int) -> str:
    text = " ".join(ILLEGAL.sub(" ", printable(text)).split()).strip("' ")
    if utf16_length(text) <= length:
        return text
    short = cut(text, length)
    in_mid_word = not text[len(short)].isspace()
    whole_words = short.rpartition(" ")[0]
    if in_mid_word and len(whole_words) >= length // 2:
        short = whole_words
    return short.rstrip(" ,;.'")
