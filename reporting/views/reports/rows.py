"""The inputs of a report's page: what stands in each, and what is wrong with it."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.actions.content import EntryKey
from reporting.forms import reports_names as names
from reporting.forms.reports_posted import Posted
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import ListEntry
from reporting.queries.report_pages import Content, address

LABELS: dict[str, str | Promise] = {
    "title": _("What"),
    "kind": _("Kind"),
    "number": _("Number"),
    "date": _("Date"),
    "partner": _("With or where"),
    "text": _("Text"),
    names.GROUP: _("Activity group"),
}
BLANK_ROWS = 2


@dataclass(frozen=True)
class Input:
    """One field. `kind`: number, line, date, long or choice (of `choices`, code -> title)."""

    name: str
    text: str
    kind: str = "number"
    label: str | Promise = ""
    problem: str = ""
    missing: str = ""
    printed: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenRow:
    """`heading`: the activity group of a paragraph, for reading."""

    key: str
    texts: tuple[Input, ...]
    numbers: tuple[Input, ...]
    is_new: bool
    heading: str = ""

    def inputs(self) -> tuple[Input, ...]:
        return (*self.texts, *self.numbers)


def number_input(
    spec: TableSpec,
    key: CellKey,
    content: Content,
    posted: Posted,
    label: str = "",
) -> Input:
    value = content.numbers(spec.code).get(key)
    name = str(address(spec.code, key))
    return Input(
        name=name,
        text=posted.typed.get(name, names.value_text(value)),
        label=label,
        problem=posted.problems.get(name, ""),
        missing=_missing(value, nothing=spec.code in content.statements),
        printed=value.printed if value else "",
    )


def _missing(value: Value | None, *, nothing: bool) -> str:
    """Blank, not available and nothing to report look different when one reads."""
    if value is None:
        return "nothing" if nothing else "blank"
    return "not_available" if value.not_available else ""


def open_rows(
    spec: TableSpec, content: Content, posted: Posted, *, may_enter: bool
) -> Iterator[OpenRow]:
    """Those that are there, those that were typed but not kept, and blank ones to type into."""
    entries = content.entries.get(spec.code, [])
    shown = names.shown_texts(spec, entries)
    groups = content.groups.get(spec.code, {})
    for entry in entries if may_enter else by_group(entries, groups):
        yield _open_row(spec, entry.key, entry, shown, content, posted)
    if not may_enter:
        return
    stored = {entry.key for entry in entries}
    typed = names.posted_keys(posted.typed).get(spec.code, [])
    new = [key for key in typed if key not in stored]
    blank = 1 if spec.kind == "narrative" else BLANK_ROWS
    fresh = [f"r{secrets.token_hex(4)}" for _number in range(blank)]
    for key in (*new, *fresh):
        yield _open_row(spec, key, None, shown, content, posted)


def _open_row(
    spec: TableSpec,
    key: str,
    entry: ListEntry | None,
    shown: tuple[str, ...],
    content: Content,
    posted: Posted,
) -> OpenRow:
    where = (spec.code, key)
    groups = content.groups.get(spec.code, {})
    group = entry.activity_group if entry else ""
    return OpenRow(
        key=key,
        texts=tuple(_text_input(where, part, entry, posted, groups) for part in shown),
        numbers=tuple(
            number_input(spec, CellKey(None, one.code, key), content, posted, one.title)
            for one in spec.entered()
        ),
        is_new=entry is None,
        heading=f"{group} {groups.get(group, '')}".strip(),
    )


def by_group(entries: list[ListEntry], groups: Mapping[str, str]) -> list[ListEntry]:
    """Those of no group first, then group by group in the order of the plan."""
    places = {code: place for place, code in enumerate(groups)}
    return sorted(entries, key=lambda one: places.get(one.activity_group, -1))


def _text_input(
    where: EntryKey,
    part: str,
    entry: ListEntry | None,
    posted: Posted,
    groups: Mapping[str, str],
) -> Input:
    name = names.text_name(where, part)
    kept = names.entry_text(entry, part) if entry else ""
    return Input(
        name=name,
        text=posted.typed.get(name, kept),
        kind={"text": "long", "date": "date", names.GROUP: "choice"}.get(part, "line"),
        label=LABELS[part],
        problem=posted.problems.get(name, ""),
        choices=groups if part == names.GROUP else {},
    )
