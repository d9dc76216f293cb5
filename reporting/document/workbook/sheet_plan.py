"""Which sheets the workbook has, in which order and under which names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.document.spreadsheet_text import printable
from reporting.document.value import Bullet, Chart, Document, Paragraph, Section, Table
from reporting.document.workbook.cell_texts import cut, utf16_length

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


@dataclass(frozen=True, slots=True)
class TextPlan:
    """A sheet for what a chapter says in words; its tables and charts are named in their places."""

    name: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return f"{self.sections[0].number} {self.sections[0].title}".strip()


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


def plan_sheets(
    document: Document, names: SheetNames, *, texts: bool = True
) -> tuple[SheetPlan | TextPlan, ...]:
    """In the order of the document: the text of each chapter, then its tables and charts."""
    return tuple(
        plan for chapter in _chapters(document) for plan in _plan(document, chapter, names, texts)
    )


def tables_of(plans: Sequence[SheetPlan | TextPlan]) -> list[SheetPlan]:
    return [plan for plan in plans if isinstance(plan, SheetPlan)]


def _chapters(document: Document) -> Iterator[tuple[Section, ...]]:
    chapter: list[Section] = []
    for section in document.sections:
        if section.level <= 1 and chapter:
            yield tuple(chapter)
            chapter = []
        chapter.append(section)
    if chapter:
        yield tuple(chapter)


def _plan(
    document: Document, chapter: tuple[Section, ...], names: SheetNames, texts: bool
) -> Iterator[SheetPlan | TextPlan]:
    blocks = [block for section in chapter for block in section.blocks]
    if texts and any(isinstance(block, Paragraph | Bullet) for block in blocks):
        head = chapter[0]
        yield TextPlan(names.take(f"{head.number} {head.title}".strip()), chapter)
    for section in chapter:
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
