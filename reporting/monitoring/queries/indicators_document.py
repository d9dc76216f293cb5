"""The indicators of a year as a document, for their files."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.consolidation.queries.indicators import (
    IndicatorLine,
    light_words,
    no_target_words,
    number_of,
    rule_words,
    unit_words,
    why_not_words,
)
from reporting.core.queries.document_words import page_document
from reporting.document.value import (
    CellContent,
    Document,
    FigureState,
    HeaderCell,
    Number,
    Row,
    Section,
    Table,
)
from reporting.editions.composing.queries.stated_figures import notes_about
from reporting.kernel.numbers import usual_places
from reporting.monitoring.queries.indicator_pages import IndicatorYear
from strategies.models import Indicator


def indicators_table(shown: IndicatorYear, language: str) -> Table:
    """Where there is no number, the reason stands in its place."""
    years = shown.years
    heads = (
        _("Code"), _("Indicator"), _("Activity group"), _("Unit of count"), _("Direction"),
        _("Certain"), _("Baseline"), _("Year of the baseline"), *map(str, years), _("Numerator"),
        _("Denominator"), _("Target"), _("Year of the target"), _("Who decided the target"),
        _("How far it is"),
    )  # fmt: skip
    rows: list[Row] = []
    for strategy in shown.strategies:
        words = _("Strategy %(number)s: %(title)s")
        rows.append(Row((words % {"number": strategy.number, "title": strategy.title},), "group"))
        rows += [_row(shown, line, language) for line in strategy.lines]
    return Table(
        id="indicators",
        number="1",
        caption=_("Indicators of the plan in %(year)d") % {"year": shown.year},
        header=(tuple(HeaderCell(word) for word in heads),),
        rows=tuple(rows),
        align=(*["start"] * 6, *["end"] * (6 + len(years)), "start", "start"),  # type: ignore[arg-type]
        widths=(1.6, 4.0, 1.0, 1.4, 1.2, 1.0, *[1.2] * (6 + len(years)), 2.4, 2.4),
        notes=(rule_words(), *notes_about(rows)),
    )


def indicators_document(shown: IndicatorYear, language: str) -> Document:
    title = _("Indicators of the plan in %(year)d") % {"year": shown.year}
    section = Section("indicators", "", title, 1, (indicators_table(shown, language),))
    return page_document(title, section, years=[shown.year], language=language)


def _row(shown: IndicatorYear, line: IndicatorLine, language: str) -> Row:
    indicator, value, target = line.indicator, line.value, line.target
    return Row(
        (
            indicator.code,
            indicator.title_in(language),
            indicator.group,
            unit_words(indicator),
            str(Indicator.Direction(indicator.direction).label),
            _("yes") if indicator.certain else _("no"),
            _number(indicator, indicator.baseline),
            str(indicator.baseline_year or ""),
            *(_of_year(shown, line, year) for year in shown.years),
            _count(value.numerator if value else None, shown.part(indicator.numerator)),
            _count(value.denominator if value else None, shown.part(indicator.denominator)),
            _number(indicator, target.value if target else None),
            str(target.year) if target else "",
            target.decided_by if target else no_target_words(),
            light_words(line.light) if line.light else "",
        )
    )


def _of_year(shown: IndicatorYear, line: IndicatorLine, year: int) -> CellContent:
    value = line.values.get(year * 100)
    if value is None or value.value is None:
        return why_not_words(value)
    number = number_of(line.indicator, value.value)
    return replace(number, state=shown.state(line.indicator, year))


def _number(indicator: Indicator, value: Decimal | None) -> CellContent:
    return "" if value is None else number_of(indicator, value)


def _count(value: Decimal | None, state: FigureState) -> CellContent:
    return "" if value is None else Number(value, usual_places(value), state=state)
