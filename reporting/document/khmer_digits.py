"""A document in Khmer has Khmer numerals: in its text, its headings, tables, notes and charts.

Codes keep theirs (a trace, a seal, an address, a name such as COVID-19), and so does a text of
another language. The numbers of a table stay numbers; only how they are shown changes.
"""

import re
from dataclasses import replace
from typing import TypeVar

from reporting.document.value import (
    Block,
    Bullet,
    CellContent,
    Chart,
    Document,
    HeaderCell,
    Note,
    Paragraph,
    Quote,
    Row,
    Run,
    Section,
    Subheading,
    Table,
)
from reporting.kernel.numbers import to_khmer_digits

# What stands together with a Latin letter is a code: NSP-2020-1-T12, a@b.gov.kh, SHA-256 and the
# digest after it. But a section (II.B.1.3, A.1) and an amount (US$9,000) are numbers.
_CODE = re.compile(
    r"SHA-256\W+[0-9a-f]{4,}(?: [0-9a-f]{4,})*"
    r"|[0-9]{12,}"  # half a seal that happens to have no letter
    r"|(?<![0-9A-Za-z])(?P<section>(?:[IVX]+\.)?[A-Z](?:\.[0-9]+)+)(?![0-9A-Za-z@/-])"
    r"|FM(?=[0-9])|(?P<measure>[0-9][0-9.,]*(?:MHz|km|kg|ha)\b)"  # of a radio, a road ...
    r"|(?P<money>US\$|USD|KHR)(?=\s?[0-9])"
    r"|[\w./:@#%&=?+\[\]-]*[A-Za-z][\w./:@#%&=?+\[\]-]*",
    re.ASCII,
)
_WORD, _KHMER = re.compile("[a-z]{3}"), re.compile("[\u1780-\u17d3]")
_Worded = TypeVar("_Worded", Paragraph, Bullet, Subheading, Note)


def khmer_digits_in(text: str) -> str:
    """The text with Khmer digits, but in codes; a text without Khmer words is of another language.

    >>> khmer_digits_in("ឆ្នាំ 2020: 1,250 នាក់, NSP-2020-1-T12, B.1.3")
    'ឆ្នាំ ២០២០: ១,២៥០ នាក់, NSP-2020-1-T12, B.១.៣'
    >>> khmer_digits_in("2 meetings in 2020")
    '2 meetings in 2020'
    """
    if _WORD.search(text) and not _KHMER.search(text):
        return text
    pieces = []
    at = 0
    for found in _CODE.finditer(text):
        pieces.append(to_khmer_digits(text[at : found.start()]))
        is_number = found["section"] is not None or found["measure"] is not None
        pieces.append(to_khmer_digits(found.group()) if is_number else found.group())
        at = found.end()
    return "".join(pieces) + to_khmer_digits(text[at:])


def with_khmer_digits(document: Document) -> Document:
    """The document as it is printed; one in another language stays what it is."""
    if document.language != "km":
        return document
    return replace(
        document,
        title=khmer_digits_in(document.title),
        subtitle=khmer_digits_in(document.subtitle),
        publisher=tuple(map(khmer_digits_in, document.publisher)),
        edition=khmer_digits_in(document.edition),
        sections=tuple(map(_section, document.sections)),
        words={key: khmer_digits_in(words) for key, words in document.words.items()},
        discrepancies=tuple(
            replace(found, text=khmer_digits_in(found.text)) for found in document.discrepancies
        ),
        signatories=tuple(
            replace(who, role=khmer_digits_in(who.role), date=khmer_digits_in(who.date))
            for who in document.signatories
        ),
        remarks=tuple(
            (khmer_digits_in(head), khmer_digits_in(text)) for head, text in document.remarks
        ),
    )


def _section(section: Section) -> Section:
    return replace(
        section,
        number=to_khmer_digits(section.number),
        title=khmer_digits_in(section.title),
        blocks=tuple(map(_block, section.blocks)),
        notes=tuple(map(_worded, section.notes)),
    )


def _block(block: Block) -> Block:
    match block:
        case Table():
            return in_khmer_digits(block)
        case Chart():
            return _chart(block)
        case Paragraph():
            return _worded(replace(block, runs=_runs(block.runs, block.language)))
        case Bullet():
            runs = _runs(block.runs, block.language)
            return _worded(replace(block, runs=runs, label=to_khmer_digits(block.label)))
        case Subheading():
            return _worded(block)


def _worded(block: _Worded) -> _Worded:
    if block.language not in ("", "km"):
        return block
    return replace(block, text=khmer_digits_in(block.text))


def _runs(runs: tuple[Run, ...], language: str) -> tuple[Run, ...]:
    if language not in ("", "km"):
        return runs
    return tuple(
        replace(run, text=khmer_digits_in(run.text))
        if isinstance(run, Quote)
        else khmer_digits_in(run)
        for run in runs
    )


def in_khmer_digits(table: Table) -> Table:
    return replace(
        table,
        number=to_khmer_digits(table.number),
        caption=khmer_digits_in(table.caption),
        header=tuple(tuple(map(_head, line)) for line in table.header),
        rows=tuple(Row(tuple(map(_cell, row.cells)), row.kind) for row in table.rows),
        notes=tuple(map(khmer_digits_in, table.notes)),
        khmer_digits=True,
    )


def _head(head: HeaderCell) -> HeaderCell:
    return replace(head, text=khmer_digits_in(head.text), unit=khmer_digits_in(head.unit))


def _cell(content: CellContent) -> CellContent:
    return khmer_digits_in(content) if isinstance(content, str) else content


def _chart(chart: Chart) -> Chart:
    return replace(
        chart,
        number=to_khmer_digits(chart.number),
        caption=khmer_digits_in(chart.caption),
        categories=tuple(map(khmer_digits_in, chart.categories)),
        series=tuple(replace(one, name=khmer_digits_in(one.name)) for one in chart.series),
        unit=khmer_digits_in(chart.unit),
        notes=tuple(map(khmer_digits_in, chart.notes)),
        khmer_digits=True,
    )
