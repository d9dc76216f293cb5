"""A chart's spec read and checked: what cannot be drawn is refused in words, at the field."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from provinces.spelling import whole_number
from reporting.document.charts.spec import (
    ALL_ROWS,
    LONGEST_CAPTION,
    MOST_BARS,
    MOST_SERIES,
    MOST_SHOWN,
    ChartInputs,
    ChartSpec,
    Form,
    SpecError,
    first_choice,
    forms_of,
    is_of_table,
    whole_of,
)

_ = str  # marks a template for translation

NO_TABLE = _("Choose a table: the chart is made from its figures.")
NO_FORM = _("This table cannot be drawn in this form. Choose one of those offered.")
NO_COLUMN = _("The table has no such column: %(name)s.")
NO_ROW = _("The table has no such row: %(name)s.")
NO_UNIT = _("This unit has no figures in the table: %(name)s.")
NO_YEAR = _("There are no figures of %(name)s in the table.")
NO_TOTAL = _("The rows of this table are not added up. Choose one row.")
CHOOSE_ONE = _("Several columns and several rows do not fit into one chart. Choose one of them.")
ONE_OF_THREE = _("Choose several of the columns, of the rows or of the units, not of two at once.")
TOO_MANY = _("A chart with more than %(most)s colours cannot be read. Choose fewer.")
TWO_SCALES = _("“%(first)s” and “%(second)s” count different things. Choose one of them.")
TWO_ROWS = _("Choose at least two rows, or two columns.")
TOO_MANY_BARS = _(
    "That would be %(bars)s bars, and %(most)s fit on a page. Show fewer, or one column alone."
)
TWO_YEARS = _("Choose at least two years.")
NOT_PARTS = _("These columns are not parts of one whole. Choose parts of the same whole.")
OVERLAP = _("“%(first)s” and “%(second)s” overlap: somebody may be both. Choose one of them.")
LONG_CAPTION = _("The caption is too long. Write at most %(most)s characters.")
WRONG_NUMBER = _("Say how many are shown as a number from 2 to %(most)s, or 0 for all.")


def read_spec(data: Mapping[str, Any], ground: ChartInputs) -> ChartSpec:
    """The spec with what was left open filled in. Raises `SpecError`."""
    if not is_of_table(data) or data["table"] != ground.table:
        raise SpecError("table", NO_TABLE)
    form = data.get("form")
    if form not in forms_of(ground):
        raise SpecError("form", NO_FORM)
    first = first_choice(ground, cast(Form, form))
    units = data.get("units") or []
    caption_en, caption_km = caption_of(data, "caption_en"), caption_of(data, "caption_km")
    spec = ChartSpec(
        table=ground.table,
        form=cast(Form, form),
        elements=texts_of(data.get("elements")) or first.elements,
        rows=texts_of(data.get("rows")) or first.rows or _usual_rows(ground),
        units=() if isinstance(units, str) else texts_of(units),
        kind=units if isinstance(units, str) else "",
        years=_years(data.get("years")) or _usual_years(ground, cast(Form, form)),
        most=_most(data.get("most", first.most)),
        order="report" if data.get("order") == "report" else "size",
        caption_en=caption_en,
        caption_km=caption_km,
    )
    _refuse_unknown(spec, ground)
    _CHECKS[spec.form](spec, ground)
    return spec


def texts_of(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, value))) if isinstance(value, list | tuple) else ()


def _years(value: Any) -> tuple[int, ...]:
    numbers = map(whole_number, texts_of(value))
    return tuple(sorted(number for number in numbers if number is not None))


def _most(value: Any) -> int:
    number = whole_number(str(value or 0))
    if number is None or number == 1 or number > MOST_SHOWN:
        raise SpecError("most", WRONG_NUMBER, most=MOST_SHOWN)
    return number


def caption_of(data: Mapping[str, Any], name: str) -> str:
    text = " ".join(str(data.get(name) or "").replace("\x00", "").split())
    if len(text) > LONGEST_CAPTION:
        raise SpecError(name, LONG_CAPTION, most=LONGEST_CAPTION)
    return text


def _usual_rows(ground: ChartInputs) -> tuple[str, ...]:
    if ground.has_total or not ground.rows:
        return (ALL_ROWS,)
    return (ground.rows[0].code,)


def _usual_years(ground: ChartInputs, form: Form) -> tuple[int, ...]:
    return ground.years if form == "bars_by_year" else ground.years[-1:]


def _refuse_unknown(spec: ChartSpec, ground: ChartInputs) -> None:
    columns = {element.code for element in ground.elements}
    rows = {option.code for option in ground.options} | {ALL_ROWS}
    units = {reporter.code for reporter in ground.reporters}
    all_known("elements", spec.elements, columns, NO_COLUMN)
    all_known("rows", spec.rows, rows, NO_ROW)
    all_known("units", spec.units, units, NO_UNIT)
    all_known("units", (spec.kind,) if spec.kind else (), set(ground.kinds), NO_UNIT)
    all_known("years", map(str, spec.years), set(map(str, ground.years)), NO_YEAR)
    if ALL_ROWS in spec.rows and not ground.has_total and ground.rows:
        raise SpecError("rows", NO_TOTAL)


def all_known(field: str, wanted: Iterable[str], known: set[str], template: str) -> None:
    for name in wanted:
        if name not in known:
            raise SpecError(field, template, name=name)


def _one_scale(spec: ChartSpec, ground: ChartInputs) -> None:
    """What stands on one axis counts the same."""
    counted = {code: ground.element(code).unit for code in spec.elements}
    first = spec.elements[0]
    for code, unit in counted.items():
        if unit != counted[first]:
            raise SpecError(
                "elements", TWO_SCALES,
                first=ground.element(first).title, second=ground.element(code).title,
            )  # fmt: skip
    named = {row.code: row for row in ground.options if row.code in spec.rows and row.unit}
    for option in named.values():
        other = next(iter(named.values()))
        if option.unit != other.unit:
            raise SpecError("rows", TWO_SCALES, first=other.title, second=option.title)


def _few_series(count: int, field: str) -> None:
    if count > MOST_SERIES:
        raise SpecError(field, TOO_MANY, most=MOST_SERIES)


def _check_units(spec: ChartSpec, ground: ChartInputs) -> None:
    _one_scale(spec, ground)
    if len(spec.elements) > 1 and len(spec.rows) > 1:
        raise SpecError("rows", CHOOSE_ONE)
    _few_series(len(spec.elements), "elements")
    _few_series(len(spec.rows), "rows")
    chosen = [
        reporter
        for reporter in ground.reporters
        if (
            reporter.kind == spec.kind
            if spec.kind
            else reporter.code in spec.units or not spec.units
        )
    ]
    _few_bars(spec, len(chosen), len(spec.elements) * len(spec.rows))


def _few_bars(spec: ChartSpec, categories: int, series: int) -> None:
    """All of them stand on one page."""
    shown = min(categories, spec.most + 1) if spec.most else categories
    if shown * series > MOST_BARS:
        raise SpecError("most", TOO_MANY_BARS, bars=shown * series, most=MOST_BARS)


def _check_rows(spec: ChartSpec, ground: ChartInputs) -> None:
    _one_scale(spec, ground)
    if len(spec.rows) < 2 and len(spec.elements) < 2:
        raise SpecError("rows", TWO_ROWS)
    if len(spec.rows) > 1:
        _few_series(len(spec.elements), "elements")
    _few_bars(spec, len(spec.rows), len(spec.elements))


def _check_years(spec: ChartSpec, ground: ChartInputs) -> None:
    """Each bar names its measure, so cases may stand beside persons."""
    if len(spec.years) < 2:
        raise SpecError("years", TWO_YEARS)
    if sum(len(many) > 1 for many in (spec.elements, spec.rows, spec.units)) > 1:
        raise SpecError("rows", ONE_OF_THREE)


def _check_months(spec: ChartSpec, ground: ChartInputs) -> None:
    _one_scale(spec, ground)
    if sum(len(many) > 1 for many in (spec.elements, spec.rows, spec.units)) > 1:
        raise SpecError("rows", ONE_OF_THREE)
    _few_series(len(spec.elements), "elements")
    _few_series(len(spec.rows), "rows")
    _few_series(len(spec.units), "units")


def _check_shares(spec: ChartSpec, ground: ChartInputs) -> None:
    whole = whole_of(spec, ground)
    if whole is None:
        if len(spec.elements) > 1:
            raise SpecError("elements", NOT_PARTS)
        if len(spec.rows) < 2:
            raise SpecError("rows", TWO_ROWS)
        _one_scale(spec, ground)
        return
    roles = [ground.element(code) for code in spec.elements]
    if not whole.is_exact and len(roles) > 1:
        marked = next((role for role in roles if role.role), None)
        other = next((role for role in roles if role is not marked), None)
        if marked and other:
            raise SpecError("elements", OVERLAP, first=marked.title, second=other.title)
    _few_series(len(spec.elements) + 1, "elements")
    if sum(len(many) > 1 for many in (spec.rows, spec.units, spec.years)) > 1:
        raise SpecError("rows", ONE_OF_THREE)


_CHECKS = {
    "bars_by_unit": _check_units,
    "bars_by_row": _check_rows,
    "bars_by_year": _check_years,
    "lines_by_month": _check_months,
    "shares": _check_shares,
}
