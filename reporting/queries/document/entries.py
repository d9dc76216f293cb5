"""Open rows as a table, and text: paragraphs, bullets, numbered items."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.kernel.document import (
    Block,
    Bullet,
    CellContent,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Subheading,
)
from reporting.kernel.document import Table as DocumentTable
from reporting.kernel.expressions import Reference
from reporting.kernel.writing.language import language_of
from reporting.queries.document.material import EntryRow, Material, places
from reporting.queries.document.order import level_of
from reporting.queries.document.tables import cell_code, finish, head
from strategies.models import Element, Table


def entries_table(material: Material, table: Table) -> DocumentTable | None:
    rows = [row for row in material.entries[table.pk] if row.values]
    elements = [
        element
        for element in material.elements[table.pk]
        if any(row.values.get(element.code) is not None for row in rows)
    ]
    if not rows or not elements:
        return None
    if _is_sparse(rows, elements) and not table.totals:
        return _long_table(material, table, rows, elements)
    first = _first_columns(rows)
    lines = [_line(material, table, row, elements, first) for row in rows]
    if table.totals and len(lines) > 1:
        total = [material.number(cell_code(table, None, e), e) for e in elements]
        lines.append(Row((_("Total"), *[""] * (len(first) - 1), *total), kind="total"))
    heads = [HeaderCell(_heading(name)) for name in first]
    return finish(
        material, table, [[*heads, *(head(e, material.language) for e in elements)]], lines,
        labels=len(first), label_widths=[_WIDTHS[len(first), name] for name in first],
        columns=len(elements), completeness=False,
    )  # fmt: skip


_WIDTHS = {
    (1, "subject"): 4.4,
    (2, "reporter"): 2.2,
    (2, "subject"): 3.4,
    (2, "action"): 5.0,
}


MANY_COLUMNS = 5
HALF = 0.5


def _is_sparse(rows: Sequence[EntryRow], elements: Sequence[Element]) -> bool:
    """Many columns of which each row fills a few read better as a list."""
    filled = sum(len(row.values) for row in rows)
    return len(elements) >= MANY_COLUMNS and filled < HALF * len(rows) * len(elements)


def _long_table(
    material: Material, table: Table, rows: Sequence[EntryRow], elements: Sequence[Element]
) -> DocumentTable:
    """A line a number, under its reporter."""
    lines: list[Row] = []
    reporter = ""
    for row in rows:
        here = material.name(row.unit)
        if here != reporter:
            lines.append(Row((here,), kind="group"))
            reporter = here
        subject = _label(row)
        for element in elements:
            content = _number(material, table, row, element)
            if content != Missing():
                lines.append(Row((subject, _measure(element, material.language), content)))
    heads = [HeaderCell(_("Subject")), HeaderCell(_("Measure")), HeaderCell(_("Number"))]
    return finish(
        material, table, [heads], lines, labels=2, label_widths=(4.4, 2.6), columns=1,
        completeness=False,
    )  # fmt: skip


def _measure(element: Element, language: str) -> str:
    title = head(element, language)
    return f"{title.text} ({title.unit})" if title.unit else title.text


def _first_columns(rows: Sequence[EntryRow]) -> list[str]:
    """Who and what; where the rows tell what was done, that stands beside their subject."""
    if any(row.entry.title and row.entry.text for row in rows):
        return ["subject", "action"]
    several = len({row.unit.pk for row in rows}) > 1
    return ["reporter", "subject"] if several else ["subject"]


def _heading(name: str) -> str:
    return {"reporter": _("Reporter"), "subject": _("Subject"), "action": _("Action")}[name]


def _line(
    material: Material,
    table: Table,
    row: EntryRow,
    elements: Sequence[Element],
    first: Sequence[str],
) -> Row:
    numbers = tuple(_number(material, table, row, element) for element in elements)
    label = _label(row)
    words = {"reporter": material.name(row.unit), "subject": label, "action": row.entry.text}
    return Row((*(words[name] for name in first), *numbers))


def _label(row: EntryRow) -> str:
    label = row.entry.title or row.entry.text
    partners = [name for name in row.entry.partner.split("; ") if name and name not in label]
    if partners:
        return f"{label} ({'; '.join(partners)})"
    if row.entry.kind and row.entry.kind not in label:
        return f"{label} – {row.entry.kind}"
    return label


def _number(material: Material, table: Table, row: EntryRow, element: Element) -> CellContent:
    value = row.values.get(element.code)
    if element.code not in row.values:
        return Missing()
    if value is None:
        return Missing("not_available")
    reference = Reference(
        cell_code(table, None, element),
        entry=row.entry.key,
        scope=(row.unit.code,),
        period=material.period.code,
    )
    return Number(value, places=places(value), trace=str(reference))


def text_blocks(material: Material, table: Table) -> Iterator[Block]:
    """What the units wrote, in the report's order, headed by level where the table says so."""
    level = ""
    for row in material.entries[table.pk]:
        if table.levels:
            here = level_of(row.unit, level)
            if here != level:
                level = here
                yield Subheading(level_title(here))
        yield _text(row, table, material.language)


def level_title(level: str) -> str:
    return _("National level") if level == "national" else _("Sub-national level")


SIGNATURE = "signature"  # the table of place, date and name under the report


def _text(row: EntryRow, table: Table, reader: str) -> Block:
    text = row.entry.text or row.entry.title
    language = language_of(text)
    other = "" if language == reader else language
    if table.style == "paragraph":
        return Paragraph(text, signature=table.code == SIGNATURE, language=other)
    label = row.entry.number if table.style == "numbered" else ""
    return Bullet(text, level=row.entry.level, label=label, language=other)
