"""The catalogue's layouts as tables of the document. Nothing is added up here: every total is a
stored figure, looked up by its own address."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.core.queries.period_words import months_of, short_month
from reporting.document.value import Align, CellContent, HeaderCell, Missing, Number, Row
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.material import Material
from strategies.models import Element, Option, Table
from strategies.models.cells import UnitOfCount

LABEL_WIDTH = 3.4
NUMBER_WIDTH = 1.15


def cell_code(table: Table, option: Option | None, element: Element) -> str:
    row = f"[{option.code}]" if option else ""
    return f"{table.code}{row}.{element.code}"


def unit_word(element: Element, option: Option | None = None) -> str:
    code = (option.unit_of_count if option else "") or element.unit_of_count
    return str(UnitOfCount(code).label)


def head(element: Element, language: str) -> HeaderCell:
    """A column's heading with its unit of count, unless the heading says it already."""
    title, unit = element.title_in(language), unit_word(element)
    said = unit.lower() in title.lower() or unit.lower().startswith(title.lower())
    return HeaderCell(title, unit="" if said else unit)


def heads_of(elements: Sequence[Element], language: str) -> list[HeaderCell]:
    """Columns that are called alike (“Under 15” of males and of females), or are parts of another
    column (“Male” of the suspects), say what stands above them."""
    titles = Counter(element.title_en for element in elements)
    return [
        HeaderCell(" – ".join((*_headers(element, language), element.title_in(language))))
        if element.header_en and (titles[element.title_en] > 1 or element.header_en[0] in titles)
        else head(element, language)
        for element in elements
    ]


def _headers(element: Element, language: str) -> tuple[str, ...]:
    khmer = element.header_km if language == "km" and all(element.header_km) else []
    return tuple(khmer or element.header_en)


def has_number(cells: Sequence[CellContent]) -> bool:
    return any(isinstance(cell, Number) or cell == Missing("not_available") for cell in cells)


def finish(
    material: Material,
    table: Table,
    header: Sequence[Sequence[HeaderCell]],
    rows: Sequence[Row],
    *,
    labels: int = 1,
    label_widths: Sequence[float] = (),
    columns: int,
    completeness: bool = True,
) -> DocumentTable:
    """Common to all layouts: alignment, widths, notes. The number is given when it is placed."""
    start: Align = "start"
    end: Align = "end"
    widths = tuple(label_widths) or (LABEL_WIDTH,) * labels
    return DocumentTable(
        id=table.code,
        number="",
        caption=table.title_in(material.language, months_of(material.period)),
        header=tuple(tuple(line) for line in header),
        rows=tuple(rows),
        align=(start,) * labels + (end,) * columns,
        widths=widths + (NUMBER_WIDTH,) * columns,
        notes=tuple(received_note(material, table)) if completeness else (),
        section=table.section.code,
    )


def received_note(material: Material, table: Table) -> Iterator[str]:
    """How many of those who are asked have answered, where it is not all of them."""
    rows = [
        row
        for (cell, unit, kind, key), row in material.book.rows.items()
        if not unit and not kind and key == material.period.key
        and cell.partition("[")[0].partition(".")[0] == table.code
    ]  # fmt: skip
    if not rows:
        return
    best = max(rows, key=lambda row: row.received)
    if best.received < best.expected:
        said = _("Made from the reports of %(received)d of %(expected)d reporters.")
        yield said % {"received": best.received, "expected": best.expected}


# A row an option --------------------------------------------------------------------------------


def rows_table(
    material: Material, table: Table, shown: Table | None = None
) -> DocumentTable | None:
    """`shown` is the `show` block that prints one group of `table`, if it is not the whole."""
    elements = material.elements[table.pk]
    options = material.options[table.pk]
    if shown is not None and shown.shown_group:
        options = [o for o in options if _is_in(o, shown.shown_group, options)]
    with_article = any(option.pk in material.articles for option in options)
    rows = list(_option_rows(material, table, options, elements, with_article, shown))
    used = [i for i, _e in enumerate(elements) if _column_used(rows, i + 1 + with_article)]
    if not rows or not used:
        return None
    labels = 1 + with_article
    rows = [_only(row, labels, used) for row in rows]
    heads = [HeaderCell(_heading(table))]
    if with_article:
        heads.append(HeaderCell(_("Article")))
    heads += heads_of([elements[i] for i in used], material.language)
    widths = (LABEL_WIDTH, 0.8) if with_article else (LABEL_WIDTH,)
    return finish(
        material, shown or table, [heads], rows, labels=labels, label_widths=widths,
        columns=len(used), completeness=shown is None,
    )  # fmt: skip


def _heading(table: Table) -> str:
    return _("Subject") if table.layout == "facts" else _("Category")


def _is_in(option: Option, group: str, options: Sequence[Option]) -> bool:
    wanted = next((o for o in options if o.code == group), None)
    return wanted is not None and option.group_id == wanted.pk


def _column_used(rows: Sequence[Row], index: int) -> bool:
    return any(len(row.cells) > index and has_number([row.cells[index]]) for row in rows)


def _only(row: Row, labels: int, used: Sequence[int]) -> Row:
    if row.kind == "group":
        return row
    return Row((*row.cells[:labels], *(row.cells[labels + i] for i in used)), kind=row.kind)


