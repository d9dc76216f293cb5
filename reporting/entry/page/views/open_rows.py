"""The inputs of a table: those of its numbers, and its open rows; rows that are no grid are written
as labelled fields or paragraphs."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from reporting.core.views.escaping import escape
from reporting.entry.page.actions.draft_changes import EntryKey
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import address
from reporting.entry.page.views.entry_inputs import EntryInput, ReportInputs, mark_html, share
from reporting.kernel.days import as_written
from reporting.kernel.numbers import format_number
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import ListEntry
from strategies.models.cells import UnitOfCount

LABELS: dict[str, str | Promise] = {
    "title": _("What"),
    "kind": _("Kind"),
    "number": pgettext_lazy("by which one calls it", "Number"),
    "date": _("Date"),
    "partner": _("With or where"),
    "text": _("Text"),
    names.GROUP: _("Activity group"),
}
BLANK_ROWS = 2


@dataclass(frozen=True)
class OpenRow:
    """`heading`: the activity group of a paragraph, for reading."""

    key: str
    texts: tuple[EntryInput, ...]
    numbers: tuple[EntryInput, ...]
    is_new: bool
    heading: str = ""

    def inputs(self) -> tuple[EntryInput, ...]:
        return (*self.texts, *self.numbers)


def number_input(
    spec: TableSpec,
    key: CellKey,
    shown: ReportInputs,
    label: str = "",
    *,
    whole: int | None = None,
    whole_name: str = "",
) -> EntryInput:
    numbers = shown.content.numbers(spec.code)
    value = numbers.get(key)
    name = str(address(spec.code, key))
    part = ""
    if whole is not None or whole_name:
        element = spec.element(key.element)
        of = CellKey(key.option, element.part_of if element else "", key.entry)
        part = share(_number(value), _number(numbers.get(of)))
    return EntryInput(
        name=name,
        text=shown.posted.typed.get(name, names.value_text(value)),
        label=label,
        problem=shown.posted.problems.get(name, ""),
        missing=_missing(value, nothing=spec.code in shown.content.statements),
        printed=value.printed if value else "",
        mark=shown.marks.get(name),
        earlier=shown.earlier(spec.code, key),
        share=part,
        whole=whole,
        whole_name=whole_name,
    )


def computed_input(name: str, expression: str, value: Decimal | None) -> EntryInput:
    """A cell among others that is added up and never typed."""
    return EntryInput(
        name=name,
        text="–" if value is None else format_number(value),
        kind="computed",
        sum_of=" ".join(part.strip() for part in expression.split("+")),
    )


def _number(value: Value | None) -> Decimal | None:
    return value.number if value else None


def _missing(value: Value | None, *, nothing: bool) -> str:
    """Blank, not available and nothing to report look different when one reads."""
    if value is None:
        return "nothing" if nothing else "blank"
    return "not_available" if value.not_available else ""


def wholes(spec: TableSpec, before: int = 0) -> dict[str, int]:
    """Column code -> the place in its row of the column that it is a part of. `before`: how many
    cells stand before the numbers."""
    places = {element.code: place for place, element in enumerate(spec.entered(), before + 1)}
    return {
        element.code: places[element.part_of]
        for element in spec.entered()
        if element.part_of in places
    }


def unit_words(code: str) -> str:
    return _unit_words(code, get_language())


@lru_cache(maxsize=256)
def _unit_words(code: str, _language: str | None) -> str:
    return str(UnitOfCount(code).label) if code in UnitOfCount.values else ""


def open_rows(spec: TableSpec, shown: ReportInputs) -> Iterator[OpenRow]:
    """Those that are there, those that were typed but not kept, and blank ones to type into."""
    entries = shown.content.entries.get(spec.code, [])
    parts = names.shown_texts(spec, entries)
    columns = _columns(spec, len(parts) - 1)
    groups = shown.content.groups.get(spec.code, {})
    for entry in entries if shown.may_enter else by_group(entries, groups):
        yield _open_row(spec, entry.key, entry, parts, shown, columns)
    if not shown.may_enter:
        return
    stored = {entry.key for entry in entries}
    typed = names.posted_keys(shown.posted.typed).get(spec.code, [])
    new = [key for key in typed if key not in stored]
    blank = 1 if spec.kind == "narrative" else BLANK_ROWS
    fresh = [f"r{secrets.token_hex(4)}" for _number in range(blank)]
    for key in (*new, *fresh):
        yield _open_row(spec, key, None, parts, shown, columns)


Column = tuple[str, str, int | None]  # its code, its label, the place of what it is a part of


def _columns(spec: TableSpec, before: int) -> list[Column]:
    of = wholes(spec, before)
    return [
        (
            element.code,
            f"{element.title} ({unit})" if (unit := unit_words(element.unit)) else element.title,
            of.get(element.code),
        )
        for element in spec.entered()
    ]


def _open_row(
    spec: TableSpec,
    key: str,
    entry: ListEntry | None,
    parts: tuple[str, ...],
    shown: ReportInputs,
    columns: Iterable[Column],
) -> OpenRow:
    where = (spec.code, key)
    group = entry.activity_group if entry else ""
    title = shown.content.groups.get(spec.code, {}).get(group, "")
    return OpenRow(
        key=key,
        texts=tuple(_text_input(spec, where, part, entry, shown) for part in parts),
        numbers=tuple(
            number_input(spec, CellKey(None, column, key), shown, label, whole=whole)
            for column, label, whole in columns
        ),
        is_new=entry is None,
        heading=f"{group} {title}".strip(),
    )


def by_group(entries: list[ListEntry], groups: Mapping[str, str]) -> list[ListEntry]:
    """Those of no group first, then group by group in the order of the plan."""
    places = {code: place for place, code in enumerate(groups)}
    return sorted(entries, key=lambda entry: places.get(entry.activity_group, -1))


def _text_input(
    spec: TableSpec, where: EntryKey, part: str, entry: ListEntry | None, shown: ReportInputs
) -> EntryInput:
    name = names.text_name(where, part)
    kept = names.entry_text(entry, part) if entry else ""
    if part == "date" and entry and entry.date:
        kept = as_written(kept) if shown.may_enter else date_format(entry.date)
    if part == "title" and spec.coded:
        return _coded_input(spec, name, kept, shown)
    return EntryInput(
        name=name,
        text=shown.posted.typed.get(name, kept),
        kind={"text": "long", "date": "date", names.GROUP: "choice"}.get(part, "line"),
        label=LABELS[part],
        problem=shown.posted.problems.get(name, ""),
        mark=shown.marks.get(name),
        choices=_groups(where[0], shown) if part == names.GROUP else {},
        nothing=_("no activity group") if part == names.GROUP else "",
    )


def _coded_input(spec: TableSpec, name: str, kept: str, shown: ReportInputs) -> EntryInput:
    """A row of a code list: chosen by whoever enters, read in the reader's language."""
    titles = {row.english: row.title for row in spec.coded}
    if not shown.may_enter:
        return EntryInput(name, titles.get(kept, kept), "line", LABELS["title"])
    return EntryInput(
        name=name,
        text=shown.posted.typed.get(name, kept),
        kind="choice",
        label=LABELS["title"],
        problem=shown.posted.problems.get(name, ""),
        mark=shown.marks.get(name),
        choices=titles,
        nothing=_("choose from the list"),
    )


