"""The numbers of a table in one month: of the season, with noise, true to the rules."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from random import Random

from reporting.kernel.practice.chance import poisson, shared_out
from reporting.kernel.practice.content import Numbers
from reporting.kernel.practice.sizes import Typical
from reporting.kernel.sheets import is_column
from reporting.kernel.tables import CellKey, Element, RuleSpec, TableSpec, Value, cell_name

# More before the harvest and around the National Day of 12 December; little at the New Year.
SEASON = (0.95, 1.0, 1.1, 0.75, 1.0, 1.05, 1.0, 0.95, 0.85, 1.0, 1.1, 1.25)
NOISE = (0.75, 1.3)
FEW = 8.0
Counts = dict[CellKey, int]


def month_of(spec: TableSpec, typical: Typical, month: int, by: Random) -> Numbers:
    """`month`: 1 to 12. Wholes are drawn first, their parts as shares of them."""
    counts: Counts = {}
    for element in sorted(spec.entered(), key=lambda one: bool(one.part_of)):
        for key, mean in typical.items():
            if key.element == element.code:
                counts[key] = _draw(element, key, typical, mean, counts, month, by)
    settle(spec, counts)
    return {key: Value(Decimal(number)) for key, number in counts.items()}


def _draw(
    element: Element,
    key: CellKey,
    typical: Typical,
    mean: float,
    counts: Counts,
    month: int,
    by: Random,
) -> int:
    if element.part_of:
        whole_key = CellKey(key.option, element.part_of)
        whole = counts.get(whole_key, 0)
        share = mean / typical[whole_key] if typical.get(whole_key) else 0.0
        return min(whole, round(whole * share * by.uniform(0.9, 1.1)))
    if element.aggregation in ("last", "max"):
        return round(mean * (1 + 0.004 * month))
    now = mean / 12 * SEASON[month - 1]
    return poisson(now, by) if now < FEW else round(now * by.uniform(*NOISE))


def settle(spec: TableSpec, counts: Counts) -> None:
    """Parts add up and are not more than their wholes; a change may disturb another rule."""
    for _round in range(3):
        for rule in spec.rules:
            if is_column(rule.whole):
                for option, entry in {(key.option, key.entry): None for key in counts}:
                    _hold(rule, counts, _in_row(option, entry))
            else:
                _hold(rule, counts, lambda code: _cells(spec, counts, code))
        _within(spec, counts)


def _in_row(option: str | None, entry: str | None) -> Callable[[str], list[CellKey]]:
    return lambda code: [CellKey(option, code, entry)]


def _hold(rule: RuleSpec, counts: Counts, cells: Callable[[str], list[CellKey]]) -> None:
    wholes = [key for key in cells(rule.whole) if key in counts]
    parts = [[key for key in cells(code) if key in counts] for code in rule.parts]
    if not wholes:  # it is computed from other tables: then the parts stay blank
        for key in (key for keys in parts for key in keys):
            del counts[key]
        return
    whole = sum(counts[key] for key in wholes)
    if rule.kind == "adds_up":
        _spread(counts, [key for keys in parts for key in keys], whole)
        return
    for keys in parts:
        if sum(counts[key] for key in keys) > whole:
            _spread(counts, keys, whole * 4 // 5)


def _spread(counts: Counts, keys: Sequence[CellKey], total: int) -> None:
    if keys and sum(counts[key] for key in keys) != total:
        weights = [counts[key] + 0.5 for key in keys]
        counts.update(zip(keys, shared_out(total, weights), strict=True))


def _cells(spec: TableSpec, counts: Counts, code: str) -> list[CellKey]:
    """The entered cells of a full code: one, or those of a group's rows."""
    name = cell_name(code)
    element = name.element or ""
    found = spec.option(name.option) if name.option else None
    options: Iterable[str | None] = [name.option]
    if found is None or found.is_group:
        rows = spec.members(name.option) if name.option else spec.rows()
        options = [row.code for row in rows]
    return [key for option in options if (key := CellKey(option, element)) in counts]


def _within(spec: TableSpec, counts: Counts) -> None:
    for element in spec.entered():
        if element.part_of:
            for key in [count for count in counts if count.element == element.code]:
                whole = counts.get(CellKey(key.option, element.part_of, key.entry))
                counts[key] = min(counts[key], whole if whole is not None else counts[key])
