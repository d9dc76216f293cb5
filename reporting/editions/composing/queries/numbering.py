"""The numbers of tables and charts in a document."""

from collections.abc import Iterator
from dataclasses import replace

from reporting.document.trace_codes import TraceCode
from reporting.document.value import Block, Section
from reporting.document.value import Chart as DocumentChart
from reporting.document.value import Table as DocumentTable


def numbered(sections: list[Section], code: TraceCode | None = None) -> Iterator[Section]:
    """Tables and charts are numbered through the document in reading order; a table's number makes
    its code. `code`: that of the document, None where it has none."""
    tables = charts = 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, DocumentTable):
                tables += 1
                block = replace(
                    block,
                    number=str(tables),
                    section=section.id,
                    code=str(replace(code, table=tables)) if code else "",
                )
            elif isinstance(block, DocumentChart):
                charts += 1
                block = replace(block, number=str(charts))
            blocks.append(block)
        yield replace(section, blocks=tuple(blocks))
