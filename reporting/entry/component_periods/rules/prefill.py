"""What a longer report is filled with when it is begun: the numbers, rows and texts of the accepted
shorter ones, put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from reporting.document.sentences.language import LANGUAGES, language_of
from reporting.entry.component_periods.rules.component_reports import (
    CommonRow,
    ReportDataRow,
    common_rows,
)
from reporting.entry.component_periods.rules.differences import ComponentReports, compute, free_key
from reporting.kernel.khmer_words import joined
from reporting.kernel.periods import Period, component_periods
from reporting.kernel.tables import CellKey, TableSpec, Value

Say = Callable[[Period], str]
Tongue = Callable[[str], Say]


@dataclass(frozen=True)
class Filling:
    """Each part by table. `nothing`: tables of which every shorter report said so, and why."""

    values: dict[str, dict[CellKey, Value]] = field(default_factory=dict)
    rows: dict[str, list[ReportDataRow]] = field(default_factory=dict)
    nothing: dict[str, str] = field(default_factory=dict)


def fill(specs: Mapping[str, TableSpec], components: ComponentReports, tongue: Tongue) -> Filling:
    """`tongue` puts a period into the words of a language: a paragraph begins with the one that it
    comes from, in its own."""
    filling = Filling()
    for code, spec in specs.items():
        there = components.filling(code)
        if there is None:
            continue
        if spec.kind in ("open", "narrative"):
            _fill_open(spec, there, tongue, filling)
        else:
            values = {
                CellKey(row.option, element): value
                for row in common_rows(spec, there.reports)
                for element, value in _values(spec, row, there).items()
            }
            if values:
                filling.values[code] = values
        if there.reports and all(code in report.nothing for report in there.reports):
            reasons = filter(None, (report.nothing[code] for report in there.reports))
            filling.nothing[code] = "; ".join(dict.fromkeys(reasons))[:400]
    return filling


def _fill_open(
    spec: TableSpec, components: ComponentReports, tongue: Tongue, filling: Filling
) -> None:
    taken: set[str] = set()
    for common in common_rows(spec, components.reports):
        whole = components.period
        row = _paragraph(common, whole, tongue) if spec.kind == "narrative" else _merged(common)
        row = replace(row, key=free_key(row.key, taken))
        filling.rows.setdefault(spec.code, []).append(row)
        for element, value in _values(spec, common, components).items():
            key = CellKey(None, element, row.key)
            filling.values.setdefault(spec.code, {})[key] = value


def _values(spec: TableSpec, row: CommonRow, components: ComponentReports) -> dict[str, Value]:
    found = {part.code: compute(spec, row, part, components).value for part in spec.entered()}
    return {element: value for element, value in found.items() if value is not None}


def _merged(common: CommonRow) -> ReportDataRow:
    """The texts of the first report that has the row; what the others write besides is added."""
    rows = [row for _period, row in common.texts]
    texts = dict.fromkeys(row.text for row in rows if row.text)
    return replace(rows[0], text="\n".join(texts))


def _says_its_period(text: str, period: Period, tongue: Tongue) -> bool:
    """A shorter report was itself filled from shorter ones."""
    said = (
        tongue(language)(shorter) for shorter in component_periods(period) for language in LANGUAGES
    )
    return any(map(text.startswith, said))


def _paragraph(common: CommonRow, whole: Period, tongue: Tongue) -> ReportDataRow:
    """Of the period itself it comes from below, and begins with its place already."""
    period, row = common.texts[0]
    if row.level or not row.text or period == whole or _says_its_period(row.text, period, tongue):
        return row
    language = language_of(row.text)
    say = tongue(language)
    periods = [say(period) for period, _row in common.texts]
    said = f"{joined(periods)}៖" if language == "km" else f"{', '.join(periods)}:"
    return replace(row, text=f"{said} {row.text}")
