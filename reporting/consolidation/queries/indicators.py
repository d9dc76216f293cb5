"""The indicators of the plan as they are shown: value, baseline, target, and where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from reporting.consolidation.rules.indicator_lights import (
    RULE,
    RULE_PARAMS,
    Aim,
    Light,
    light,
)
from reporting.core.queries.years import newest_runs
from reporting.document.value import Number
from reporting.kernel.expressions import Reference, narrow, parse, references
from reporting.kernel.numbers import plain_number, usual_places
from reporting.kernel.periods import Period
from reporting.models import Consolidation, IndicatorTarget, IndicatorValue
from strategies.models import Indicator
from strategies.models.cells import UnitOfCount
from strategies.models.indicators import PER_POPULATION, POPULATION
from strategies.models.labels import in_year

Values = dict[tuple[int, int], IndicatorValue]  # (indicator, period's key)


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator of the nation in the period of a consolidation; `values`: by the key of the
    period, of the other years too. `target`: the next one that is set, else the last."""

    indicator: Indicator
    period: Period
    months: int
    values: Mapping[int, IndicatorValue]
    target: IndicatorTarget | None

    @property
    def value(self) -> IndicatorValue | None:
        return self.values.get(self.period.key)

    @property
    def light(self) -> Light | None:
        """None without a value, a baseline or a target, and of what is for information."""
        indicator, value = self.indicator, self.value
        if (
            value is None
            or value.value is None
            or self.target is None
            or indicator.baseline is None
            or indicator.baseline_year is None
            or indicator.direction == Indicator.Direction.NEITHER
        ):
            return None
        aim = Aim(
            indicator.baseline, indicator.baseline_year, self.target.value, self.target.year,
            indicator.accumulates,
        )  # fmt: skip
        return light(aim, value.value, self.period.year, self.months)


def indicators_of(year: int) -> list[Indicator]:
    """By strategy, in their order; one query."""
    return list(Indicator.objects.filter(in_year(year)))


def indicator_lines(
    consolidation: Consolidation, others: Iterable[Consolidation] = ()
) -> list[IndicatorLine]:
    """`others`: consolidations of other years, whose own values stand beside. Four queries."""
    period = consolidation.period
    values = values_of([consolidation, *others])
    indicators = indicators_of(period.year)
    targets = targets_of(indicators)
    months = months_gone(consolidation)
    return [
        IndicatorLine(
            indicator,
            period,
            months,
            {key: value for (pk, key), value in values.items() if pk == indicator.pk},
            target_for(targets[indicator.pk], period.year),
        )
        for indicator in indicators
    ]


def values_of(runs: Sequence[Consolidation]) -> Values:
    """Of the nation. A year's own consolidation says it, before that of the year after it."""
    own = {run.pk: run.period_key for run in runs}
    found: Values = {}
    rows = IndicatorValue.objects.filter(consolidation__in=own, organisation_unit=None)
    for row in rows.order_by("pk"):
        place = row.indicator_id, row.period_key
        if own[row.consolidation_id] == row.period_key or place not in found:
            found[place] = row
    return found


def of_provinces(run: Consolidation, indicator: Indicator) -> list[IndicatorValue]:
    """In the order of protocol, those that the reader may see; one query."""
    rows = IndicatorValue.objects.filter(
        consolidation=run, indicator=indicator, organisation_unit__isnull=False,
        period_key=run.period_key,
    )  # fmt: skip
    return list(rows.select_related("organisation_unit").order_by("organisation_unit__position"))


def targets_of(indicators: Iterable[Indicator]) -> dict[int, list[IndicatorTarget]]:
    """By indicator, the earliest first; one query."""
    found: dict[int, list[IndicatorTarget]] = defaultdict(list)
    rows = IndicatorTarget.objects.filter(indicator__in=[row.pk for row in indicators])
    for target in rows.order_by("year"):
        found[target.indicator_id].append(target)
    return found


def target_for(targets: Sequence[IndicatorTarget], year: int) -> IndicatorTarget | None:
    later = [target for target in targets if target.year >= year]
    return later[0] if later else (targets[-1] if targets else None)


def months_gone(consolidation: Consolidation) -> int:
    """Of the period, until the end of the last report that was added up; one query."""
    period = consolidation.period
    chosen = consolidation.chosen.filter(revision__report__year=period.year)
    keys = chosen.values_list("revision__report__period_key", flat=True).distinct()
    last = max((Period.from_key(key).months[-1] for key in keys), default=None)
    return sum(month <= last for month in period.months) if last else 0


def is_part(consolidation: Consolidation) -> bool:
    """Whether its period is not over yet in what was added up: then the same period of the year
    before, which is whole, is no measure of it. One query."""
    return months_gone(consolidation) < len(consolidation.period.months)


def other_runs(year: int) -> list[Consolidation]:
    """The newest consolidations of the years before that the reader sees; one query."""
    return newest_runs([Period.of_year(before) for before in range(year - 4, year)])


# In words ---------------------------------------------------------------------------------------


def unit_words(indicator: Indicator) -> str:
    if indicator.is_percent:
        return _("percent")
    counted = str(UnitOfCount(indicator.unit_of_count).label)
    if indicator.scale == PER_POPULATION:
        return _("%(counted)s for each 100,000 people") % {"counted": counted}
    return counted


def number_of(indicator: Indicator, value: Decimal, trace: str = "") -> Number:
    """With as many decimals as say something."""
    if not indicator.denominator:
        places = usual_places(value)
    else:
        places = 1 if indicator.scale > 1 and value >= 1 else 2
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return Number(plain_number(rounded), places, trace)


def why_not_words(value: IndicatorValue | None) -> str:
    if value is None:
        return _("not consolidated")
    reason = str(IndicatorValue.WhyNot(value.why_not).label)
    return _("not available because %(reason)s") % {"reason": reason}


def baseline_words(indicator: Indicator) -> str:
    """Who says the baseline."""
    if indicator.baseline is None:
        return _("The sources give no figure from which it could start.")
    if indicator.report_line is None:
        return _("The catalogue of the portal says the baseline.")
    return _("The annual report of 2020 says the baseline (line %(line)d of its text).") % {
        "line": indicator.report_line
    }


def light_words(found: Light) -> str:
    """Sign and words; the colour of a page only repeats them."""
    said = _("%(sign)s %(words)s: %(percent)d%% of the way")
    return said % {"sign": found.sign, "words": _(found.template), "percent": found.percent}


def rule_words() -> str:
    return _(RULE) % RULE_PARAMS


def no_target_words() -> str:
    return _("No target has been set.")


def traces_of(expression: str, period: Period, scope: tuple[str, ...] = ()) -> list[str]:
    """The addresses of the figures that it is made of; none of the people of a place."""
    if expression in ("", POPULATION):
        return []
    return [str(named) for named in references(narrow(expression, scope, period.code))]


def trace_of(expression: str, period: Period) -> str:
    """The address of the one figure that it is; "" of a sum or a quotient."""
    found = traces_of(expression, period)
    is_one = len(found) == 1 and isinstance(parse(expression), Reference)
    return found[0] if is_one else ""


def by_strategy(lines: Iterable[IndicatorLine]) -> Iterator[tuple[int, list[IndicatorLine]]]:
    found: dict[int, list[IndicatorLine]] = defaultdict(list)
    for line in lines:
        found[line.indicator.strategy].append(line)
    yield from sorted(found.items())
