"""A measure is asked of both years: of 2020 by its old columns, of an invented 2021 by sex and
age."""

from decimal import Decimal

import pytest

from reporting.access import NotHere
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.proofs import prove
from reporting.consolidation.queries.trace import parse_address, trace
from reporting.core.queries.measures import Measures
from reporting.kernel.expressions import evaluate
from reporting.models import Consolidation
from tests.factories import accepted, added_up, secretariat

POLICE = {
    "offences[exports_target].cases": 4,
    "offences[exports_target].victims_female_under_15": 3,
    "offences[exports_target].victims_male_from_18": 5,
    "offences[targeted_trafficking].victims_unknown_unknown": 1,
    "offences[procuring].victims_female_from_18": 7,
    "offences[exports_target].suspects_male": 6,
    "offences[procuring].suspects_female": 2,
    "offences[exports_target].minors": 1,
    "offence_victims[tip].families": 9,
    "foreign_suspects{China}.tip": 2,
    "foreign_suspects{China}.sexual": 1,
    "foreign_suspects{Thailand}.sexual": 5,
}
OLD_AND_NEW = {
    # what one asked of 2020 is asked of 2021
    "offences.victims": 16,
    "offences.victims:2020": 457,
    "offences[tip].victims": 9,
    "offences[tip].victims:2020": 266,
    "offences[exports_target].victims": 8,
    "offences.suspects": 8,
    "offence_victims[tip].under_15": 3,
    "offence_victims[tip].under_15:2020": 31,
    "offence_victims.from_18": 12,
    "offence_victims.from_18:2020": 298,
    "offence_suspects[sexual].females": 2,
    # by measure
    "#victims": 16,
    "#victims:2020": 457,
    "offence_victims#victims:2020": 467,
    "#victims(sex=female)": 10,
    "#victims(sex=female):2020": None,
    "#victims(age_band=under_15)": 3,
    "#victims(age_band=under_15):2020": 130,
    "#victims(age_band=minor):2020": 169,
    "#victims(age_band=under_15, sex=female)": 3,
    "#victims(age_band=under_15)@GCNP": 3,
    "#victims(age_band=under_15)@KH-08": None,
    "offences[tip]#victims(sex=male)": 5,
    "offence_victims#victims(age_band=under_15)": None,
    "#suspects(age_band=minor)": 1,
    "#suspects(age_band=from_18)": None,
    "#prosecution_victims(sex=female):2020 + #prosecution_victims(sex=male):2020": 369,
    "#nobody": None,
    "#foreign_suspects(nationality=cn)": 3,
    "#foreign_suspects(nationality=cn):2020": 13,  # its row is “chinese”
    "#foreign_suspects(nationality=cn, offence_group=tip)": 2,
    "#foreign_suspects(nationality=th):2020": None,
    "#foreign_suspects(nationality=se)@GCNP:2020": 1,
    "#victims(nationality=cn)": None,
    "foreign_suspects{cn}.sexual:2020": 13,
    "foreign_suspects{chinese}.sexual:2020": 13,
    "100 * #victims(age_band=under_15) / #victims": Decimal("18.75"),
}


@pytest.fixture(autouse=True)
def in_scope(year_2020):
    with secretariat():
        yield


@pytest.fixture
def run():
    accepted("GCNP", "police", "2021", POLICE)
    return added_up(2021)


def test_the_same_is_asked_of_2020_and_of_2021(run):
    book = FigureBook(run)
    assert {text: evaluate(text, book.lookup) for text in OLD_AND_NEW} == OLD_AND_NEW


def test_a_year_that_did_not_divide_yet_gives_its_total_and_no_part():
    book = FigureBook(Consolidation.objects.get(year=2020))
    assert evaluate("#trial_victims:2019 - trial.victims:2019", book.lookup) == 0
    assert evaluate("#trial_victims(sex=female):2019", book.lookup) is None


def test_a_measure_is_proved_from_its_data_values(run):
    [proof] = prove(run, ["#victims(age_band=under_15)"])
    assert proof.value == 3
    assert proof.adds_up
    assert [part.address for part in proof.parts] == [
        f"offences.victims_{sex}_under_15:2021" for sex in ("male", "female", "unknown")
    ]


def test_a_country_is_proved_from_its_rows_of_both_years(run):
    now, before = prove(
        run, ["#foreign_suspects(nationality=cn)", "#foreign_suspects(nationality=cn):2020"]
    )
    assert [now.value, before.value] == [3, 13]
    assert now.adds_up
    assert before.adds_up


def test_a_total_that_was_entered_before_is_proved_from_its_parts(run):
    [proof] = prove(run, ["offence_victims[tip].under_15"])
    assert proof.value == 3
    assert proof.adds_up
    assert proof.cells == ("offences[exports_target].victims_female_under_15",)


def test_a_measure_is_traced_to_its_cells_and_to_what_was_typed(run):
    reference = parse_address("#victims(age_band=from_18)", 2021)
    found = trace(run, reference, "en", sees_all=True)
    assert found.answer.value == 12
    assert found.column == "Victims rescued by the police: 18 and over"
    assert {part.address: part.value for part in found.formula if part.value} == {
        "offences.victims_male_from_18:2021": 5,
        "offences.victims_female_from_18:2021": 7,
    }
    assert {value.value for value in found.values} == {5, 7}


def test_what_a_year_does_not_divide_has_no_trace(run):
    with pytest.raises(NotHere):
        trace(run, parse_address("#victims(sex=female):2020", 2021), "en", sees_all=True)


def test_a_year_says_why_it_has_no_answer():
    measures = Measures()
    assert measures.why_not("victims", {"sex": "female"}, 2021) == ""
    assert measures.why_not("victims", {"sex": "female"}, 2020) == "not divided"
    assert measures.why_not("convicted", {}, 2020) == "not asked"
    assert measures.why_not("victims", {"sex": "third"}, 2021) == "There is no “third” of “sex”."
    assert measures.why_not("ghosts", {}, 2021) == "There is no measure “ghosts”."
