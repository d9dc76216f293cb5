"""Open rows that are no grid, a list of labelled fields or paragraphs, as HTML."""

from collections.abc import Iterable, Iterator

from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reporting.views.reports.inputs import Input
from reporting.views.reports.marks import mark_html
from reporting.views.reports.rows import OpenRow

MARKED = ("number", "date")  # of what the checks speak


def rows_html(rows: Iterable[OpenRow], title: str, *, is_text: bool, may_enter: bool) -> SafeString:
    if may_enter:
        found = [_fields(row, f"{title} {n}", is_text) for n, row in enumerate(rows, 1)]
    else:
        found = list(_grouped(rows, is_text))
    nothing = f'<p class="missing">{escape(_("Nothing is written here."))}</p>'
    return SafeString("\n".join(found) or nothing)


def _fields(row: OpenRow, legend: str, is_text: bool) -> str:
    fields = "".join(_field(one, is_text) for one in row.inputs())
    return (
        f'<fieldset class="open-row{" text-row" if is_text else ""}">'
        f'<legend class="visually-hidden">{escape(legend)}</legend>{fields}</fieldset>'
    )


def _field(one: Input, is_text: bool) -> str:
    place = f' id="c-{escape(one.name)}"' if one.kind in MARKED else ""
    hidden = ' class="visually-hidden"' if is_text and one.kind != "choice" else ""
    mark = mark_html(one.name, one.mark) if one.mark else ""
    return (
        f'<label class="field field-{one.kind}"{place}>'
        f"<span{hidden}>{escape(str(one.label))}</span>{one.html}{mark}</label>"
    )


def _grouped(rows: Iterable[OpenRow], is_text: bool) -> Iterator[str]:
    """Each activity group under its heading."""
    heading = ""
    for row in rows:
        if row.heading != heading and row.heading:
            yield f'<h4 class="group-heading">{escape(row.heading)}</h4>'
        heading = row.heading
        yield _read(row, is_text)


def _read(row: OpenRow, is_text: bool) -> str:
    said = [one for one in row.inputs() if one.text and one.kind != "choice"]
    parts = "".join(_paragraph(one, is_text) for one in said)
    return f'<div class="read-row">{parts}</div>'


def _paragraph(one: Input, is_text: bool) -> str:
    place = f' id="c-{escape(one.name)}"' if one.kind in MARKED else ""
    says = not is_text and one.kind != "long"
    label = f'<span class="soft">{escape(str(one.label))}:</span> ' if says else ""
    mark = mark_html(one.name, one.mark) if one.mark else ""
    return f"<p{place}>{label}{linebreaksbr(one.text)}{mark}</p>"
