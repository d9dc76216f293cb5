"""What the districts and communes of a province reported, beside its own figures; its police."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.models import OrganisationUnit
from reporting.document.value import Bullet, Number, Paragraph, Table
from reporting.models import Figure
from reporting.provincial.queries.basis import YearInLanguage, stamp_of
from reporting.provincial.queries.provincial_document import provincial_document
from reporting.provincial.rules import PlaceRate, together
from tests import places
from tests.calendars import opened_year
from tests.factories import accepted, added_up, secretariat
from tests.reporting.provincial.conftest import basis, document_of

PERSONS = "direct_publicity[forums].persons"
OFFENCES = {"offences[procuring].cases": 4, "offences[procuring].suspects_male": 3}


@pytest.fixture(autouse=True)
def year():
    opened_year(2021)


def part(document, name):
    return next(section for section in document.sections if section.id == name)


def table(document, name):
    blocks = [block for section in document.sections for block in section.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.id == name)


def said(document, name):
    blocks = part(document, name).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph | Bullet)]


def line(made, label):
    """What the row says: words, and numbers as such."""
    [row] = [row for row in made.rows if row.cells[0] == label]
    return [int(cell.value) if isinstance(cell, Number) else cell for cell in row.cells[1:]]


def column(made, words):
    [at] = [at for at, head in enumerate(made.header[-1]) if words in head.text]
    return [row.cells[at] for row in made.rows]


def name_of(code):
    with secretariat():
        unit = OrganisationUnit.objects.get(code=code)
        return YearInLanguage(basis(2021), "en").name(unit)


def of_two_districts(own=120):
    places.asked()
    for code, persons in (("KH-0801", 60), ("KH-0802", 40)):
        places.accepted(code, "2021-01", {PERSONS: persons})
    places.signed("KH-0803", "2021-01", {PERSONS: 999})
    accepted("KH-08", "committee", "2021-01", {PERSONS: own})
    return added_up(2021)


def test_of_its_districts_each_has_its_rate_and_they_add_up():
    of_two_districts()
    document = document_of("KH-08", 2021)
    assert said(document, "districts")[0] == (
        "2 of its 13 districts reported. Of the 156 reports that they owe for the year 2 are "
        "accepted (1 %)."
    )
    made = table(document, "districts")
    assert len(made.rows) == 14
    assert line(made, name_of("KH-0801")) == ["1 of 12", 8, 60]
    assert line(made, name_of("KH-0803"))[:2] == ["0 of 12", 0], "signed is not accepted"
    assert line(made, "All districts") == ["2 of 156", 1, 100]
    *own, whole = [cell.value for cell in column(made, "Direct") if isinstance(cell, Number)]
    assert sum(own) == whole == 100


def test_the_provinces_own_stands_beside_the_sum_and_the_difference_is_said():
    made = of_two_districts()
    document = document_of("KH-08", 2021)
    [label] = [row.cells[0] for row in table(document, "beside-districts").rows]
    assert line(table(document, "beside-districts"), label) == [120, 100, 20]
    assert said(document, "districts")[-1] == (
        f"{label}: the province reported 120, its districts together 100: 20 less. "
        "2 of 13 districts reported."
    )
    with secretariat():
        figures = Figure.objects.filter(
            consolidation=made, cell__code="direct_publicity.persons", period_key=202100
        )
        stored = {
            unit or "nation": value
            for unit, value in figures.filter(kind="").values_list(
                "organisation_unit__code", "value"
            )
        }
    assert stored["KH-08"] == stored["nation"] == 120
    assert stored["KH-0801"] + stored["KH-0802"] == Decimal(100)


def test_the_same_number_is_no_difference():
    of_two_districts(own=100)
    document = document_of("KH-08", 2021)
    [row] = table(document, "beside-districts").rows
    assert [cell.value for cell in row.cells[1:]] == [100, 100, 0]
    assert not any("together" in words for words in said(document, "districts"))


def test_of_communes_each_district_has_theirs():
    places.asked(level="commune", often="quarter")
    with secretariat():
        communes = OrganisationUnit.objects.filter(
            kind="commune", parent__code__in=("KH-0801", "KH-0802")
        )
        every = OrganisationUnit.objects.filter(kind="commune", code__startswith="KH-08").count()
        codes = list(communes.order_by("code").values_list("code", "parent__code"))
    first = [code for code, parent in codes if parent == "KH-0801"]
    second = [code for code, parent in codes if parent == "KH-0802"]
    for code, period in ((first[0], "2021-Q1"), (first[0], "2021-Q2"), (second[0], "2021-Q1")):
        places.accepted(code, period, {PERSONS: 7}, "commune")
    added_up(2021)
    document = document_of("KH-08", 2021)
    made = table(document, "districts")
    rate = round(200 / (4 * len(first)))
    assert line(made, name_of("KH-0801")) == [
        f"1 of {len(first)}", f"2 of {4 * len(first)}", rate, 14
    ]  # fmt: skip
    assert line(made, "All districts")[-1] == 21
    assert said(document, "districts")[0].startswith(f"2 of its {every} communes reported.")
    [row] = table(document, "beside-districts").rows
    assert [cell.value for cell in row.cells[1:]] == [21, 21, 0], "the province's are theirs"


def test_a_province_whose_places_are_silent_sees_them_all():
    places.asked()
    accepted("KH-08", "committee", "2021-01", {PERSONS: 5})
    added_up(2021)
    document = document_of("KH-08", 2021)
    assert said(document, "districts")[0].startswith("0 of its 13 districts reported.")
    assert len(part(document, "districts").blocks) == 3, "nothing to compare with"
    assert all(section.id != "districts" for section in document_of("KH-21", 2021).sections)


def test_figures_of_the_police_have_a_section_of_their_own():
    accepted("KH-08", "committee", "2021-01", {PERSONS: 5, "returnee_interviews.times": 2})
    accepted("KH-08-POL", "commissariat", "2021-01", OFFENCES | {"returnee_interviews.times": 9})
    made = added_up(2021)
    document = document_of("KH-08", 2021)
    section = part(document, "police")
    assert section.title.startswith("Figures of the provincial police, compared")
    printed = {
        cell.trace: cell.value
        for block in section.blocks if isinstance(block, Table)
        for row in block.rows for cell in row.cells if isinstance(cell, Number) and cell.trace
    }  # fmt: skip
    assert printed["offences[procuring].cases@KH-08-POL:2021"] == 4
    assert printed["returnee_interviews.times@KH-08-POL:2021"] == 9
    labels = [row.cells[0] for row in table(document, "offences-KH-08-POL").rows]
    assert "Suspects – Male" in labels, "of whom it is, where several columns are divided"
    others = [one for one in document.sections if one.id != "police"]
    numbers = [
        cell for one in others for block in one.blocks if isinstance(block, Table)
        for row in block.rows for cell in row.cells if isinstance(cell, Number)
    ]  # fmt: skip
    assert not any("POL" in cell.trace or "offences" in cell.trace for cell in numbers)
    [own] = {cell.value for cell in numbers if cell.trace == "returnee_interviews.times@KH-08:2021"}
    assert own == 2
    with secretariat():
        nation = Figure.objects.filter(
            consolidation=made, organisation_unit=None, kind="", period_key=202100
        )
        assert not nation.filter(cell__code__startswith="offences").exists()
    assert all(one.id != "police" for one in document_of("KH-21", 2021).sections)


@pytest.mark.parametrize("codes", [["KH-08"], ["KH-08", "KH-21", "KH-01"]])
def test_one_province_or_three_ask_as_many_queries(codes):
    of_two_districts()
    with secretariat():
        of_year = YearInLanguage(basis(2021), "en")
        _names = of_year.names_below
        with CaptureQueriesContext(connection) as asked:
            for code in codes:
                provincial_document(of_year, of_year.provinces[code])
    assert len(asked) / len(codes) <= 2


def test_what_a_province_asks_makes_another_stamp():
    added_up(2021)
    with secretariat():
        before = stamp_of(basis(2021))
    places.asked()
    with secretariat():
        assert stamp_of(basis(2021)) != before


def test_a_rate_is_whole_only_where_all_came():
    assert together([PlaceRate(1, 200), PlaceRate(198, 0)]).percent == 99
    assert (PlaceRate(0, 3).percent, PlaceRate(3, 3).percent, PlaceRate().percent) == (0, 100, None)
