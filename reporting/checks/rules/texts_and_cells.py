"""The texts of a report: each against itself, and the words of a row against its cells (12 courses
in the title, 21 in the column of courses)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reporting.checks.rules.sentences import CONTRADICTS, check_runs
from reporting.checks.rules.table_rules import Finding
from reporting.document.sentences.counted import CountedNumber, read_runs
from reporting.kernel.table_values import Values
from reporting.kernel.tables import ElementSpec, TableSpec, cell_code

_ = str  # marks a template for translation
TEXT = "text"
_PERIOD = re.compile(r"^[^:៖]{0,160}[0-9០-៩]{4}\s?[:៖]\s*")
TEXT_DIFFERS = _(
    "%(row)s: its words say “%(words)s”, but %(element)s is %(entered)s. Correct one of them, or "
    "say why they differ."
)

# What words count -> the unit of a column.
_UNITS = {
    "person": "person",
    "case": "case",
    "occasion": "event",
    "family": "family",
    "place": "place",
    "copy": "item",
}
_PART = {"female": "females", "woman": "females", "girl": "females"}


@dataclass(frozen=True)
class TextDifference:
    """`said` stands in the text, with the words behind it; `number` in the column."""

    element: ElementSpec
    words: str
    said: Decimal
    number: Decimal


def text_differences(
    table: TableSpec, text: str, numbers: Mapping[str, Decimal]
) -> Iterator[TextDifference]:
    """`numbers` of the row, by column. Only where the text counts a sort of thing once, and the row
    has one column for it: of two numbers of persons nobody knows which is meant."""
    if not any(sign.isdigit() for sign in text):
        return
    counted: dict[tuple[str, str], list[CountedNumber]] = defaultdict(list)
    for number in read_runs((), text).numbers:
        if number.thing in _UNITS and not number.percent:
            part = _PART.get(number.attribute, number.attribute)
            counted[_UNITS[number.thing], part].append(number)
    for (unit, part), found in counted.items():
        columns = [
            element
            for element in table.entered()
            if element.unit == unit and element.code in numbers and _is_for(element, part)
        ]
        if len(found) == 1 and len(columns) == 1:
            [column], [number] = columns, found
            if number.value != numbers[column.code]:
                yield TextDifference(column, number.words, number.value, numbers[column.code])


def _is_for(element: ElementSpec, part: str) -> bool:
    return element.role == part if part else not element.part_of


def check_texts(
    tables: Mapping[str, TableSpec],
    values: Mapping[str, Values],
    texts: Mapping[str, Mapping[str, str]],
    labels: Mapping[str, Mapping[str, str]],
) -> Iterator[Finding]:
    """Of the texts of one report, by table and key of the row or paragraph: each against itself,
    and that of a row against its cells. `labels`: what the rows are called."""
    for code, table in tables.items():
        for key, text in texts.get(code, {}).items():
            cell = cell_code(code, None, TEXT, key)
            if wrong := [found for line in _lines(text) for found in check_runs((), line)]:
                said = [{"template": found.template, "params": found.params} for found in wrong]
                yield Finding(
                    rule="sentence",
                    severity="warning",
                    table=code,
                    cells=(cell,),
                    template=CONTRADICTS,
                    params={"sentence": wrong[0].sentence, "found": said},
                )
        for key, text in _row_texts(table, texts, labels).items():
            yield from _against_cells(table, key, text, values.get(code, {}), labels)


def _lines(text: str) -> list[str]:
    """Each by itself: in a longer report the texts of the months stand below each other, and begin
    with their periods, of which the numbers count nothing."""
    return [_PERIOD.sub("", line) for line in text.splitlines()]


def _row_texts(
    table: TableSpec,
    texts: Mapping[str, Mapping[str, str]],
    labels: Mapping[str, Mapping[str, str]],
) -> dict[str, str]:
    """Title and text of each row; both say what its numbers count."""
    if table.kind != "open":
        return {}
    titles, further = labels.get(table.code, {}), texts.get(table.code, {})
    return {
        key: f"{titles.get(key, '')}. {further.get(key, '')}".strip(". ")
        for key in {**titles, **further}
    }


def _against_cells(
    table: TableSpec,
    key: str,
    text: str,
    values: Values,
    labels: Mapping[str, Mapping[str, str]],
) -> Iterator[Finding]:
    numbers = {
        place.element: value.number
        for place, value in values.items()
        if place.entry == key and value.number is not None
    }
    for found in text_differences(table, text, numbers):
        yield Finding(
            rule="text_differs",
            severity="warning",
            table=table.code,
            cells=(cell_code(table.code, None, found.element.code, key),),
            entered=found.number,
            computed=found.said,
            template=TEXT_DIFFERS,
            params={
                "row": labels.get(table.code, {}).get(key) or table.title,
                "words": found.words,
                "element": found.element.title,
                "entered": found.number,
            },
        )
