"""What a unit would report each month, before any mistake is put in: numbers drawn by chance that
fit the rules of their tables, open rows, texts and progress."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random

from reporting.entry.page.rules.activity_progress import ReportedActivity
from reporting.entry.page.rules.entry_checks import check_form
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.table_values import is_column
from reporting.kernel.tables import CellKey, ElementSpec, RuleSpec, TableSpec, Value, cell_name
from reporting.practice.rules import invented_texts
from reporting.practice.rules.invented_content import (
    InventedContent,
    InventedRow,
    LineKey,
    Numbers,
    added_up,
)
from reporting.practice.rules.practice_inputs import FormKey, PracticeInputs, Specs
from reporting.practice.rules.sizes import USUAL, Typical, chance, poisson, shared_out, typical_year

ROW_MONTHS = 0.22  # of an open table's months, in how many there is a row
LAWS = {"legislation": 0.02, "regulations": 0.03, "cooperation": 0.08}  # are rarer
TEXTS = {PeriodKind.MONTH: 0.2}
TEXTS_OF_LONGER = 0.5
NATIONAL_DAY_FROM = 11
# More before the harvest and around the National Day of 12 December; little at the New Year.
SEASON = (0.95, 1.0, 1.1, 0.75, 1.0, 1.05, 1.0, 0.95, 0.85, 1.0, 1.1, 1.25)
# A month strays from the unit's own middle by 16 percent (standard deviation), with the seasons by
# about a fifth: docs/checks.md, "How the practice year strays".
NOISE = (0.75, 1.3)
FEW = 8.0
Counts = dict[CellKey, int]


def months_of(inputs: PracticeInputs, form: FormKey) -> dict[int, InventedContent]:
    """By month; what the checks would ask about is left out."""
    specs = inputs.specs[form]
    sizes = sizes_of_form(inputs, form)
    found: dict[int, InventedContent] = {}
    for month in inputs.months:
        content = _month(inputs, form, sizes, month)
        found[month] = without_questions(specs, content, found.get(month - 1))
    return found


def sizes_of_form(inputs: PracticeInputs, form: FormKey) -> dict[str, Typical]:
    """By table: what the unit would count in a year, from which its months are drawn."""
    unit, specs = inputs.reporters[form[0]], inputs.specs[form]
    peers = inputs.peers(unit.code)
    return {
        code: typical_year(
            spec,
            unit,
            peers,
            inputs.base,
            inputs.seed,
            inputs.enterable,
            every_cell=inputs.every_cell,
        )
        for code, spec in specs.items()
        if spec.kind in ("fixed", "single")
    }


def add_localities(
    inputs: PracticeInputs, months: dict[FormKey, dict[int, InventedContent]]
) -> None:
    """A province says what its districts or communes add up to, in the tables that they fill."""
    below: dict[str, list[FormKey]] = {}
    for form in months:
        if province := inputs.reporters[form[0]].province:
            below.setdefault(province, []).append(form)
    for form, contents in months.items():
        localities = below.get(form[0], [])
        for month, content in contents.items() if localities else ():
            parts = [months[locality][month] for locality in localities]
            shared = {
                table: inputs.specs[form][table]
                for table in inputs.specs[localities[0]]
                if table in inputs.specs[form]
            }
            values = {**content.values, **added_up(shared, parts).values}
            nothing = {table: why for table, why in content.nothing.items() if table not in values}
            contents[month] = replace(content, values=values, nothing=nothing)


def _month(
    inputs: PracticeInputs, form: FormKey, sizes: Mapping[str, Typical], month: int
) -> InventedContent:
    values: dict[str, Numbers] = {}
    nothing: dict[str, str] = {}
    lines: dict[LineKey, InventedRow] = {}
    period = Period(inputs.year, PeriodKind.MONTH, month)
    for table, spec in inputs.specs[form].items():
        by = chance(inputs.seed, "month", *form, table, month)
        if sizes.get(table):
            values[table] = month_of(spec, sizes[table], month, by)
        elif spec.kind in ("fixed", "single"):
            if by.random() < 0.4:
                nothing[table] = invented_texts.practice(invented_texts.NOTHING).format(
                    period=period.url
                )
        elif spec.kind == "open" and _has_row(table, month, by):
            key, line, numbers = _row(inputs, form, spec, month, by)
            lines[table, key] = line
            if numbers:
                values[table] = numbers
    content = InventedContent(values=values, lines=lines, nothing=nothing)
    return with_texts(
        inputs, form, period, replace(content, progress=_progress(inputs, form, month))
    )


def _has_row(table: str, month: int, by: Random) -> bool:
    if table == "national_day":
        return month >= NATIONAL_DAY_FROM and by.random() < 0.6
    return by.random() < LAWS.get(table, ROW_MONTHS)


def _row(
    inputs: PracticeInputs, form: FormKey, spec: TableSpec, month: int, by: Random
) -> tuple[str, InventedRow, Numbers]:
    key = f"m{month:02}"
    day = date(inputs.year, month, by.randint(1, 28))
    title = _coded_title(inputs, form, spec, month) or invented_texts.row_title(spec.code, by)
    line = InventedRow(position=month, title=title, date=day)
    counts: dict[CellKey, int] = {}
    for element in sorted(spec.entered(), key=lambda column: bool(column.part_of)):
        cell = CellKey(None, element.code, key)
        if not inputs.enterable(spec.code, CellKey(None, element.code)):
            continue
        if element.part_of:
            whole = counts.get(CellKey(None, element.part_of, key))
            if whole is not None:
                share = by.uniform(0.35, 0.6) if element.role == "females" else by.uniform(0, 0.2)
                counts[cell] = int(whole * share)
        elif by.random() < 0.75:
            counts[cell] = 1 + int(USUAL.get(element.unit, 100) / 12 * by.uniform(0.2, 1.5))
    balance(spec, counts)
    return key, line, {cell: Value(Decimal(number)) for cell, number in counts.items()}


def _coded_title(inputs: PracticeInputs, form: FormKey, spec: TableSpec, month: int) -> str:
    """Of a code list, as entry keeps it: another one each month, so that none comes twice in a
    longer report."""
    if not spec.coded:
        return ""
    titles = [row.english for row in spec.coded]
    chance(inputs.seed, "coded", *form, spec.code).shuffle(titles)
    return titles[month % len(titles)]


def with_texts(
    inputs: PracticeInputs, form: FormKey, period: Period, content: InventedContent
) -> InventedContent:
    """The narrative under some of the headings, and rows in the order of the form."""
    share = TEXTS.get(period.kind, TEXTS_OF_LONGER)
    names = inputs.reporters[form[0]].names
    texts = {}
    for table, spec in inputs.specs[form].items():
        if spec.kind == "narrative":
            by = chance(inputs.seed, "text", *form, table, period.code)
            if by.random() < share:
                said = invented_texts.sentence(names, period.url, by)
                texts[table, "n1"] = InventedRow(position=1, text=said)
    return replace(content, lines={**content.lines, **texts})


def _progress(inputs: PracticeInputs, form: FormKey, month: int) -> dict[str, ReportedActivity]:
    found = {}
    for activity, times in inputs.activities.get(form[0], {}).items():
        by = chance(inputs.seed, "activity", *form, activity, month)
        held_up = by.random() < 0.06
        done = 0 if held_up else poisson(times / 12, by)
        status = "held_up" if held_up else "going_on" if month < 12 else "done"
        obstacle = invented_texts.practice(by.choice(invented_texts.OBSTACLES)) if held_up else ""
        found[activity] = ReportedActivity(status, Decimal(done), obstacle)
    return found


def without_questions(
    specs: Specs, content: InventedContent, before: InventedContent | None
) -> InventedContent:
    """Without the rows that the checks ask about; a table where that does not help goes."""
    for _round in range(3):
        asked = check_form(specs, content.values, before.values if before else {}, content.labels())
        if not asked:
            return content
        for finding in asked:
            numbers = content.values.get(finding.table, {})
            rows = {
                (key.option, key.entry)
                for key in numbers
                if _round == 2 or _code(finding.table, key) in finding.cells
            }
            gone = {key: None for key in numbers if (key.option, key.entry) in rows}
            content = content.changed(finding.table, gone)
    return content


def _code(table: str, key: CellKey) -> str:
    option = f"[{key.option}]" if key.option else ""
    entry = f"{{{key.entry}}}" if key.entry else ""
    return f"{table}{option}{entry}.{key.element}"


def month_of(spec: TableSpec, typical: Typical, month: int, by: Random) -> Numbers:
    """`month`: 1 to 12. Wholes are drawn first, their parts as shares of them."""
    counts: Counts = {}
    for element in sorted(spec.entered(), key=lambda column: bool(column.part_of)):
        for key, mean in typical.items():
            if key.element == element.code:
                counts[key] = _draw(element, key, typical, mean, counts, month, by)
    balance(spec, counts)
    return {key: Value(Decimal(number)) for key, number in counts.items()}


def _draw(
    element: ElementSpec,
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


def balance(spec: TableSpec, counts: Counts) -> None:
    """Parts add up and are not more than their wholes; a change may disturb another rule."""
    for _round in range(3):
        for rule in spec.rules:
            if is_column(rule.whole):
                for option, entry in {(key.option, key.entry): None for key in counts}:
                    _hold(rule, counts, partial(_in_row, option, entry))
            else:
                _hold(rule, counts, partial(_cells, spec, counts))
        _within(spec, counts)


def _in_row(option: str | None, entry: str | None, code: str) -> list[CellKey]:
    return [CellKey(option, code, entry)]


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
