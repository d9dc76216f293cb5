"""Where the slip of a printed number is: in the print, or in a row behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reporting.checks.rules.model import Claim, ReportedRow
from reporting.checks.rules.slips import any_slip, said, slip
from reporting.checks.rules.where import ROW_LEFT_OUT, ROW_TWICE, suspects, worth_naming
from reporting.kernel.expressions import Expression, Reference
from reporting.kernel.messages import Nested
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

IN_ROW = _("It would add up if %(row)s gave %(right)s instead of %(wrong)s.")
ALSO_IN_ROW = _("It would add up as well if %(row)s gave %(right)s instead of %(wrong)s.")
# Where several rows explain it, each with its reason; the likeliest first.
MAYBE_ROW = _("It may be %(row)s: %(right)s instead of %(wrong)s (%(reason)s).")
MAYBE_WHOLE_ROW = _("It may be %(row)s, %(wrong)s: %(reason)s.")
WHOLE_ROWS = frozenset({ROW_LEFT_OUT, ROW_TWICE})


@dataclass(frozen=True)
class ReadClaim:
    """A claim understood: its expression, the number printed, the number that reports give."""

    claim: Claim
    expression: Expression
    value: Decimal
    computed: Decimal | None

    @property
    def same(self) -> str:
        """Equal for claims of the same figure, however they were written."""
        return str(self.expression)

    @property
    def reference(self) -> Reference | None:
        return self.expression if isinstance(self.expression, Reference) else None


@dataclass(frozen=True)
class Slip:
    """`hint` in words; `cells`: the row that it is in, where it is in none of the print. `maybe`:
    rows that it may be in, where it is not sure which; their cells are not accused."""

    hint: Nested = ()
    cells: tuple[str, ...] = ()
    maybe: Nested = ()

    @property
    def words(self) -> Nested:
        return [*self.hint, *self.maybe]


@dataclass(frozen=True)
class ClaimInputs:
    """What there is to judge by: all that is printed, and the rows behind it."""

    read: Sequence[ReadClaim]
    rows: Sequence[ReportedRow] = ()
    tables: Mapping[str, TableSpec] = field(default_factory=dict)

    def slip_of(self, read_claim: ReadClaim) -> Slip:
        """In the printed number, but not where the print says it again or adds up to it; in one of
        the rows behind it. Where either explains it, both are named."""
        if read_claim.computed is None or read_claim.claim.kind == "difference":
            return Slip()
        in_print = (
            () if self._is_confirmed(read_claim) else said(read_claim.value, read_claim.computed)
        )
        in_row = self._in_row(read_claim, read_claim.computed, ALSO_IN_ROW if in_print else IN_ROW)
        if in_row is None:
            return Slip(in_print, maybe=() if in_print else self._maybe_in_rows(read_claim))
        return Slip((*in_print, *in_row.hint), in_row.cells)

    def _in_row(self, read_claim: ReadClaim, computed: Decimal, template: str) -> Slip | None:
        reference = read_claim.reference
        parts = self._rows_of(reference) if reference else []
        if reference is None or len(parts) < 2:
            return None
        if sum((value for _row, value in parts), Decimal(0)) != computed:
            return None
        missing = read_claim.value - computed
        found = [
            (row, value)
            for row, value in parts
            if value + missing > 0 and any_slip(value, value + missing)
        ]
        if len(found) != 1 or not slip(found[0][1], found[0][1] + missing):
            return None
        row, value = found[0]
        params = {"row": _name(row), "wrong": value, "right": value + missing}
        cell = cell_code(row.table, row.option, reference.name.element or "", row.entry)
        return Slip(
            [{"template": template, "params": params}], (f"{cell}@{row.unit}:{row.period}",)
        )

    def _maybe_in_rows(self, read_claim: ReadClaim) -> Nested:
        """The rows of which one slip would explain it, where there are few."""
        reference = read_claim.reference
        parts = self._rows_of(reference) if reference else []
        numbers = [value for _row, value in parts]
        if len(parts) < 2 or sum(numbers, Decimal(0)) != read_claim.computed:
            return []
        return [
            {
                "template": MAYBE_WHOLE_ROW if one.reason in WHOLE_ROWS else MAYBE_ROW,
                "params": {
                    "row": _name(parts[one.place][0]),
                    "wrong": one.wrong,
                    "right": one.right,
                    "reason": one.reason,
                },
            }
            for one in worth_naming(suspects(numbers, read_claim.value))
        ]

    def _rows_of(self, reference: Reference) -> list[tuple[ReportedRow, Decimal]]:
        """The reported rows that are added up in a total."""
        name = reference.name
        table = self.tables.get(name.table)
        if table is None or reference.count or reference.period or name.entry:
            return []
        element = name.element or ""
        options = {name.option, *(member.code for member in table.members(name.option or ""))}
        return [
            (row, row.values[element])
            for row in self.rows
            if row.table == name.table
            and element in row.values
            and (name.option is None or row.option in options)
            and (not reference.scope or {row.unit, row.unit_kind} & set(reference.scope))
        ]

    def _is_confirmed(self, read_claim: ReadClaim) -> bool:
        """Printed twice, or the sum of what else is printed: in its sentence, or of its parts."""
        others = [other for other in self.read if other is not read_claim]
        again = any(
            other.value == read_claim.value
            and (other.same == read_claim.same or other.computed == read_claim.computed)
            for other in others
        )
        return (
            again or self._adds_up_in_its_line(read_claim) or self._adds_up_from_parts(read_claim)
        )

    def _adds_up_in_its_line(self, read_claim: ReadClaim) -> bool:
        line = [
            other.value
            for other in self.read
            if (other.claim.section, other.claim.line)
            == (read_claim.claim.section, read_claim.claim.line)
            and other is not read_claim
        ]
        return any(
            sum(line[start:end]) == read_claim.value
            for start in range(len(line))
            for end in range(start + 2, len(line) + 1)
        )

    def _adds_up_from_parts(self, read_claim: ReadClaim) -> bool:
        """The rows of its table are printed too, or the other totals above it in its column."""
        whole = read_claim.reference
        if whole is None or whole.name.option:
            return False
        parts: dict[str, Decimal] = {}
        column: dict[str, Decimal] = {}
        for other in self.read:
            part = other.reference
            if part is None or other.same == read_claim.same:
                continue
            if part.name.option and _is_part(part, whole):
                parts.setdefault(part.name.option, other.value)
            if _is_above(other, read_claim) and part.name.element == whole.name.element:
                column.setdefault(other.same, other.value)
        return any(
            len(numbers) > 1 and sum(numbers.values()) == read_claim.value
            for numbers in (parts, column)
        )


def _name(row: ReportedRow) -> str:
    return f"{row.unit_name}, {row.label}" if row.option and row.label else row.unit_name


def _is_above(other: ReadClaim, read_claim: ReadClaim) -> bool:
    same = (other.claim.section, other.claim.kind) == (read_claim.claim.section, "total")
    return same and other.claim.line < read_claim.claim.line


def _is_part(part: Reference, whole: Reference) -> bool:
    return (part.name.table, part.name.element, part.scope, part.period) == (
        whole.name.table, whole.name.element, whole.scope, whole.period,
    )  # fmt: skip
