"""One table of a report as a table of the book: its columns, rows, inputs and totals."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.entry.page.actions.draft_changes import EntryKey
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent, address, places
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.rules import (
    NOT_AVAILABLE,
    EarlierNumber,
    InputKind,
    LineCell,
    LineKind,
    WorkbookColumn,
    WorkbookInput,
    WorkbookRow,
    WorkbookSum,
    WorkbookTable,
)
from reporting.entry.workbook.rules import Content as CellContent
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, TableSpec, Value
from reporting.models import ListEntry

BLANK_ROWS = 20
BLANK_TEXTS = 5
PART_KINDS: dict[str, InputKind] = {"text": "long", "date": "date"}
ADDED = re.compile(r"(\w+)(\[\*\]|\{\*\})?\.(\w+)")


def number_content(value: Value | None) -> CellContent:
    if value is None:
        return None
    return NOT_AVAILABLE if value.not_available else value.number


@dataclass(frozen=True)
class TableBook:
    """`spec`: in the reader's language, which is the book's."""

    spec: TableSpec
    language: str
    title: str
    content: ReportContent
    before: dict[CellKey, Value]
    before_label: str
    editable: bool
    blank_rows: int = BLANK_ROWS

    def block(self) -> WorkbookTable:
        columns: tuple[WorkbookColumn, ...] = ()
        if self.spec.kind == "narrative":
            lines = tuple(self._texts())
        elif self.spec.kind == "open":
            columns, lines = self._open()
        elif self.spec.kind == "single":
            columns, lines = self._single()
        else:
            columns, lines = self._fixed()
        nothing = self._nothing() if self.spec.kind != "narrative" else None
        return WorkbookTable(self.spec.code, self.title, columns, lines, nothing)

    # Words

    def _say(self, label: words.Label) -> str:
        return label.said(self.language)

    def _unit(self, code: str) -> str:
        return self._say(words.UNITS[code]) if code in words.UNITS else ""

    def _part(self, part: str) -> str:
        return self._say(words.PARTS[part]) if part in words.PARTS else part

    def _option_label(self, option: OptionSpec) -> str:
        unit = self._unit(option.unit)
        return f"{option.title} ({unit})" if unit else option.title

    def _column(self, element: ElementSpec, *, mixed: bool = False) -> WorkbookColumn:
        return WorkbookColumn(
            element.code, element.title, "" if mixed else self._unit(element.unit)
        )

    # Inputs

    def _number(self, key: CellKey, title: str) -> WorkbookInput:
        return WorkbookInput(
            name=str(address(self.spec.code, key)),
            kind="number",
            title=title,
            value=number_content(self.content.numbers(self.spec.code).get(key)),
            places=places(self.spec, key),
        )

    def _text(self, where: EntryKey, part: str, entry: ListEntry | None, row: str) -> WorkbookInput:
        value: CellContent = None
        if entry is not None:
            value = entry.date if part == "date" else names.entry_text(entry, part)
        kind, title = PART_KINDS.get(part, "text"), f"{row}: {self._part(part)}"
        return WorkbookInput(names.text_name(where, part), kind, title, value)

    def _nothing(self) -> tuple[WorkbookInput, WorkbookInput] | None:
        said = self.content.statements.get(self.spec.code)
        if not self.editable and said is None:
            return None
        code, yes_no = self.spec.code, (words.YES, words.NO)
        title = f"{self.spec.title}: {self._say(words.NOTHING)}"
        reason = f"{self.spec.title}: {self._say(words.REASON)}"
        answer = "" if said is None else words.YES
        return (
            WorkbookInput(names.nothing_name(code), "choice", title, answer, 0, yes_no),
            WorkbookInput(names.reason_name(code), "text", reason, said),
        )

    # Fixed rows

    def _fixed(self) -> tuple[tuple[WorkbookColumn, ...], tuple[WorkbookRow, ...]]:
        mixed = any(option.unit for option in self.spec.options)
        shown = [
            element
            for element in self.spec.elements
            if not element.derived or _added(element.derived)
        ]
        entered = self.spec.entered()
        columns = [WorkbookColumn("", self._say(words.WHAT), look="stub")]
        columns += [self._column(column, mixed=mixed) for column in shown]
        if self.before:
            columns += [self._before_column(element) for element in entered]
        lines = [self._option_line(row_option, shown, entered) for row_option in self.spec.options]
        if self.spec.totals and len(self.spec.rows()) > 1:
            lines.append(self._sum_line(self._say(words.TOTAL), self.spec.rows(), shown, "total"))
        return tuple(columns), tuple(lines)

    def _before_column(self, element: ElementSpec) -> WorkbookColumn:
        label = f"{element.title} {self.before_label}"
        return WorkbookColumn(f"before:{element.code}", label, look="beside")

    def _option_line(
        self, option: OptionSpec, shown: Sequence[ElementSpec], entered: Sequence[ElementSpec]
    ) -> WorkbookRow:
        label = self._option_label(option)
        if option.is_group:
            if self.spec.totals:
                return self._sum_line(label, list(self.spec.members(option.code)), shown, "group")
            return WorkbookRow("", "heading", (label,))
        cells: list[LineCell] = [label]
        for column in shown:
            name = str(address(self.spec.code, CellKey(option.code, column.code)))
            if column.derived:
                cells.append(self._derived(column.derived, option.code))
            elif name in self.spec.computed:
                cells.append(WorkbookSum(tuple(self._entered(name))))
            else:
                title = f"{option.title}: {column.title}"
                cells.append(self._number(CellKey(option.code, column.code), title))
        if self.before:
            keys = (CellKey(option.code, element.code) for element in entered)
            cells += [self._beside(key) for key in keys]
        return WorkbookRow(f"{self.spec.code}[{option.code}]", "body", tuple(cells))

    def _beside(self, key: CellKey) -> EarlierNumber:
        value = number_content(self.before.get(key))
        return EarlierNumber(
            value if isinstance(value, str) or value is None else self.before[key].number
        )

    def _sum_line(
        self, label: str, rows: Sequence[OptionSpec], shown: Sequence[ElementSpec], kind: LineKind
    ) -> WorkbookRow:
        sums = []
        for column in shown:
            parts = _added(column.derived) if column.derived else [column.code]
            keys = [CellKey(row.code, part) for part in parts for row in rows]
            cells = (str(address(self.spec.code, key)) for key in keys)
            sums.append(WorkbookSum(tuple(name for cell in cells for name in self._entered(cell))))
        return WorkbookRow("", kind, (label, *sums))

    def _entered(self, name: str) -> Iterator[str]:
        """The inputs behind one cell: itself, or where it is computed those that it adds up."""
        expression = self.spec.computed.get(name)
        if expression is None:
            yield name
        else:
            yield from (part.strip() for part in expression.split("+"))

    def _derived(self, expression: str, option: str | None) -> WorkbookSum:
        keys = [CellKey(option, part) for part in _added(expression)]
        return WorkbookSum(tuple(str(address(self.spec.code, key)) for key in keys))

    # A measure a row

    def _single(self) -> tuple[tuple[WorkbookColumn, ...], tuple[WorkbookRow, ...]]:
        columns = [
            WorkbookColumn("", self._say(words.WHAT), look="stub"),
            WorkbookColumn("number", self._say(words.NUMBER)),
            WorkbookColumn("unit", self._say(words.UNIT), look="date"),
        ]
        if self.before:
            columns.append(WorkbookColumn("before", self.before_label, look="beside"))
        return tuple(columns), tuple(self._measures())

    def _measures(self) -> Iterator[WorkbookRow]:
        for element in self.spec.elements:
            if element.derived and not _added(element.derived):
                continue
            label, unit = element.title, self._unit(element.unit)
            key = CellKey(None, element.code)
            if element.derived:
                cells: tuple[LineCell, ...] = (label, self._derived(element.derived, None), unit)
                yield WorkbookRow("", "group", cells)
                continue
            counted = str(address(self.spec.code, key)) in self.content.recorded
            number = self._counted(key) if counted else self._number(key, element.title)
            cells = (label, number, unit)
            if self.before:
                cells += (self._beside(key),)
            yield WorkbookRow(f"{self.spec.code}.{element.code}", "body", cells)

    def _counted(self, key: CellKey) -> EarlierNumber:
        """From the records of the unit's meetings: to be looked at."""
        value = number_content(self.content.numbers(self.spec.code).get(key))
        return EarlierNumber(value if isinstance(value, Decimal) else None)

    # Rows that the reporter writes

    def _open(self) -> tuple[tuple[WorkbookColumn, ...], tuple[WorkbookRow, ...]]:
        entries = self.content.entries.get(self.spec.code, [])
        parts = names.shown_texts(self.spec, entries)
        columns = [WorkbookColumn(part, self._part(part), look="text") for part in parts]
        columns += [self._column(element) for element in self.spec.entered()]
        rows = [
            self._entry(entry.key, entry, parts, number) for number, entry in enumerate(entries, 1)
        ]
        if self.editable:
            fresh = range(len(rows) + 1, len(rows) + self.blank_rows + 1)
            rows += [self._entry(_new_key(), None, parts, number) for number in fresh]
        if self.spec.totals and self.spec.entered():
            rows.append(self._open_total(rows, len(parts)))
        return tuple(columns), tuple(rows)

    def _entry(
        self, key: str, entry: ListEntry | None, parts: Sequence[str], number: int
    ) -> WorkbookRow:
        where = (self.spec.code, key)
        row = f"{self.spec.title}, {number}"
        cells: list[LineCell] = [self._text(where, part, entry, row) for part in parts]
        for element in self.spec.entered():
            cells.append(self._number(CellKey(None, element.code, key), f"{row}: {element.title}"))
        return WorkbookRow(f"{self.spec.code}{{{key}}}", "entry", tuple(cells))

    def _open_total(self, rows: Sequence[WorkbookRow], texts: int) -> WorkbookRow:
        cells: list[LineCell] = [self._say(words.TOTAL), *([None] * (texts - 1))]
        for column in range(texts, texts + len(self.spec.entered())):
            found = (line.cells[column] for line in rows)
            cells.append(
                WorkbookSum(tuple(item.name for item in found if isinstance(item, WorkbookInput)))
            )
        return WorkbookRow("", "total", tuple(cells))

    # Paragraphs

    def _texts(self) -> Iterator[WorkbookRow]:
        entries = self.content.entries.get(self.spec.code, [])
        rows: list[tuple[str, ListEntry | None]] = [(entry.key, entry) for entry in entries]
        if self.editable:
            rows += [(_new_key(), None) for _number in range(BLANK_TEXTS)]
        for number, (key, entry) in enumerate(rows, 1):
            where = (self.spec.code, key)
            cell = self._text(where, "text", entry, f"{self.spec.title}, {number}")
            yield WorkbookRow(f"{self.spec.code}{{{key}}}", "text", (cell,))


def _new_key() -> str:
    return f"r{secrets.token_hex(4)}"


def _added(expression: str) -> list[str]:
    """The columns that a derived one adds up; none where it is more than a sum of its own row."""
    found = [ADDED.fullmatch(part.strip()) for part in expression.split("+")]
    return [item[3] for item in found if item] if all(found) else []
