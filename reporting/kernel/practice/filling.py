"""A longer report as the portal fills it from the accepted shorter ones, and what is added."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from reporting.kernel.filed import Filed, Row
from reporting.kernel.periods import Period
from reporting.kernel.practice.content import Content, Line, LineKey, progress_of
from reporting.kernel.practice.ground import Specs
from reporting.kernel.practice.rounds import Prefill
from reporting.kernel.prefill import Filling, Say, fill
from reporting.kernel.reconciliation import Finer, finer_within

MonthOf = Callable[[Period], Content]
NUMBERS = ("fixed", "single")


def filed(period: Period, content: Content) -> Filed:
    """As `queries.finer.filed` reads it."""
    rows: dict[str, list[Row]] = {}
    for (table, key), line in sorted(content.lines.items(), key=lambda pair: pair[1].position):
        texts = {name: text for name, text in vars(line).items() if name != "position"}
        rows.setdefault(table, []).append(Row(key=key, **texts))
    return Filed(period, content.values, rows, content.nothing)


def finer_of(period: Period, accepted: Mapping[Period, Content]) -> Finer | None:
    """None for a month, and where nothing shorter was accepted."""
    inside = {one: filed(one, said) for one, said in accepted.items() if period.contains(one)}
    found = finer_within(period, inside)
    return found if found.reports else None


def prefilled(
    specs: Specs, finer: Finer | None, accepted: Mapping[Period, Content], say: Say
) -> Prefill | None:
    if finer is None:
        return None
    filling = fill(specs, finer, say)
    content = Content(
        values=filling.values,
        lines=_lines(filling),
        nothing=filling.nothing,
        progress=progress_of(accepted[part] for part in finer.cover.chosen),
    )
    return Prefill(content, finer.cover.chosen, finer.months, finer.expected)


def _lines(filling: Filling) -> dict[LineKey, Line]:
    return {
        (table, row.key): Line(
            place, row.title, row.text, row.kind, row.number, row.partner, row.date
        )
        for table, rows in filling.rows.items()
        for place, row in enumerate(rows, start=1)
    }


def gone_on(
    specs: Specs, finer: Finer, start: Content, whole: Content, month_of: MonthOf, say: Say
) -> Content:
    """The numbers of the months that were not accepted are added; a text where there is none."""
    reports = {report.period: report for report in finer.reports}
    for year, month in finer.cover.missing_months:
        period = Period.parse(f"{year}-{month:02}")
        reports[period] = filed(period, month_of(period))
    filling = fill(specs, finer_within(finer.period, reports), say)
    values = dict(start.values)
    values |= {
        table: numbers for table, numbers in filling.values.items() if specs[table].kind in NUMBERS
    }
    told = {table for table, _key in start.lines}
    texts = {
        (table, key): line
        for (table, key), line in whole.lines.items()
        if specs[table].kind == "narrative" and table not in told
    }
    nothing = {table: why for table, why in start.nothing.items() if table not in values}
    return replace(start, values=values, lines={**start.lines, **texts}, nothing=nothing)
