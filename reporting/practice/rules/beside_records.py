"""What stands beside a source of record, drawn from the record's own months: in a year to practise
on the two differ only where a mistake was put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from reporting.kernel.tables import CellKey, TableSpec, cell_name
from reporting.practice.rules.invented_content import InventedContent, Numbers, added_up, is_row
from reporting.practice.rules.months import without_questions
from reporting.practice.rules.practice_inputs import BesideRecord, FormKey, PracticeInputs
from reporting.practice.rules.sizes import chance

ROW = 0.4  # of the record's rows, how many a part has its share in
Months = dict[FormKey, dict[int, InventedContent]]


@dataclass
class _Shares:
    """The record's rows that no part has yet: what they say together is never more than it says."""

    inputs: PracticeInputs
    table: str
    month: int
    spec: TableSpec
    record: InventedContent
    taken: set[str] = field(default_factory=set)

    @cached_property
    def bound(self) -> dict[str, str]:
        return bound_rows(self.spec)

    def of(self, form: FormKey, *, whole: bool) -> InventedContent:
        by = chance(self.inputs.seed, "beside", *form, self.table, self.month)
        numbers: Numbers = {}
        rows: dict[str, bool] = {}
        for key, value in self.record.values.get(self.table, {}).items():
            row = self.bound.get(key.option or "", key.entry or key.option or "")
            if row not in rows:
                rows[row] = whole or (row not in self.taken and by.random() < ROW)
            if rows[row]:
                numbers[key] = value
        if not whole:
            self.taken.update(row for row, has in rows.items() if has)
        lines = {
            (table, key): line
            for (table, key), line in self.record.lines.items()
            if table == self.table and rows.get(key)  # what is written itself is bound to nothing
        }
        return InventedContent(values={self.table: numbers} if numbers else {}, lines=lines)


def bound_rows(spec: TableSpec) -> dict[str, str]:
    """Row -> the first of those that a rule of the table holds against it: who has a share in “of
    them” has one in what they are of."""
    bound: dict[str, str] = {}
    for rule in spec.rules:
        names = [cell_name(cell) for cell in (rule.whole, *rule.parts) if "[" in cell]
        rows = [name.option for name in names if name.table == spec.code and name.option]
        firsts = [bound.get(row, row) for row in rows]
        for row, first in [*bound.items(), *zip(rows, firsts, strict=True)]:
            if first in firsts:
                bound[row] = firsts[0]
    return bound


def hold_beside_records(inputs: PracticeInputs, months: Months) -> None:
    """Changes the months of the forms whose numbers are only compared. Where the record has no
    numbers of its own, they stay as they were drawn."""
    for table, beside in inputs.beside.items():
        if not beside.record:
            continue
        for month in inputs.months:
            shares = _shares(inputs, months, table, beside, month)
            for form in (*beside.wholes, *beside.parts):
                share = shares.of(form, whole=form in beside.wholes)
                months[form][month] = _with(months[form][month], table, shares.spec, share)
        for form in (*beside.wholes, *beside.parts):
            for month in inputs.months:
                before = months[form].get(month - 1)
                months[form][month] = without_questions(
                    inputs.specs[form], months[form][month], before
                )


def _shares(
    inputs: PracticeInputs, months: Months, table: str, beside: BesideRecord, month: int
) -> _Shares:
    spec = inputs.specs[beside.record[0]][table]
    record = added_up({table: spec}, [months[form][month] for form in beside.record])
    return _Shares(inputs, table, month, spec, record)


def _with(
    content: InventedContent, table: str, spec: TableSpec, share: InventedContent
) -> InventedContent:
    drawn: Mapping[CellKey, None] = dict.fromkeys(content.values.get(table, {}))
    numbers = share.values.get(table, {})
    content = content.changed(table, {**drawn, **numbers})
    if not is_row({table: spec}, table):
        return content
    lines = {key: line for key, line in content.lines.items() if key[0] != table}
    return replace(content, lines={**lines, **share.lines})
