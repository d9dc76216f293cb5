"""What the indicators of the plan come to, worked out once more from what was typed."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from provinces.models import BELOW, LOCALITIES, OrganisationUnit, Population
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.indicator_values import indicator_values
from reporting.consolidation.queries.indicators import (
    indicator_lines,
    light_words,
    number_of,
    traces_of,
)
from reporting.consolidation.queries.record_sources import beside_by_code
from reporting.consolidation.queries.trace import parse_address, trace
from reporting.consolidation.rules.indicator_lights import Aim, light
from reporting.core.queries.measures import Measures
from reporting.kernel.expressions import Reference, evaluate, narrow
from reporting.models import Consolidation, DataValue, IndicatorTarget, IndicatorValue
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from strategies.models import CellRollup, Indicator
from tests.factories import (
    KANDAL_OFFICER,
    REVIEWER,
    accepted,
    acting,
    actor,
    consolidated,
    secretariat,
)

UNITS = [
    "KH-08", "KH-21", "KH-12", "MOLVT", "MOSVY", "GCNP", "GS", "MOWA", "APLE", "CHABDAI", "MOJ",
    "IJM", "MOEYS",
]  # fmt: skip
WhyNot = IndicatorValue.WhyNot


@pytest.fixture
def practised(year_2020):
    """A quarter of a practice year of some units, consolidated as the whole year."""
    make(
        by=PracticePeople.found(), year=2021, until=3, seed=7,
        units=OrganisationUnit.objects.filter(code__in=UNITS).order_by("position"),
    )  # fmt: skip
    return consolidated(2021)


class TypedNumbers:
    """The numbers of the chosen revisions, added up in Python: for the nation, for a province."""

    def __init__(self, run):
        chosen = run.chosen.filter(revision__report__year=run.year).values("revision_id")
        rows = DataValue.objects.filter(revision__in=chosen, value__isnull=False)
        leaves = defaultdict(set)
        for leaf, target in CellRollup.objects.values_list("leaf_id", "target__code"):
            leaves[leaf].add(target)
        beside = beside_by_code(run.year)
        self.of_nation: dict[str, list[Decimal]] = defaultdict(list)
        self.of_unit: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        for cell, table, unit, kind, value in rows.values_list(
            "cell_id", "cell__table__code", "organisation_unit__code", "organisation_unit__kind",
            "value",
        ):  # fmt: skip
            if value is None:
                continue
            for target in leaves[cell]:
                self.of_unit[target, unit].append(value)
                counts = kind not in (*BELOW, *LOCALITIES)
                if counts and (run.year, table, unit) not in beside:
                    self.of_nation[target].append(value)
        self.measures, self.year = Measures(), run.year

    def __call__(self, reference: Reference) -> Decimal | None:
        if reference.measure:
            formula = self.measures.expanded(reference, self.year)
            return None if formula is None else evaluate(formula, self)
        if reference.scope:
            found = self.of_unit.get((reference.cell, reference.scope[0]))
        else:
            found = self.of_nation.get(reference.cell)
        return sum(found, Decimal(0)) if found else None


def expected(indicator, typed, unit) -> Decimal | None:
    scope = (unit.code,) if unit else ()
    top = evaluate(narrow(indicator.numerator, scope, "2021"), typed)
    if indicator.denominator == "population":
        code = unit.code if unit else "NCCT"
        people = Population.objects.filter(unit__code=code, year__lte=2021).latest("year")
        below: Decimal | None = Decimal(people.persons)
    else:
        below = evaluate(narrow(indicator.denominator or "1", scope, "2021"), typed)
    return None if top is None or not below else top * indicator.scale / below


def test_each_indicator_is_what_was_typed(practised):
    with secretariat():
        typed = TypedNumbers(practised)
        values = list(
            IndicatorValue.objects.filter(
                consolidation=practised, period_key=practised.period_key
            ).select_related("indicator", "organisation_unit")
        )
        assert {row.indicator.code for row in values} == set(
            Indicator.objects.values_list("code", flat=True)
        )
        for row in values:
            wanted = expected(row.indicator, typed, row.organisation_unit)
            name = f"{row.indicator.code} of {row.organisation_unit}"
            if wanted is None:
                assert row.value is None, name
                assert row.why_not, name
            else:
                assert row.value == pytest.approx(wanted, abs=Decimal("0.0001")), name
        given = [row for row in values if row.value is not None]
        assert sum(row.organisation_unit is None for row in given) >= 15
        assert sum(row.organisation_unit is not None for row in given) >= 10


def test_the_figures_behind_a_value_have_a_trace(practised):
    with secretariat():
        for line in indicator_lines(practised):
            for expression in (line.indicator.numerator, line.indicator.denominator):
                for address in traces_of(expression, line.period):
                    reference = parse_address(address, 2021)
                    if FigureBook(practised).look_up(reference) is not None:
                        assert trace(practised, reference, "en", sees_all=True).answer.value


def test_the_baselines_are_the_figures_of_2020(year_2020):
    with secretariat():
        run = Consolidation.objects.get(year=2020)
        lines = indicator_lines(run)
        assert all(line.indicator.baseline is not None for line in lines)
        for line in lines:
            assert line.value is not None
            assert line.value.value is not None
            said = line.value.value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
            assert said == line.indicator.baseline, line.indicator.code
            assert line.indicator.report_line


def test_what_is_missing_says_why_and_is_never_0(year_2020):
    with secretariat():
        run = Consolidation.objects.get(year=2020)
        before = IndicatorValue.objects.filter(consolidation=run, period_key=201900)
        found = {row.indicator.code: row for row in before.select_related("indicator")}
        assert found["offence_cases"].value == 169
        assert found["meetings_held"].value is None
        assert found["meetings_held"].why_not == WhyNot.NO_NUMERATOR
        assert found["minors_among_victims"].why_not == WhyNot.NOT_ASKED
        Population.objects.all().delete()
        made = indicator_values(run, FigureBook(run))
        [reached] = [
            row for row in made
            if row.indicator.code == "people_reached" and row.organisation_unit is None
            and row.period_key == 202000
        ]  # fmt: skip
        assert (reached.value, reached.why_not) == (None, WhyNot.NO_POPULATION)
        assert reached.numerator == 6_147_930


def asked(aim, value, year, months=12):
    found = light(aim, Decimal(value), year, months)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("value", "months", "name", "percent"),
    [
        (200, 12, "on_the_way", 100),
        (190, 12, "on_the_way", 90),
        (189, 12, "behind", 89),
        (150, 12, "behind", 50),
        (149, 12, "far_behind", 49),
        (100, 6, "on_the_way", 100),
        (50, 3, "on_the_way", 100),
        (80, 6, "behind", 60),
    ],
)
def test_a_light_is_a_rule_on_the_way_that_is_asked(value, months, name, percent):
    aim = Aim(Decimal(100), 2020, Decimal(200), 2021, accumulates=True)
    found = asked(aim, value, 2021, months)
    assert (found.name, found.percent) == (name, percent)


def test_less_may_be_better_and_several_years_go_in_steps():
    aim = Aim(Decimal(60), 2020, Decimal(30), 2023, accumulates=False)
    assert asked(aim, 50, 2021, 3).asked == 50
    assert asked(aim, 50, 2021, 3).name == "on_the_way"
    assert asked(aim, 65, 2021, 12).name == "far_behind"
    assert asked(aim, 30, 2024, 12).percent == 100
    assert light(aim, Decimal(60), 2020, 12) is None


def test_to_keep_what_there_was_is_a_target_too():
    aim = Aim(Decimal(50), 2020, Decimal(50), 2021, accumulates=False)
    assert asked(aim, 50, 2021, 12).name == "on_the_way"
    assert asked(aim, 46, 2021, 12).name == "on_the_way"
    assert asked(aim, 20, 2021, 12).name == "far_behind"
    assert asked(aim, 0, 2021, 12).name == "far_behind"


def test_a_target_gives_a_light_that_is_said_in_words(practised):
    with secretariat():
        indicator = Indicator.objects.get(code="meetings_held")
        assert all(line.light is None for line in indicator_lines(practised))
        IndicatorTarget.objects.create(
            indicator=indicator,
            year=2021,
            value=500,
            decided_by="NCCT",
            set_by=actor(REVIEWER).user,
        )
        [line] = [line for line in indicator_lines(practised) if line.light]
        assert line.indicator == indicator
        assert line.months == 3
        assert line.light is not None
        assert "of the way" in light_words(line.light)


def test_a_province_reads_its_own_and_the_nation_once_it_is_published(practised):
    def seen():
        rows = IndicatorValue.objects.filter(consolidation=practised)
        return set(rows.values_list("organisation_unit__code", flat=True))

    with acting(KANDAL_OFFICER):
        assert seen() == {"KH-08"}
    with acting("wg-just.lead"):
        assert seen() == set()
    with acting(REVIEWER):
        assert {None, "KH-08", "KH-21"} <= seen()


def test_the_queries_are_as_many_for_one_report_as_for_several(
    year_2020, django_assert_max_num_queries
):
    numbers = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].times": 2}
    counts = []
    for code in ("KH-08", "KH-21", "KH-20"):
        accepted(code, "committee", "2021-01", numbers)
        run = consolidated(2021)
        with secretariat(), django_assert_max_num_queries(40) as asked:
            indicator_values(run, FigureBook(run))
        counts.append(len(asked))
        with secretariat(), django_assert_max_num_queries(5):
            indicator_lines(run)
    assert len(set(counts)) == 1


def test_a_number_has_the_decimals_that_say_something(year_2020):
    with secretariat():
        share = Indicator.objects.get(code="training_females")
        count = Indicator.objects.get(code="meetings_held")
        assert number_of(share, Decimal("29.8976")).places == 1
        assert number_of(Indicator.objects.get(code="identified_among_returned"),
                         Decimal("0.1662")).places == 2  # fmt: skip
        assert number_of(count, Decimal("476.0000")).places == 0