def _option_rows(
    material: Material,
    table: Table,
    options: Sequence[Option],
    elements: Sequence[Element],
    with_article: bool,
    shown: Table | None,
) -> Iterator[Row]:
    language = material.language
    groups = {option.pk: option for option in options if option.is_group}
    body = 0
    for option in options:
        if option.is_group:
            yield Row((option.title_in(language),), kind="group")
            continue
        cells = [material.number(cell_code(table, option, e), e) for e in elements]
        if not has_number(cells):
            continue
        body += 1
        label = option.title_in(language)
        if option.unit_of_count:
            label = f"{label} ({unit_word(elements[0], option)})"
        article = (material.articles.get(option.pk, ""),) if with_article else ()
        kind = "total" if table.kind == Table.Kind.DERIVED and option.code == "all" else "body"
        yield Row((label, *article, *cells), kind=kind)  # type: ignore[arg-type]
        if option.group_id in groups and _last_of_group(option, options):
            group = groups[option.group_id]
            yield _total(material, table, group, elements, with_article, "subtotal")
    if shown is not None and shown.shown_group:
        group = next(o for o in material.options[table.pk] if o.code == shown.shown_group)
        yield _total(material, table, group, elements, with_article, "total")
    elif table.totals and body > 1:
        yield _total(material, table, None, elements, with_article, "total")


def _last_of_group(option: Option, options: Sequence[Option]) -> bool:
    members = [o for o in options if o.group_id == option.group_id and not o.is_group]
    return members[-1].pk == option.pk


def _total(
    material: Material,
    table: Table,
    group: Option | None,
    elements: Sequence[Element],
    with_article: bool,
    kind: str,
) -> Row:
    cells = [material.number(cell_code(table, group, e), e) for e in elements]
    blank = ("",) if with_article else ()
    return Row((_("Total"), *blank, *cells), kind=kind)  # type: ignore[arg-type]


SEXES = {"m": 0, "f": 1, "male": 0, "female": 1}


def single_table(material: Material, table: Table) -> DocumentTable | None:
    """Wide printed tables of one row are set upright: a line a measure, men and women beside."""
    elements = material.elements[table.pk]
    by_sex = any(_sex(element) for element in elements)
    columns = [_("Male"), _("Female"), _("Total")] if by_sex else [_("Number")]
    rows: list[Row] = []
    lines: dict[tuple[str, ...], list[CellContent]] = {}
    units: dict[tuple[str, ...], str] = {}
    for element in elements:
        content = material.number(cell_code(table, None, element), element)
        if has_number([content]):
            path = _path(element, material.language)
            line = lines.setdefault(path, [Missing()] * len(columns))
            line[_column(element, len(columns))] = content
            units[path] = unit_word(element)
    if not lines:
        return None
    last = ""
    for path, line in lines.items():
        if len(path) > 1 and path[0] != last:
            rows.append(Row((path[0],), kind="group"))
        last = path[0] if len(path) > 1 else ""
        kind = "subtotal" if path[-1] == _("All") and len(path) > 1 else "body"
        label = " – ".join(path[1:] or path)
        rows.append(Row((label, units[path], *line), kind=kind))  # type: ignore[arg-type]
    heads = [HeaderCell(_("Measure")), HeaderCell(_("Counted in")), *map(HeaderCell, columns)]
    return finish(
        material, table, [heads], rows, labels=2, label_widths=(4.2, 1.2), columns=len(columns),
        completeness=table.pk not in material.of_one_unit,
    )  # fmt: skip


def _sex(element: Element) -> str:
    ending = element.code.rpartition("_")[2]
    return ending if ending in SEXES and element.header_en else ""


def _column(element: Element, columns: int) -> int:
    sex = _sex(element)
    return SEXES[sex] if sex else columns - 1


def _path(element: Element, language: str) -> tuple[str, ...]:
    """The heading path, then the measure; men, women and their total share one line."""
    header = _headers(element, language)
    title = element.title_in(language)
    if _sex(element) or element.title_en in ("Total", "All"):
        return header if len(header) > 1 else (*header, _("All"))
    return (*header, title)


def months_table(material: Material, table: Table) -> DocumentTable | None:
    elements = material.elements[table.pk]
    months = material.period.months
    rows = []
    for element in elements:
        code = cell_code(table, None, element)
        cells = [
            material.number(code, element, period_key=year * 100 + month) for year, month in months
        ]
        if table.totals:
            cells.append(material.number(code, element))
        rows.append(Row((element.title_in(material.language), *cells)))
    if not any(has_number(row.cells) for row in rows):
        return None
    heads = [
        HeaderCell(_("Measure")),
        *(HeaderCell(short_month(month)) for _year, month in months),
    ]
    if table.totals:
        heads.append(HeaderCell(_("Total")))
    made = finish(
        material, table, [heads], rows, labels=1, label_widths=(2.4,),
        columns=len(heads) - 1, completeness=False,
    )  # fmt: skip
    return _with_months_note(made, rows, len(months))


def _with_months_note(made: DocumentTable, rows: Sequence[Row], months: int) -> DocumentTable:
    absent = max(
        sum(
            not has_number([cell]) or cell == Missing("not_available")
            for cell in row.cells[1 : months + 1]
        )
        for row in rows
    )
    if not absent:
        return made
    said = _("%(received)d of %(months)d months; the others are not available.")
    note = said % {"received": months - absent, "months": months}
    return DocumentTable(
        **{field: getattr(made, field) for field in made.__slots__ if field != "notes"},
        notes=(*made.notes, note),
    )
