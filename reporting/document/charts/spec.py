"""What a table has figures for, so that a chart of it can be drawn (columns, rows, units, years,
months, parts of a whole), and what somebody chose of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from reporting.kernel.expressions import ExpressionError, Operation, Reference, parse, references
from reporting.kernel.tables import ElementSpec, OptionSpec


@dataclass(frozen=True, slots=True)
class ChartReporter:
    code: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A column and those that are parts of it. `is_exact`: they add up to it by definition."""

    code: str
    parts: tuple[str, ...]
    is_exact: bool = False


@dataclass(frozen=True)
class ChartInputs:
    """What a table has figures for. `years` in time, the report's own last; `months` their keys."""

    table: str
    elements: tuple[ElementSpec, ...]
    options: tuple[OptionSpec, ...] = ()
    has_total: bool = True
    reporters: tuple[ChartReporter, ...] = ()
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[OptionSpec, ...]:
        return tuple(option for option in self.options if not option.is_group)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reporter.kind for reporter in self.reporters))

    def element(self, code: str) -> ElementSpec:
        return next(element for element in self.elements if element.code == code)

    @property
    def wholes(self) -> tuple[Whole, ...]:
        """Those that are defined as a sum, and those that columns say they are part of."""
        found = [whole for element in self.elements if (whole := _summed(element, self.elements))]
        for column in self.elements:
            parts = tuple(part.code for part in self.elements if part.part_of == column.code)
            if parts:
                found.append(Whole(column.code, parts))
        return tuple(found)


def _summed(element: ElementSpec, elements: Iterable[ElementSpec]) -> Whole | None:
    """`t.men + t.women`, and nothing but columns of the table."""
    if not element.derived:
        return None
    try:
        expression = parse(element.derived)
    except ExpressionError:
        return None
    if not _is_sum(expression):
        return None
    known = {column.code for column in elements}
    parts = tuple(reference.name.element or "" for reference in references(expression))
    return Whole(element.code, parts, is_exact=True) if set(parts) <= known else None


def _is_sum(expression: object) -> bool:
    match expression:
        case Reference(scope=scope, period=period, count=count, entry=entry):
            return not (scope or period or count or entry)
        case Operation("+", left, right):
            return _is_sum(left) and _is_sum(right)
    return False


Form = Literal["bars_by_unit", "bars_by_row", "bars_by_year", "lines_by_month", "shares"]
Order = Literal["size", "report"]
FORMS: tuple[Form, ...] = get_args(Form)
ORDERS: tuple[Order, ...] = get_args(Order)
MOST_SERIES = 6
MOST_SHOWN = 60
MOST_BARS = 60
USUALLY_SHOWN = 10
LONGEST_CAPTION = 300
ALL_ROWS = ""


class SpecError(ValueError):
    """What cannot be drawn: `field` of the form, `template` and `params` for words."""

    def __init__(self, field: str, template: str, **params: str | int) -> None:
        self.field = field
        self.template = template
        self.params = params
        super().__init__(template % params)


@dataclass(frozen=True)
class ChartSpec:
    """`rows` hold "" for all rows together; `kind` is a kind of unit, or `units` are named."""

    table: str
    form: Form
    elements: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    kind: str = ""
    years: tuple[int, ...] = ()
    most: int = USUALLY_SHOWN
    order: Order = "size"
    caption_en: str = ""
    caption_km: str = ""

    def caption(self, language: str) -> str:
        return (self.caption_km or self.caption_en) if language == "km" else self.caption_en

    def to_json(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "form": self.form,
            "elements": list(self.elements),
            "rows": list(self.rows),
            "units": self.kind or list(self.units),
            "years": list(self.years),
            "most": self.most,
            "order": self.order,
            "caption_en": self.caption_en,
            "caption_km": self.caption_km,
        }


def forms_of(ground: ChartInputs) -> tuple[Form, ...]:
    """The forms in which the table can be drawn, in the order in which they are offered."""
    can: dict[Form, bool] = {
        "bars_by_unit": len(ground.reporters) > 1,
        "bars_by_row": len(ground.rows) > 1 or len(_same_unit(ground)) > 1,
        "bars_by_year": len(ground.years) > 1,
        "lines_by_month": len(ground.months) > 1,
        "shares": bool(ground.wholes) or (len(ground.rows) > 1 and ground.has_total),
    }
    return tuple(form for form in FORMS if can[form] and ground.elements)


def is_of_table(data: Mapping[str, Any]) -> bool:
    """Not one of the catalogue's charts, which are named by {"chart": code}."""
    return bool(data.get("table"))


def first_choice(ground: ChartInputs, form: Form) -> ChartSpec:
    """What is drawn before anybody has chosen more than the form."""
    wholes = ground.wholes
    if form == "shares" and wholes:
        elements: tuple[str, ...] = _without_overlap(ground, wholes[0])
    else:
        elements = (ground.elements[0].code,)
    if form == "bars_by_row" and len(ground.rows) < 2:
        elements = _same_unit(ground)[:MOST_SERIES]
    all_rows = len(ground.rows) > 1 and (form == "bars_by_row" or (form == "shares" and not wholes))
    spec = ChartSpec(ground.table, form, elements, most=0 if all_rows else USUALLY_SHOWN)
    if all_rows:
        return replace(spec, rows=tuple(row.code for row in ground.rows))
    return spec


def _same_unit(ground: ChartInputs) -> tuple[str, ...]:
    """The columns that count what the first one counts."""
    first = ground.elements[0].unit if ground.elements else ""
    return tuple(element.code for element in ground.elements if element.unit == first)


def _without_overlap(ground: ChartInputs, whole: Whole) -> tuple[str, ...]:
    if whole.is_exact:
        return whole.parts
    first = ground.element(whole.parts[0])
    if first.role:
        return (first.code,)
    return tuple(code for code in whole.parts if not ground.element(code).role)


def whole_of(spec: ChartSpec, ground: ChartInputs) -> Whole | None:
    """The whole whose parts the columns are; None where rows are the parts of one column."""
    chosen = set(spec.elements)
    return next((whole for whole in ground.wholes if chosen <= set(whole.parts)), None)
