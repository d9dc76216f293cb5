"""The indicators of a strategy in a report: a table with baseline and target, and sentences whose
figures lead back to where they come from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.consolidation.queries.indicators import (
    IndicatorLine,
    light_words,
    number_of,
    rule_words,
    trace_of,
    unit_words,
    why_not_words,
)
from reporting.core.queries.period_words import period_label
from reporting.document.sentences.figures_in_text import Setter, text_of
from reporting.document.value import (
    Block,
    Bullet,
    CellContent,
    HeaderCell,
    Missing,
    Number,
    Row,
    Table,
)
from reporting.kernel.numbers import format_number, usual_places
from reporting.kernel.periods import Period
from strategies.models import Indicator
from strategies.models.indicators import POPULATION


def indicators_table(lines: Sequence[IndicatorLine], strategy: int, language: str) -> Table:
    period = lines[0].period
    heads = (
        _("Indicator"), _("Unit of count"), _("Baseline"), period_label(period.same_last_year),
        _("Numerator"), _("Denominator"), period_label(period), _("Target"), _("How far it is"),
    )  # fmt: skip
    return Table(
        id=f"plan-indicators-{strategy}",
        number="",
        caption=_("Indicators of strategy %(number)s") % {"number": strategy},
        header=(tuple(HeaderCell(word) for word in heads),),
        rows=tuple(_row(line, language) for line in lines),
        align=("start", "start", *["end"] * 6, "start"),  # type: ignore[arg-type]
        widths=(3.6, 1.6, 1.4, 1.3, 1.4, 1.4, 1.4, 1.3, 2.2),
        notes=tuple(_notes(lines)),
    )


def indicators_over_years(
    lines: Sequence[IndicatorLine], strategy: int, years: Sequence[int], language: str
) -> Table:
    """`years`: those that have figures; how far it is says the newest that has a consolidation of
    its own, of which the lines are."""
    heads = (
        _("Indicator"), _("Unit of count"), _("Baseline"), *map(str, years), _("Target"),
        _("How far it is"),
    )  # fmt: skip
    return Table(
        id=f"indicators-over-years-{strategy}",
        number="",
        caption=_("Indicators of strategy %(number)s by year") % {"number": strategy},
        header=(tuple(HeaderCell(word) for word in heads),),
        rows=tuple(_row_of_years(line, years, language) for line in lines),
        align=("start", "start", *["end"] * (len(years) + 2), "start"),  # type: ignore[arg-type]
        widths=(3.6, 1.6, 1.5, *[1.3] * len(years), 1.5, 2.2),
        notes=tuple(_notes(lines)),
    )


def _row_of_years(line: IndicatorLine, years: Sequence[int], language: str) -> Row:
    indicator = line.indicator
    values: list[CellContent] = []
    for year in years:
        period = Period.of_year(year)
        found = line.values.get(period.key)
        value = found.value if found else None
        # A count is the figure itself; of a share the figures behind it are two.
        trace = "" if indicator.denominator else trace_of(indicator.numerator, period)
        values.append(
            Missing("not_available") if value is None else number_of(indicator, value, trace)
        )
    return Row(
        (
            indicator.title_in(language), unit_words(indicator), _baseline(indicator), *values,
            _target(line), _stands(line),
        )
    )  # fmt: skip


def _row(line: IndicatorLine, language: str) -> Row:
    indicator, value, period = line.indicator, line.value, line.period
    before = line.values.get(period.same_last_year.key)
    above = _counted(value.numerator if value else None, trace_of(indicator.numerator, period))
    below = _counted(value.denominator if value else None, trace_of(indicator.denominator, period))
    return Row(
        (
            indicator.title_in(language),
            unit_words(indicator),
            _baseline(indicator),
            _value(indicator, before.value if before else None),
            above,
            below if indicator.denominator else "",
            _value(indicator, value.value if value else None),
            _target(line),
            _stands(line),
        )
    )


def _baseline(indicator: Indicator) -> CellContent:
    """With its year."""
    if indicator.baseline is None or indicator.baseline_year is None:
        return Missing()
    said = _said(number_of(indicator, indicator.baseline))
    return f"{said} ({indicator.baseline_year})"


def _target(line: IndicatorLine) -> CellContent:
    if line.target is None:
        return _("none set")
    said = _said(number_of(line.indicator, line.target.value))
    return f"{said} ({line.target.year})"


def _said(number: Number) -> str:
    return format_number(number.value, number.places)


def _value(indicator: Indicator, value: Decimal | None) -> CellContent:
    return Missing("not_available") if value is None else number_of(indicator, value)


def _counted(value: Decimal | None, trace: str) -> CellContent:
    if value is None:
        return Missing("not_available")
    return Number(value, usual_places(value), trace)


def _stands(line: IndicatorLine) -> str:
    found = line.light
    if found is not None:
        return light_words(found)
    if line.value is None or line.value.value is None:
        return why_not_words(line.value)
    if line.indicator.direction == Indicator.Direction.NEITHER:
        return _("for information")
    return _("no target")


def _notes(lines: Sequence[IndicatorLine]) -> Iterator[str]:
    yield rule_words()
    if not any(line.target for line in lines):
        yield _(
            "No target has been set: the plan names none, and the General Secretariat sets them."
        )
    for line in lines:
        value = line.value
        if value is not None and value.received < value.expected:
            words = _(
                "%(indicator)s: made from the reports of %(received)d of %(expected)d reporters."
            )
            yield words % {
                "indicator": line.indicator.title, "received": value.received,
                "expected": value.expected,
            }  # fmt: skip


def indicator_sentences(
    lines: Sequence[IndicatorLine], setter: Setter, language: str
) -> Iterator[Block]:
    """One of each indicator that has a value."""
    for line in lines:
        if line.value is None or line.value.value is None:
            continue
        runs = setter.runs(_sentence(line.indicator, line.value.value, language))
        yield Bullet(text_of(runs), runs=runs)


def _sentence(indicator: Indicator, value: Decimal, language: str) -> str:
    """With references in place of the figures."""
    title = indicator.title_in(language)
    numerator = _reference(indicator.numerator)
    if not indicator.denominator:
        return _("%(title)s: %(number)s.") % {"title": title, "number": numerator}
    said = _said(number_of(indicator, value))
    if indicator.denominator == POPULATION:
        words = _("%(title)s: %(value)s (%(number)s in all).")
        return words % {"title": title, "value": said, "number": numerator}
    words = _("%(title)s: %(value)s %(unit)s (%(number)s of %(all)s).")
    return words % {
        "title": title, "value": said, "unit": unit_words(indicator), "number": numerator,
        "all": _reference(indicator.denominator),
    }  # fmt: skip


def _reference(expression: str) -> str:
    return "{{ " + expression + " }}"
