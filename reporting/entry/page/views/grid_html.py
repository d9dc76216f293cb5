"""A grid of inputs and totals as HTML, written by hand: a template for each of 400 cells takes ten
times as long."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.core.views.escaping import escape
from reporting.core.views.tags import number
from reporting.entry.page.views.entry_grids import EntryGrid, EntryGridRow, EntrySum
from reporting.entry.page.views.entry_inputs import EntryInput, mark_html

END = ' class="end"'


def head_html(grid: EntryGrid) -> SafeString:
    cells = "".join(
        f'<th scope="col"{END if column.is_number else ""}>{escape(column.title)}'
        f"{f'<small>{escape(column.unit)}</small>' if column.unit else ''}</th>"
        for column in grid.columns
    )
    return SafeString(f'<tr><th scope="col" class="stub">{escape(grid.stub)}</th>{cells}</tr>')


def body_html(grid: EntryGrid, *, may_enter: bool) -> SafeString:
    titles = [grid.stub, *(column.title for column in grid.columns)]
    labels = [_label(title) for title in titles] if grid.is_wide else []
    rows = "\n".join(_row(row, grid.width, labels, may_enter) for row in grid.rows)
    if not rows:
        nothing = escape(_("No rows."))
        rows = f'<tr><td colspan="{grid.width}" class="missing">{nothing}</td></tr>'
    return SafeString(rows)


def _label(title: str) -> str:
    """The name of its column, for a row that is shown as a card."""
    return f' data-label="{escape(title)}"'


def _row(row: EntryGridRow, width: int, labels: Sequence[str], may_enter: bool) -> str:
    if row.kind == "heading":
        label = escape(row.label)
        return f'<tr class="group"><th scope="rowgroup" colspan="{width}">{label}</th></tr>'
    groups = f' data-groups="{escape(row.groups)}"' if row.groups else ""
    cells = "".join(_cells(row, labels, may_enter))
    return f'<tr class="{row.kind}"{groups}>{cells}</tr>'


def _cells(row: EntryGridRow, labels: Sequence[str], may_enter: bool) -> Iterator[str]:
    of = chain(labels, repeat(""))  # column by column
    stub = next(of)
    if row.texts:
        first, *others = row.texts
        inner = first.html if may_enter else escape(first.text)
        yield f'<th scope="row" class="wide"{stub if may_enter else ""}>{inner}</th>'
        yield from (_text_cell(text, next(of), may_enter) for text in others)
    else:
        note = f" <small>{escape(row.note)}</small>" if row.note else ""
        yield f'<th scope="row">{escape(row.label)}{note}</th>'
    yield from (_number_cell(cell, next(of), may_enter) for cell in row.inputs)
    yield from ("<td></td>" for _blank, _label in zip(row.blanks, of, strict=False))
    yield from (_sum(total, next(of)) for total in row.sums)


def _text_cell(cell: EntryInput, label: str, may_enter: bool) -> str:
    """The checks speak of a day as they do of a number: it has a place and a mark."""
    place = f' id="c-{escape(cell.name)}"' if cell.kind == "date" else ""
    inner = cell.html if may_enter else escape(cell.text)
    mark = mark_html(cell.name, cell.mark) if cell.mark else ""
    return f'<td class="words"{place}{label}>{inner}{mark}</td>'


def _number_cell(cell: EntryInput, label: str, may_enter: bool) -> str:
    if cell.kind == "computed":
        names = f' data-names="{escape(cell.sum_of)}"'
        return f'<td class="end sum"{names}{label}>{escape(cell.text)}</td>'
    wrong = " wrong" if cell.problem else ""
    inner = cell.html if may_enter else _read(cell)
    mark = mark_html(cell.name, cell.mark) if cell.mark else ""
    return (
        f'<td class="end{wrong}" id="c-{escape(cell.name)}"'
        f"{_whole(cell.whole, cell.whole_name)}{label}>{inner}{mark}{_beside(cell)}</td>"
    )


def _whole(column: int | None, name: str) -> str:
    if column is not None:
        return f' data-whole="{column}"'
    return f' data-whole-name="{escape(name)}"' if name else ""


def _beside(cell: EntryInput) -> str:
    if not (cell.earlier or cell.whole is not None or cell.whole_name):
        return ""
    earlier = " ".join(f"<span>{escape(text)}</span>" for text in cell.earlier)
    return f'<small class="beside">{earlier} <span class="share">{cell.share}</span></small>'


def _sum(total: EntrySum, label: str) -> str:
    of = f' data-of="{escape(total.of)}"' if total.of else ""
    names = f' data-names="{escape(total.names)}"' if total.names else ""
    share = ""
    if total.whole is not None:
        share = f'<small class="beside"><span class="share">{total.share}</span></small>'
    shown = f"<span>{escape(number(total.value))}</span>{share}" if share else number(total.value)
    return f'<td class="end sum"{of}{names}{_whole(total.whole, "")}{label}>{shown}</td>'


def _read(cell: EntryInput) -> str:
    """For whoever does not enter: blank, not available and nothing to report look different."""
    match cell.missing:
        case "nothing":
            return f'<span class="missing">{escape(_("none"))}</span>'
        case "blank":
            return f'<span class="visually-hidden">{escape(_("no number given"))}</span>'
        case "not_available":
            return f'<span class="missing">{escape(_("n/a"))}</span>'
    if not cell.printed:
        return escape(cell.text)
    printed = escape(_("printed %(text)s") % {"text": cell.printed})
    return f'{escape(cell.text)}<span class="part">{printed}</span>'
