"""A grid as HTML, written by hand: a template for each of 400 cells takes ten times as long."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.templatetags.portal import number
from reporting.views.reports.grids import Grid, GridRow, Sum
from reporting.views.reports.inputs import Input
from reporting.views.reports.marks import mark_html


def head_html(grid: Grid) -> SafeString:
    cells = "".join(
        f'<th scope="col"{_end(one.is_number)}>{escape(one.title)}'
        f"{f'<small>{escape(one.unit)}</small>' if one.unit else ''}</th>"
        for one in grid.columns
    )
    return SafeString(f'<tr><th scope="col" class="stub">{escape(grid.stub)}</th>{cells}</tr>')


def _end(is_number: bool) -> str:
    return ' class="end"' if is_number else ""


def body_html(grid: Grid, *, may_enter: bool) -> SafeString:
    rows = "\n".join(_row(row, grid.width, may_enter) for row in grid.rows)
    if not rows:
        rows = f'<tr><td colspan="{grid.width}" class="missing">{escape(_("No rows."))}</td></tr>'
    return SafeString(rows)


def _row(row: GridRow, width: int, may_enter: bool) -> str:
    if row.kind == "heading":
        label = escape(row.label)
        return f'<tr class="group"><th scope="rowgroup" colspan="{width}">{label}</th></tr>'
    groups = f' data-groups="{escape(row.groups)}"' if row.groups else ""
    cells = "".join(_cells(row, may_enter))
    return f'<tr class="{row.kind}"{groups}>{cells}</tr>'


def _cells(row: GridRow, may_enter: bool) -> Iterator[str]:
    if row.texts:
        first, *others = row.texts
        yield f'<th scope="row" class="wide">{first.html if may_enter else escape(first.text)}</th>'
        yield from (_text_cell(one, may_enter) for one in others)
    else:
        note = f" <small>{escape(row.note)}</small>" if row.note else ""
        yield f'<th scope="row">{escape(row.label)}{note}</th>'
    yield from (_number_cell(one, may_enter) for one in row.inputs)
    yield from ("<td></td>" for _blank in row.blanks)
    yield from map(_sum, row.sums)


def _text_cell(one: Input, may_enter: bool) -> str:
    """The checks speak of a day as they do of a number: it has a place and a mark."""
    place = f' id="c-{escape(one.name)}"' if one.kind == "date" else ""
    inner = one.html if may_enter else escape(one.text)
    mark = mark_html(one.name, one.mark) if one.mark else ""
    return f'<td class="words"{place}>{inner}{mark}</td>'


def _number_cell(one: Input, may_enter: bool) -> str:
    if one.kind == "computed":
        return f'<td class="end sum" data-names="{escape(one.sum_of)}">{escape(one.text)}</td>'
    wrong = " wrong" if one.problem else ""
    inner = one.html if may_enter else _read(one)
    mark = mark_html(one.name, one.mark) if one.mark else ""
    return (
        f'<td class="end{wrong}" id="c-{escape(one.name)}"{_whole(one.whole, one.whole_name)}>'
        f"{inner}{mark}{_beside(one)}</td>"
    )


def _whole(column: int | None, name: str) -> str:
    if column is not None:
        return f' data-whole="{column}"'
    return f' data-whole-name="{escape(name)}"' if name else ""


def _beside(one: Input) -> str:
    if not (one.earlier or one.whole is not None or one.whole_name):
        return ""
    earlier = " ".join(f"<span>{escape(text)}</span>" for text in one.earlier)
    return f'<small class="beside">{earlier} <span class="share">{one.share}</span></small>'


def _sum(one: Sum) -> str:
    of = f' data-of="{escape(one.of)}"' if one.of else ""
    names = f' data-names="{escape(one.names)}"' if one.names else ""
    share = ""
    if one.whole is not None:
        share = f'<small class="beside"><span class="share">{one.share}</span></small>'
    shown = f"<span>{escape(number(one.value))}</span>{share}" if share else number(one.value)
    return f'<td class="end sum"{of}{names}{_whole(one.whole, "")}>{shown}</td>'


def _read(one: Input) -> str:
    """For whoever does not enter: blank, not available and nothing to report look different."""
    match one.missing:
        case "nothing":
            return f'<span class="missing">{escape(_("none"))}</span>'
        case "blank":
            return f'<span class="visually-hidden">{escape(_("no number given"))}</span>'
        case "not_available":
            return f'<span class="missing">{escape(_("n/a"))}</span>'
    if not one.printed:
        return escape(one.text)
    printed = escape(_("printed %(text)s") % {"text": one.printed})
    return f'{escape(one.text)}<span class="part">{printed}</span>'
