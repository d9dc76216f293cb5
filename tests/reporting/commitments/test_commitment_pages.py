"""The pages of the register, as people ask them."""

import csv
import io
import re
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.models import Commitment
from tests.commitments import decision, direction, load
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER, person_of, secretariat

NEW = {
    "origin": "outside",
    "year": "2021",
    "name_en": "Trafficking in Persons Report 2021",
    "mark": "3",
    "text_en": "Train front-line officers.",
    "lead": "MOSVY",
    "units": ["GCNP", "MOSVY"],
    "due_on": "2021-12-31",
    "sign_en": "Officers trained",
    "activity": "",
}


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_an_empty_register_says_how_it_begins(signed_in):
    page = words_of(signed_in(REVIEWER).get("/commitments/"))
    assert "The register is empty. Enter the first commitment here" in page
    page = words_of(signed_in(KANDAL_OFFICER).get("/commitments/"))
    assert "it stands here and in your report" in page


def test_it_shows_all_that_was_loaded_and_is_filtered(signed_in):
    load()
    client = signed_in(REVIEWER)
    page = words_of(client.get("/commitments/"))
    assert "55 commitments" in page
    assert "Overdue: 46" in page  # the directions were for 2021
    assert "6 commitments" in words_of(client.get("/commitments/?origin=request"))
    assert "2 commitments" in words_of(client.get("/commitments/?unit=KH-02&origin=direction"))
    assert "46 commitments" in words_of(client.get("/commitments/?due=yes"))
    assert "Choose less" in words_of(client.get("/commitments/?state=done"))


def test_the_secretariat_enters_one_and_its_number_is_its_address(signed_in):
    client = signed_in(REVIEWER)
    page = client.post("/commitments/new/", NEW)
    with secretariat():
        made = Commitment.objects.get()
        assert [one.organisation_unit.code for one in made.units.all()] == ["MOSVY", "GCNP"]
    assert page["Location"] == f"/commitments/{made.number}/"
    shown = words_of(client.get(page["Location"]))
    for words in (
        "Train front-line officers.",
        "Recommendation from outside : Trafficking in Persons Report 2021",
        "31 December 2021",
        "Officers trained",
        "Nobody has answered yet.",
        "No answer yet",
        "Overdue",
    ):
        assert words.replace(" :", ":") in shown.replace(" :", ":"), words
    again = words_of(client.post("/commitments/new/", NEW))
    assert f"has number {made.number} already" in again


def test_what_is_wrong_is_said_at_its_field(signed_in):
    shown = words_of(
        signed_in(REVIEWER).post(
            "/commitments/new/", {**NEW, "text_en": "", "activity": "9.9.99", "lead": ""}
        )
    )
    assert "Say in one of the languages what was promised." in shown
    assert "The plan has no activity 9.9.99." in shown


def test_an_approver_answers_and_the_history_keeps_every_answer(signed_in):
    promise = decision("KH-08")
    client = signed_in(KANDAL_APPROVER)
    address = f"/commitments/{promise.number}/"
    assert "Say in a sentence" not in client.get(address).text
    for status, text in [("going_on", "We began to count."), ("done", "All are counted.")]:
        assert client.post(address, {"status": status, "text": text}).status_code == 302
    shown = words_of(client.get(address))
    assert shown.index("All are counted.") < shown.index("We began to count.")
    assert "Done" in words_of(signed_in(REVIEWER).get("/commitments/"))


def test_an_officer_reads_it_and_has_no_form(signed_in):
    promise = decision("KH-08")
    page = signed_in(KANDAL_OFFICER).get(f"/commitments/{promise.number}/")
    assert page.status_code == 200
    assert 'name="status"' not in page.text


def test_a_change_stands_in_the_history_with_its_reason(signed_in):
    promise = decision("KH-08", due=date(2021, 6, 1))
    client = signed_in(REVIEWER)
    address = f"/commitments/{promise.number}/"
    changed = {
        "lead": "KH-21", "units": ["KH-08"], "due_on": "2021-07-01", "reason": "Takeo leads now.",
    }  # fmt: skip
    assert client.post(f"{address}amend/", changed)["Location"] == address
    shown = words_of(client.get(address))
    assert "Due on: 1 June 2021 became 1 July 2021" in shown
    assert re.search(r"Who answers: .*Kandal.* became .*Takeo.*Kandal.* Why", shown), shown[:1800]
    assert "Why: Takeo leads now." in shown
    assert "Nothing was changed." in words_of(client.post(f"{address}amend/", changed))


def test_a_withdrawn_one_stays_with_its_reason(signed_in):
    promise = decision("KH-08")
    client = signed_in(REVIEWER)
    address = f"/commitments/{promise.number}/"
    assert client.post(f"{address}withdraw/", {"reason": ""}).status_code == 200
    assert client.post(f"{address}withdraw/", {"reason": "Entered twice."}).status_code == 302
    shown = words_of(client.get(address))
    assert "Entered twice." in shown
    assert "Answer " not in shown.partition("What was changed")[0].rpartition("What became")[2]


def test_a_stranger_reads_a_direction_but_not_what_came_of_it(signed_in):
    load()
    promise = direction("V.D.5")
    ministry = signed_in(person_of("MOSVY", "approver"))
    address = f"/commitments/{promise.number}/"
    ministry.post(address, {"status": "held_up", "text": "No money for the courses."})
    assert "No money for the courses." in ministry.get(address).text
    page = signed_in(KANDAL_OFFICER).get(address)
    assert "continues to organize training courses" in page.text
    assert "No money for the courses." not in page.text
    assert "The next annual report tells it." in words_of(page)


def test_the_files_say_what_the_page_says(signed_in):
    load()
    client = signed_in(REVIEWER)
    page = client.get("/commitments/register.csv?origin=direction")
    rows = list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"))))
    marks = [row[4] for row in rows if len(row) > 4 and row[4].startswith("V.")]
    assert len(marks) == 46
    workbook = client.get("/commitments/register.xlsx?origin=direction")
    assert workbook["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_list_takes_the_same_queries_for_few_and_many(signed_in):

    client = signed_in(REVIEWER)
    decision("KH-08")
    client.get("/commitments/")
    with CaptureQueriesContext(connection) as few:
        client.get("/commitments/")
    for _ in range(4):
        decision("KH-08", "KH-21")
    with CaptureQueriesContext(connection) as many:
        client.get("/commitments/")
    assert len(many) == len(few)
