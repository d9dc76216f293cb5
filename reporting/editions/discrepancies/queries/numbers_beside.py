"""Why a number is doubted, as charts: beside the same number of the unit's peers, and beside its
own of other periods."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from provinces.queries import unit_names
from reporting.core.queries.cell_labels import cell_labels
from reporting.core.queries.period_words import period_words
from reporting.core.queries.practice_years import may_compare
from reporting.document.value import Chart, Series
from reporting.editions.discrepancies.rules import DiscrepancySnapshot
from reporting.kernel.expressions import ExpressionError, Reference, parse
from reporting.kernel.periods import Period
from reporting.models import Consolidation, DataValue, Figure, Revision

MOST_SHOWN = 12
FEWEST_PEERS, FEWEST_PERIODS = 3, 2
# Kinds about one number in another: they are compared with each other by that.
SHARES, RATES = frozenset({"share_outlier", "share_extreme"}), frozenset({"rate_outlier"})
Numbers = Mapping[str, Decimal]  # code of a cell -> number
OfUnits = dict[tuple[int, str], dict[str, Decimal]]  # (key, code) of a unit
OfPeriods = dict[str, dict[str, Decimal]]  # key of a period
# Key, code and kind of a unit; a cell's code; a consolidation or a year; period's key; the number.
Stored = tuple[int, str, str, str, int, int, Decimal]


def charts_beside(
    consolidation: Consolidation, found: DiscrepancySnapshot, language: str
) -> list[Chart]:
    """[] where what was found names no cell of one reporter; else four queries at most. Units'
    figures are stored of the whole period; what is found of a part of it stands in reports."""
    cells = _reported(found)
    if not cells:
        return []
    whole = Period.parse(cells[0].period or "") == consolidation.period
    peers, past = _numbers(consolidation, cells) if whole else _reported_numbers(cells)
    unit = cells[0].scope[0]
    codes = [cell.cell for cell in cells]
    names = unit_names(consolidation.year, language)
    title = cell_labels(language, codes)[codes[0]].path()
    counted = _unit_of_measure(found.kind)
    charts = []
    beside = _measured({code: numbers for (_pk, code), numbers in peers.items()}, found.kind, codes)
    titles = {code: names.get(pk, code) for pk, code in peers}
    if len(beside) > FEWEST_PEERS and unit in beside:
        shown = _around(beside, unit)
        charts.append(
            _chart(
                "beside-peers", _("%(what)s: beside the others") % {"what": title}, counted,
                [("▸ " if code == unit else "") + titles[code] for code in shown],
                [beside[code] for code in shown],
            )
        )  # fmt: skip
    years = _measured(past, found.kind, codes)
    if len(years) >= FEWEST_PERIODS:
        order = sorted(years, key=int)[-MOST_SHOWN:]
        charts.append(
            _chart(
                "beside-past",
                _("%(what)s: %(unit)s in other periods")
                % {"what": title, "unit": titles.get(unit, unit)},
                counted,
                [period_words(Period.from_key(int(key))) for key in order],
                [years[key] for key in order],
            )
        )
    return charts


def _reported(found: DiscrepancySnapshot) -> list[Reference]:
    """The first cell that a reporter gave, with the one that it is measured by."""
    cells: list[Reference] = []
    for text in found.cells:
        try:
            cell = parse(text)
        except ExpressionError:
            return []
        if not isinstance(cell, Reference) or cell.entry or not cell.period:
            continue
        if len(cell.scope) == 1 and cell.scope[0].isupper() and "." in cell.cell:
            cells.append(cell)
    return cells[:2] if found.kind in SHARES | RATES else cells[:1]


def _numbers(consolidation: Consolidation, cells: Sequence[Reference]) -> tuple[OfUnits, OfPeriods]:
    """(key, code) of a unit -> its numbers of the period; period's key -> the unit's own numbers.
    One query."""
    unit, key = cells[0].scope[0], Period.parse(cells[0].period or "").key
    newest = (
        Consolidation.objects.filter(period_key__lte=consolidation.period_key)
        .order_by("period_key", "-pk")
        .distinct("period_key")
    )
    rows = (
        Figure.objects.filter(cell__code__in=[cell.cell for cell in cells], kind="")
        .filter(organisation_unit__isnull=False)
        .filter(
            Q(consolidation=consolidation, period_key=key)
            | Q(
                consolidation__in=newest.values("pk"),
                organisation_unit__code=unit,
                period_key=F("consolidation__period_key"),
            )
        )
        .values_list(
            "organisation_unit_id", "organisation_unit__code", "organisation_unit__kind",
            "cell__code", "consolidation_id", "period_key", "value",
        )
    )  # fmt: skip
    return _apart(list(rows), unit, key, lambda row: row[4] == consolidation.pk)


def _reported_numbers(cells: Sequence[Reference]) -> tuple[OfUnits, OfPeriods]:
    """The same from the newest accepted reports of just that period: those of all units for it, and
    those of the unit for others of its length. Two queries."""
    unit, period = cells[0].scope[0], Period.parse(cells[0].period or "")
    accepted = Revision.objects.filter(state=Revision.State.ACCEPTED).filter(
        Q(report__period_key=period.key) | Q(report__organisation_unit__code=unit)
    )
    newest = accepted.order_by("report_id", "-number").distinct("report_id")
    rows = (
        DataValue.objects.filter(
            revision__in=newest.values("pk"),
            value__isnull=False,
            # A longer report's table by months says the same month again.
            period_key=F("revision__report__period_key"),
            cell__targets__target__code__in=[cell.cell for cell in cells],
        )
        .order_by()
        .values_list(
            "organisation_unit_id", "organisation_unit__code", "organisation_unit__kind",
            "cell__targets__target__code", "revision__report__year", "period_key",
        )
        .annotate(total=Sum("value"))
    )  # fmt: skip
    found = [row for row in rows if may_compare(period.year, row[4])]
    return _apart(found, unit, period.key, lambda _row: True)


def _apart(
    found: Sequence[Stored], unit: str, key: int, is_beside: Callable[[Stored], bool]
) -> tuple[OfUnits, OfPeriods]:
    kinds = {kind for _pk, code, kind, *_rest in found if code == unit}
    peers: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
    past: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in found:
        pk, code, kind, cell, _of, period, value = row
        if is_beside(row) and period == key and kind in kinds:
            peers[pk, code][cell] = value
        if code == unit and Period.from_key(period).kind == Period.from_key(key).kind:
            past[str(period)][cell] = value
    return peers, past


def _measured(of_each: Mapping[str, Numbers], kind: str, codes: Sequence[str]) -> Numbers:
    """The number itself, or what it is of the other: in percent, or for each."""
    measured: dict[str, Decimal] = {}
    for name, numbers in of_each.items():
        if codes[0] not in numbers:
            continue
        if len(codes) == 1 or kind not in SHARES | RATES:
            measured[name] = numbers[codes[0]]
        elif numbers.get(codes[1]):
            ratio = numbers[codes[0]] / numbers[codes[1]]
            measured[name] = round(ratio * 100 if kind in SHARES else ratio, 1)
    return measured


def _unit_of_measure(kind: str) -> str:
    if kind in SHARES:
        return _("percent")
    return _("for each") if kind in RATES else ""


def _around(beside: Numbers, unit: str) -> list[str]:
    """In the order of size; of many some that stand for all, and the unit itself."""
    order = sorted(beside, key=lambda code: -beside[code])
    if len(order) <= MOST_SHOWN:
        return order
    step = (len(order) - 1) / (MOST_SHOWN - 2)
    chosen = {order[round(place * step)] for place in range(MOST_SHOWN - 1)} | {unit}
    return [code for code in order if code in chosen]


def _chart(
    name: str, caption: str, unit: str, categories: list[str], values: list[Decimal]
) -> Chart:
    return Chart(
        id=name, number="", caption=caption, kind="bars", categories=tuple(categories),
        series=(Series(caption, tuple(values)),), unit=unit,
    )  # fmt: skip
