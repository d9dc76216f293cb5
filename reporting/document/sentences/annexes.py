"""Where a text points to an annex: whether the report has it, or says that it does not."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reporting.document.value import Block, Bullet, Paragraph, Quote, Run, Section
from reporting.kernel.numbers import to_ascii

_KHMER = "\u17a7\u1794\u179f\u1798\u17d2\u1796\u1793\u17d2\u1792(?:\u1791\u17b8)?"
_NAMED = re.compile(
    rf"(?:\b(?:Annex(?:es)?|Appendix|Appendices|ANNEX|APPENDIX)|{_KHMER})\s?"
    r"(?:No\.?\s?)?(?P<number>[0-9០-៩]{1,2}(?:\.[0-9]{1,2})?|[A-Z]\b|[IVX]{1,4}\b)"
    r"(?P<last>\s?[-–]\s?[0-9០-៩]{1,2})?"
)
# What an editor writes of an annex that a transcribed report names and does not print.
_SAID = re.compile(
    r"^[^.;()]{0,12}\bnot (?:part of|printed in|in|included in)\b|^[^.;()]{0,12}\bwithout it\b"
    r"|^\s?\u17a2\u178f\u17cb\u1798\u17b6\u1793"
)
NOT_PRINTED = ", not part of the printed report"


@dataclass(frozen=True)
class AnnexNamed:
    """`shown` as it stands in the text from `start`; `numbers` of the annexes that it names."""

    shown: str
    start: int
    numbers: tuple[str, ...]
    is_said_absent: bool

    @property
    def sections(self) -> tuple[str, ...]:
        """The addresses under which the report would have them."""
        return tuple(f"ANNEX.{number}" for number in self.numbers)


def annexes_named(text: str) -> Iterator[AnnexNamed]:
    for match in _NAMED.finditer(text):
        after = text[match.end() :]
        yield AnnexNamed(match[0], match.start(), _numbers(match), bool(_SAID.match(after)))


def dangling(text: str, sections: Collection[str]) -> list[str]:
    """What the text names as an annex that is none of these sections, and does not say so."""
    return [
        named.shown
        for named in annexes_named(text)
        if not named.is_said_absent and not set(named.sections) <= set(sections)
    ]


def _numbers(match: re.Match[str]) -> tuple[str, ...]:
    first = to_ascii(match["number"])
    last = to_ascii((match["last"] or "").strip(" -–"))
    if first.isdigit() and last.isdigit() and int(first) < int(last) < int(first) + 20:
        return tuple(str(number) for number in range(int(first), int(last) + 1))
    return (first, last) if last else (first,)


def lead_to_annexes(sections: Sequence[Section]) -> Iterator[Section]:
    """In the sentences of a report each annex that it has is a link to it."""
    there = {section.id for section in sections}
    for section in sections:
        yield replace(section, blocks=tuple(_led(block, there) for block in section.blocks))


def _led(block: Block, sections: Collection[str]) -> Block:
    if not isinstance(block, Paragraph | Bullet):
        return block
    runs = tuple(_runs(block.runs or (block.text,), sections))
    return block if len(runs) == max(len(block.runs), 1) else replace(block, runs=runs)


def _runs(runs: Iterable[Run], sections: Collection[str]) -> Iterator[Run]:
    for run in runs:
        if isinstance(run, str):
            yield from _pieces(run, sections)
        else:
            yield run


def _pieces(text: str, sections: Collection[str]) -> Iterator[Run]:
    at = 0
    for named in annexes_named(text):
        if len(named.sections) == 1 and named.sections[0] in sections:
            if named.start > at:
                yield text[at : named.start]
            yield Quote(named.shown, kind="annex", expression=named.sections[0])
            at = named.start + len(named.shown)
    if at < len(text) or not text:
        yield text[at:]
