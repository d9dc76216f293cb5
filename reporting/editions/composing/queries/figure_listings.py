"""A consolidation as flat rows, for its data files: every figure, every discrepancy."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from provinces.queries import unit_names
from reporting.checks.rules.kinds import KINDS
from reporting.core.queries.cell_labels import CellLabels, cell_labels, report_addresses
from reporting.core.queries.spoken_labels import spoken, spoken_with
from reporting.document.json_files import address
from reporting.document.listing_rows import DiscrepancyRow, FigureRow
from reporting.editions.discrepancies.queries.discrepancy_item import DiscrepancyItem
from reporting.editions.discrepancies.queries.discrepancy_list import DiscrepancyWorkspace
from reporting.editions.discrepancies.queries.doubted_totals import with_totals
from reporting.editions.discrepancies.queries.figure_states import figure_states
from reporting.editions.discrepancies.queries.footnote_words import doubts, printed_discrepancies
from reporting.editions.discrepancies.rules import DiscrepancyStatus
from reporting.kernel.messages import Translate, in_words
from reporting.kernel.numbers import plain_number
from reporting.kernel.periods import Period
from reporting.models import Consolidation, DataValue, Discrepancy, Figure

STATES = {
    DiscrepancyStatus.OPEN: gettext_lazy("Not explained yet"),
    DiscrepancyStatus.MENDING: gettext_lazy("Being corrected, not explained yet"),
    DiscrepancyStatus.EXPLAINED: gettext_lazy("Explained"),
    DiscrepancyStatus.GONE: gettext_lazy("No longer found"),
}


def figure_rows(consolidation: Consolidation, language: str = "en") -> list[FigureRow]:
    """By table, row, column; the nation first, then the units in the order of protocol."""
    with override(language):
        labels = cell_labels(language)
        reports = report_addresses(consolidation)
        names = unit_names(consolidation.year, language)
        rows = [
            *_stored(consolidation, labels, reports, names),
            *_open_rows(consolidation, labels, reports, names),
            *_not_available(consolidation, labels, reports, names),
        ]
    return [row for _place, row in sorted(rows, key=lambda pair: pair[0])]


def doubted(
    rows: Iterable[FigureRow],
    consolidation: Consolidation,
    language: str,
    until: datetime | None,
    *,
    decided: bool,
) -> list[FigureRow]:
    """The figures of an edition, each with whether a check doubts it, and what is grave and not
    explained of it. `decided`: it was published so, for a reason."""
    with override(language):
        found = printed_discrepancies(consolidation, until)
    said = doubts(found, consolidation.period.code)
    states = with_totals(figure_states(found, consolidation.period, decided=decided))
    return [
        replace(
            row,
            not_explained=tuple(said.get(address(row), ())),
            status=states.get(address(row), "sound"),
        )
        for row in rows
    ]


Place = tuple[tuple[int, int, int], str, int, int]
Placed = tuple[Place, FigureRow]


def _row(
    labels: CellLabels,
    *,
    unit: str,
    name: str,
    key: int,
    value: Decimal | None,
    received: int,
    expected: int,
    reports: tuple[str, ...],
    entry: tuple[str, str] = ("", ""),
    is_open: bool = False,
) -> FigureRow:
    return FigureRow(
        section=labels.section,
        table=labels.table,
        row=entry[0] or labels.row,
        row_label=entry[1] or labels.row_label,
        column=labels.column,
        column_label=labels.column_label,
        organisation_unit=unit,
        organisation_unit_name=name,
        period=Period.from_key(key).code,
        value="NA" if value is None else plain_number(value),
        received=received,
        expected=expected,
        reports=reports,
        is_open=is_open,
    )


def _stored(
    consolidation: Consolidation,
    labels: Mapping[str, CellLabels],
    reports: Mapping[int, str],
    names: Mapping[int, str],
) -> Iterator[Placed]:
    figures = list(
        Figure.objects.filter(consolidation=consolidation, kind="").select_related(
            "cell", "organisation_unit"
        )
    )
    behind: dict[tuple[int, int], set[int]] = defaultdict(set)
    for figure in figures:
        behind[figure.cell_id, figure.period_key].update(figure.revision_ids)
    for figure in figures:
        unit = figure.organisation_unit
        ids = figure.revision_ids if unit else behind[figure.cell_id, figure.period_key]
        about = labels[figure.cell.code]
        place = (about.position, "", -1 if unit is None else unit.position, figure.period_key)
        yield (
            place,
            _row(
                about,
                unit=unit.code if unit else "",
                name=names.get(unit.pk, unit.code) if unit else "",
                key=figure.period_key,
                value=figure.value,
                received=figure.received,
                expected=figure.expected,
                reports=tuple(sorted(reports[pk] for pk in ids)),
            ),
        )


def _open_rows(
    consolidation: Consolidation,
    labels: Mapping[str, CellLabels],
    reports: Mapping[int, str],
    names: Mapping[int, str],
) -> Iterator[Placed]:
    """The rows that reporters wrote themselves, one by one."""
    rows = DataValue.objects.filter(
        revision__in=consolidation.chosen.values("revision_id"), entry__isnull=False
    ).select_related("cell", "organisation_unit", "entry")
    for row in rows:
        entry = row.entry
        assert entry is not None
        about = labels[row.cell.code]
        unit = row.organisation_unit
        place = (about.position, f"{entry.position:06}", unit.position, row.period_key)
        yield (
            place,
            _row(
                about,
                unit=unit.code,
                name=names.get(unit.pk, unit.code),
                key=row.period_key,
                value=row.value,
                received=1,
                expected=1,
                reports=(reports[row.revision_id],),
                entry=(entry.key, entry.title or entry.text[:80]),
                is_open=True,
            ),
        )


def _not_available(
    consolidation: Consolidation,
    labels: Mapping[str, CellLabels],
    reports: Mapping[int, str],
    names: Mapping[int, str],
) -> Iterator[Placed]:
    rows = DataValue.objects.filter(
        revision__in=consolidation.chosen.values("revision_id"),
        entry__isnull=True,
        not_available=True,
    ).select_related("cell", "organisation_unit")
    for row in rows:
        about = labels[row.cell.code]
        unit = row.organisation_unit
        yield (
            (about.position, "", unit.position, row.period_key),
            _row(
                about,
                unit=unit.code,
                name=names.get(unit.pk, unit.code),
                key=row.period_key,
                value=None,
                received=0,
                expected=1,
                reports=(reports[row.revision_id],),
            ),
        )


def discrepancy_rows(
    consolidation: Consolidation,
    language: str = "en",
    until: datetime | None = None,
    translated: Callable[[str], str] | None = None,
) -> list[DiscrepancyRow]:
    """In the order of gravity, each with its status; `until`: as it was resolved then.
    `translated`: what somebody wrote, in this language where an edition has it so."""
    with override(language):
        names = spoken_with(translated) if translated is not None else spoken
        items = DiscrepancyWorkspace(consolidation, language, until).items
        found = [(item.row, item) for item in items if item.row is not None]
        found.sort(key=lambda pair: pair[0].position)
        rows = [_discrepancy(item, row, names) for row, item in found]
    if translated is None:
        return rows
    return [
        replace(row, explanation=translated(row.explanation), footnote=translated(row.footnote))
        for row in rows
    ]


def _discrepancy(item: DiscrepancyItem, row: Discrepancy, names: Translate) -> DiscrepancyRow:
    said = item.said
    return DiscrepancyRow(
        kind=row.kind,
        severity=row.severity,  # type: ignore[arg-type]  # the model's three choices
        section=row.section,
        table=row.table,
        organisation_unit=item.found.unit,
        period=row.period,
        cells=tuple(row.cells),
        printed=row.printed,
        computed=_number_or_text(row.computed),
        message=in_words(row.template, row.params, names),
        kind_label=_(KINDS[row.kind].title) if row.kind in KINDS else row.kind,
        severity_label=str(row.get_severity_display()),
        organisation_unit_name=item.unit_name,
        state=str(item.status.value),
        state_label=str(STATES[item.status]),
        explanation=said.text if said and item.status is DiscrepancyStatus.EXPLAINED else "",
        footnote=item.footnote,
    )


def _number_or_text(text: str) -> Decimal | str | None:
    try:
        return Decimal(text.replace(",", "")) if text else None
    except InvalidOperation:
        return text