def _groups(table: str, shown: ReportInputs) -> dict[str, str]:
    offered = shown.content.groups.get(table, {})
    return {code: f"{code} {title}" for code, title in offered.items()}


MARKED = ("number", "date")  # of what the checks speak


def rows_html(rows: Iterable[OpenRow], title: str, *, is_text: bool, may_enter: bool) -> SafeString:
    if may_enter:
        found = [_fields(row, f"{title} {n}", is_text) for n, row in enumerate(rows, 1)]
    else:
        found = list(_grouped(rows, is_text))
    nothing = escape(_("Nothing is written here."))
    return SafeString("\n".join(found) or f'<p class="missing">{nothing}</p>')


def _fields(row: OpenRow, legend: str, is_text: bool) -> str:
    fields = "".join(_field(entered, is_text) for entered in row.inputs())
    return (
        f'<fieldset class="open-row{" text-row" if is_text else ""}">'
        f'<legend class="visually-hidden">{escape(legend)}</legend>{fields}</fieldset>'
    )


def _field(field: EntryInput, is_text: bool) -> str:
    place = f' id="c-{escape(field.name)}"' if field.kind in MARKED else ""
    hidden = ' class="visually-hidden"' if is_text and field.kind != "choice" else ""
    mark = mark_html(field.name, field.mark) if field.mark else ""
    return (
        f'<label class="field field-{field.kind}"{place}>'
        f"<span{hidden}>{escape(field.label)}</span>{field.html}{mark}</label>"
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
    said = [entered for entered in row.inputs() if entered.text and entered.kind != "choice"]
    parts = "".join(_paragraph(entered, is_text) for entered in said)
    return f'<div class="read-row">{parts}</div>'


def _paragraph(field: EntryInput, is_text: bool) -> str:
    place = f' id="c-{escape(field.name)}"' if field.kind in MARKED else ""
    says = not is_text and field.kind != "long"
    label = f'<span class="soft">{escape(field.label)}:</span> ' if says else ""
    mark = mark_html(field.name, field.mark) if field.mark else ""
    return f"<p{place}>{label}{linebreaksbr(field.text)}{mark}</p>"
