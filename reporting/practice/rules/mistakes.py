"""The mistakes that are put into reports, so that people and tests find them; not into the counts
of meetings, which come from records."""

from decimal import Decimal
from random import Random

from reporting.entry.component_meetings.rules import TABLES
from reporting.entry.component_periods.rules.comparison_words import needs_reason
from reporting.kernel.coincidences import too_alike
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.practice.rules.invented_content import InventedContent, codes
from reporting.practice.rules.invented_texts import ANSWERS, COPIED, DIFFERS, practice
from reporting.practice.rules.practice_inputs import Specs

FEWEST_PERSONS = 20
SURELY_NOTICED = 1e-9  # a copy is, however many reporters are compared


def numbers_of(content: InventedContent, table: str) -> dict[CellKey, Decimal]:
    return {
        key: value.number
        for key, value in content.values.get(table, {}).items()
        if value.number is not None
    }


def alike_tables(specs: Specs, content: InventedContent) -> list[str]:
    """Those large enough that a copy of them is noticed."""
    found = []
    for table, spec in specs.items():
        if spec.kind in ("fixed", "single") and table not in TABLES:
            numbers = numbers_of(content, table)
            if too_alike(numbers, numbers, below=SURELY_NOTICED):
                found.append(table)
    return found


def _wholes(spec: TableSpec) -> dict[str, str]:
    """Column of persons -> its column of females."""
    return {
        element.part_of: element.code
        for element in spec.entered()
        if element.role == "females" and element.part_of
    }


def female_pairs(specs: Specs, content: InventedContent) -> list[tuple[str, CellKey, CellKey]]:
    """(table, cell of persons, cell of its females) where both are given and not small."""
    found = []
    for table, spec in specs.items():
        numbers_only = spec.kind in ("fixed", "single") and not spec.rules
        pairs = _wholes(spec) if numbers_only and table not in TABLES else {}
        numbers = numbers_of(content, table)
        for key, number in numbers.items():
            if key.element in pairs and number >= FEWEST_PERSONS:
                females = CellKey(key.option, pairs[key.element], key.entry)
                if females in numbers:
                    found.append((table, key, females))
    return found


def without_females(specs: Specs, content: InventedContent, by: Random) -> InventedContent:
    table, _persons, females = by.choice(female_pairs(specs, content))
    return content.changed(table, {females: None})


def more_females(specs: Specs, content: InventedContent, by: Random) -> InventedContent:
    table, persons, females = by.choice(female_pairs(specs, content))
    number = content.values[table][persons].number
    assert number is not None
    return content.changed(table, {females: Value(number + 3)})


def doubled(specs: Specs, content: InventedContent, by: Random) -> tuple[InventedContent, str]:
    """Persons twice as many in one cell: no rule is broken, a reviewer sees it. And the cell."""
    table, persons, _females = by.choice(female_pairs(specs, content))
    number = content.values[table][persons].number
    assert number is not None
    [cell] = codes(table, [persons])
    return content.changed(table, {persons: Value(number * 2)}), cell


def different(specs: Specs, content: InventedContent, by: Random) -> InventedContent:
    """A few persons more than the months add up to."""
    table, persons, _females = by.choice(female_pairs(specs, content))
    number = content.values[table][persons].number
    assert number is not None
    more = number + max(1, round(float(number) * by.uniform(0.02, 0.06)))
    return content.changed(table, {persons: Value(Decimal(more))})


def copied(source: InventedContent, target: InventedContent, table: str) -> InventedContent:
    """The table as the other one has it; cells that the other one lacks are emptied."""
    gone: dict[CellKey, Value | None] = dict.fromkeys(target.values.get(table, {}))
    return target.changed(table, {**gone, **source.values[table]})


def answers(
    specs: Specs, content: InventedContent, asked: list[str], by: Random
) -> InventedContent:
    """An explanation for each finding, by its key."""
    return content.explained({key: _answer(key, by) for key in asked})


def _answer(key: str, by: Random) -> tuple[str, str]:
    if needs_reason(key):
        return "late", practice(DIFFERS)
    return "", practice(COPIED if key.startswith("repeated_row") else by.choice(ANSWERS))
