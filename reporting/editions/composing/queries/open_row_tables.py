"""The open rows of a table, which reporters wrote themselves, as a table of the document."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.document.value import CellContent, HeaderCell, Missing, Number, Row
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.material import PARTNERS, EntryRow, Material
from reporting.editions.composing.queries.table_layouts import cell_code, finish, head
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import usual_places
from strategies.models import Element, Table

Reword = Callable[[EntryRow], EntryRow]
MANY_COLUMNS = 5
HALF = 0.5
_WIDTHS = {
    (1, "subject"): 4.4,
    (2, "reporter"): 2.2,
    (2, "subject"): 3.4,
    (2, "action"): 5.0,
}


def entries_table(
    material: Material, table: Table, reword: Reword | None = None
) -> DocumentTable | None:
    """`reword`: gives the rows the words that an edition prints."""
    rows, elements = printed_rows(material, table)
    if not rows or not elements:
        return None
    if reword is not None:
        rows = [reword(row) for row in rows]
    if _is_long(table, rows, elements):
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


def printed_rows(material: Material, table: Table) -> tuple[list[EntryRow], list[Element]]:
    """Rows with numbers, and the columns in which one of them has a number."""
    rows = [row for row in material.entries[table.pk] if row.values]
    elements = [
        element
        for element in material.elements[table.pk]
        if any(row.values.get(element.code) is not None for row in rows)
    ]
    return rows, elements


def printed_words(material: Material, table: Table) -> Iterator[tuple[str, str]]:
    """Which text of which row, and its words: all that the table prints of what units wrote."""
    rows, elements = printed_rows(material, table)
    with_action = _first_columns(rows) == ["subject", "action"] and not _is_long(
        table, rows, elements
    )
    for row in rows if elements else ():
        for name in _fields(row, with_action=with_action):
            words = getattr(row, name)
            if words:
                yield row.key_of(name), words


def printed_partners(material: Material, table: Table) -> Iterator[str]:
    """Each name of a partner that the table prints, as it stands in the reports."""
    rows, elements = printed_rows(material, table)
    for row in rows if elements else ():
        yield from row.partners


def _fields(row: EntryRow, *, with_action: bool) -> tuple[str, ...]:
    """Its label, and in a column of its own what was done."""
    kind = () if row.entry.partner else ("kind",)
    label = "title" if row.entry.title else "text"
    return (label, *kind, "text") if with_action and label != "text" else (label, *kind)


def _is_long(table: Table, rows: Sequence[EntryRow], elements: Sequence[Element]) -> bool:
    """Many columns of which each row fills a few read better as a list."""
    if table.totals:
        return False
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
    """Who and what; where the rows say what was done, that stands beside their subject."""
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
    words = {"reporter": material.name(row.unit), "subject": label, "action": row.text}
    return Row((*(words[name] for name in first), *numbers))


def _label(row: EntryRow) -> str:
    label = row.title or row.text
    partners = [name for name in row.partners if name not in label]
    if partners:
        return f"{label} ({PARTNERS.join(partners)})"
    if row.kind and row.kind not in label:
        return f"{label} – {row.kind}"
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
    return Number(value, places=usual_places(value), trace=str(reference))


def level_title(level: str) -> str:
    return _("National level") if level == "national" else _("Sub-national level")
