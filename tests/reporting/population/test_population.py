"""Populations: read strictly from a workbook, stored with who says so, and used for rates."""

from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from provinces.models import Population, User
from provinces.population import populations, rate_per_100000
from reporting.models import AuditEvent
from tests.factories import KANDAL_VIEWER, secretariat, unit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ADMINISTRATOR = "gs.administrator"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.usefixtures("year_2020")


def client_of(username, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(username=username), BACKEND)
    return client


def downloaded(client, address="/population/2019/population.xlsx"):
    return load_workbook(BytesIO(client.get(address).content))


def sent(client, book):
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("population.xlsx", stream.getvalue(), EXCEL)
    return client.post("/population/send/", {"workbook": file})


def row_of(sheet, code):
    return next(row for row in sheet.iter_rows(min_row=2) if row[0].value == code)


def number_of(code, year=2019):
    with secretariat():
        return Population.objects.filter(unit__code=code, year=year).first()


def test_the_census_comes_with_its_source_and_leaves_out_what_is_not_known():
    nation = number_of("NCCT")
    assert (nation.persons, nation.females, nation.certain) == (15_552_211, 7_980_374, True)
    kandal = number_of("KH-08")
    assert (kandal.persons, kandal.females, kandal.certain) == (1_195_547, None, False)
    assert "provisional" in kandal.source and kandal.source_km
    assert all(number_of(code) is None for code in ("KH-13", "KH-14", "KH-18", "KH-19"))


def test_loading_again_leaves_what_was_corrected():
    with secretariat():
        Population.objects.filter(unit__code="KH-08").update(persons=1_201_000, certain=True)
        Population.objects.filter(unit__code="KH-21").delete()
    said = StringIO()
    call_command("load_population", stdout=said)
    assert said.getvalue().strip() == "Population: 1 new, 21 were there."
    assert (number_of("KH-08").persons, number_of("KH-21").persons) == (1_201_000, 900_914)


def test_a_rate_names_the_population_of_the_nearest_year_at_or_before():
    with secretariat():
        takeo = unit("KH-21")
        Population.objects.create(unit=takeo, year=2021, persons=1_000_000, source="a test")
        assert rate_per_100000(18, takeo, 2018) is None
        rate = rate_per_100000(18, takeo, 2020)
        assert rate is not None
        assert (rate.value, rate.population.year) == (Decimal("2.0"), 2019)
        later = rate_per_100000(18, takeo, 2024)
        assert later is not None
        assert (later.value, later.population.year) == (Decimal("1.8"), 2021)
        assert rate_per_100000(18, unit("KH-14"), 2020) is None


def test_as_many_queries_for_one_place_as_for_three():
    with secretariat():
        for codes in (["KH-08"], ["KH-08", "KH-21", "KH-14"]):
            places = [unit(code) for code in codes]
            with CaptureQueriesContext(
                connection,
            ) as asked:
                populations(places, 2020)
            assert len(asked) == 1


def test_the_page_says_what_is_not_certain_and_what_is_not_known():
    page = client_of(KANDAL_VIEWER).get("/population/").text
    assert "1,195,547" in page and "not certain" in page and "not known" in page
    assert "Places without a number: 4" in page
    assert "provisional totals of August 2019" in page
    assert "Send a workbook" not in page


def test_an_empty_page_says_how_to_begin():
    with secretariat():
        Population.objects.all().delete()
    assert "An administrator" in client_of(KANDAL_VIEWER).get("/population/").text
    assert "Send a workbook to begin" in client_of(ADMINISTRATOR).get("/population/").text


def test_a_workbook_comes_back_as_it_went():
    client = client_of(ADMINISTRATOR)
    answer = sent(client, downloaded(client))
    assert (answer.status_code, answer["Location"]) == (302, "/population/")
    assert "as before: 22" in client.get("/population/").text


def test_what_is_corrected_is_stored_and_audited_with_what_stood_there():
    client = client_of(ADMINISTRATOR)
    book = downloaded(client)
    kandal = row_of(book["Population"], "KH-08")
    kandal[3].value, kandal[4].value, kandal[5].value = "1,201,581", 620000, "yes"
    prey_veng = row_of(book["Population"], "KH-14")
    prey_veng[3].value, prey_veng[6].value = 1_000_000, "An estimate"
    assert sent(client, book).status_code == 302
    assert (number_of("KH-08").persons, number_of("KH-08").certain) == (1_201_581, True)
    assert number_of("KH-14").certain is False
    with secretariat():
        events = AuditEvent.objects.filter(action="population.stored").order_by("target")
        assert [event.target for event in events] == [
            "population:KH-08 2019", "population:KH-14 2019",
        ]  # fmt: skip
        assert events[0].detail["before"]["persons"] == 1_195_547
        assert events[0].detail["after"]["persons"] == 1_201_581


def test_every_wrong_cell_is_named_and_nothing_is_stored():
    client = client_of(ADMINISTRATOR)
    book = downloaded(client)
    sheet = book["Population"]
    row_of(sheet, "KH-08")[3].value = "1.195"
    row_of(sheet, "KH-02")[4].value = 2_000_000
    row_of(sheet, "KH-01")[6].value = ""
    row_of(sheet, "KH-03")[5].value = "perhaps"
    sheet.append(["KH-99", "", 2019, 5, None, "no", "a test"])
    sheet.append(["MOI", "", 2019, 5, None, "no", "a test"])
    sheet.append(["KH-04", "", 20, 5, None, "no", "a test"])
    page = sent(client, book).text
    for words in (
        "did you mean 1,195?",
        "Females (2,000,000) are more than persons (997,169).",
        "Say where the number is from.",
        "Write “yes” or “no”.",
        "There is no place with the code KH-99.",
        "MOI is not the nation, a province, a district or a commune.",
        "Write the year with four digits",
    ):
        assert words in page, words
    assert "Nothing was stored" in page
    assert number_of("KH-08").persons == 1_195_547


def test_districts_are_sent_in_the_workbook_of_their_province():
    client = client_of(ADMINISTRATOR)
    book = downloaded(client, "/population/2019/population.xlsx?province=KH-08")
    sheet = book["Population"]
    districts = [row for row in sheet.iter_rows(min_row=2) if len(row[0].value) > 5]
    assert len(districts) == sheet.max_row - 2
    districts[0][3].value, districts[0][6].value = 90_000, "a test"
    code = districts[0][0].value
    assert sent(client, book).status_code == 302
    assert number_of(code).persons == 90_000
    assert code in client.get("/population/").text


def test_a_province_reads_and_does_not_write():
    client = client_of(KANDAL_VIEWER)
    assert client.get("/population/2019/population.xlsx").status_code == 200
    assert client.post("/population/send/", {}).status_code == 403
