"""In a year to practise on, what the catalogue declares to be one number is one number."""

import pytest

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.figures import FigureBook
from reporting.kernel.expressions import evaluate, parse
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, TableSpec
from reporting.models import Discrepancy
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.rules.agreeing import keys_of
from strategies.models import Comparison
from strategies.models.labels import in_year
from tests.factories import consolidated, secretariat

YEAR = 2021
GIVE_BOTH = ("MOSVY", "GCNP", "GS", "KH-08", "KH-12")


@pytest.mark.usefixtures("year_2020")
@pytest.mark.parametrize("seed", [3, 4])
def test_each_declared_pair_agrees_where_nothing_is_wrong(seed: int) -> None:
    units = OrganisationUnit.objects.filter(code__in=GIVE_BOTH)
    make(by=PracticePeople.found(), year=YEAR, until=6, seed=seed, units=units, counts={})
    consolidation = consolidated(YEAR)
    with secretariat():
        declared = list(Comparison.objects.filter(in_year(YEAR), kind="two_values"))
        book = FigureBook(consolidation)
        told = 0
        for pair in declared:
            part, whole = (
                evaluate(parse(expression), book.lookup) for expression in (pair.part, pair.whole)
            )
            assert (part or 0) == (whole or 0), pair.code
            told += bool(whole)
        assert told >= len(declared) / 2 >= 4, "they agree because they say nothing"
        found = Discrepancy.objects.filter(consolidation=consolidation, kind="two_values")
        assert list(found) == []


def test_which_cells_a_full_code_adds_up() -> None:
    spec = TableSpec(
        "met", "I", "fixed",
        elements=(
            ElementSpec("all", "All", derived="met[*].men+met[*].women"),
            ElementSpec("men", "Men"), ElementSpec("women", "Women"),
        ),
        options=(
            OptionSpec("group", "Group", is_group=True),
            OptionSpec("one", "One", group="group"), OptionSpec("two", "Two"),
        ),
    )  # fmt: skip
    assert list(keys_of(spec, "met[two].all", ())) == [
        CellKey("two", "men"), CellKey("two", "women"),
    ]  # fmt: skip
    assert list(keys_of(spec, "met[group].men", ())) == [CellKey("one", "men")]
    assert len(list(keys_of(spec, "met.all", ()))) == 4
    assert list(keys_of(spec, "met[nobody].men", ())) == []
    open_table = TableSpec("open", "I", "open", elements=(ElementSpec("men", "Men"),))
    assert list(keys_of(open_table, "open.men", [CellKey(None, "x", "m01")])) == [
        CellKey(None, "men", "m01")
    ]
