"""A month of 2021 takes all that the report of 2020 says of provinces: a place for each sentence,
and each number from its cell to the figure, and back."""

import csv
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.html import escape

from nsp_portal.translations.files import latin_words
from provinces.models import User
from reporting.core.actions import jobs
from reporting.entry.page.queries.input_names import table_of
from reporting.models import Figure, Job, Revision
from reporting.tasks import run_job
from tests.calendars import opened_year
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    person_of,
    secretariat,
)
from tests.fixtures.test_source_places import DONE
from tests.reporting.conftest import signed_in
from tests.reporting.entry.form_books import Book, sent, signed_of
from tests.shown_text import KhmerPage, Shown

__all__ = ["signed_in"]  # a fixture

PAGE, POLICE = "/reports/KH-08/committee/2021-03/", "/reports/KH-08-POL/commissariat/2021-03/"
NUMBER = re.compile(r"(?P<table>\w+)(?:\[(?P<row>\w+)\])?\.(?P<column>\w+)(?:\{(?P<key>\w+)\})?")
# What the report tells of a few provinces is asked of those alone: at the border, at a transit.
AT_THE_BORDER = {"bodies_received", "d12_bodies", "returnee_interviews"}
OF_FOUR_PROVINCES = {"mosvy_received"}
LACKING = {
    "KH-08": OF_FOUR_PROVINCES,
    "KH-02": OF_FOUR_PROVINCES,
    "KH-01": set(),
    "KH-05": OF_FOUR_PROVINCES | AT_THE_BORDER,
}
# A number a column: what is a part of something is small, the rest large; ten more a table.
PARTS = {
    "females": 30, "males": 25, "boys": 8, "girls": 7, "minors": 14, "children": 16,
    "secretariat_monthly": 1, "group_meetings": 2, "committee_meetings": 3,
}  # fmt: skip
WHOLE = 100
TEXT, PARTNER = "សកម្មភាពក្នុងខែមីនា", "អង្គការដៃគូ"
OFFENCES = {
    "offences[procuring].cases": 4,
    "offences[procuring].victims_female_under_15": 1,
    "offences[procuring].victims_female_from_15_to_17": 2,
    "offences[procuring].victims_male_from_18": 3,
    "offences[procuring].victims_unknown_unknown": 5,
    "offences[procuring].suspects_male": 6,
    "offences[procuring].suspects_female": 7,
}
COMPARED = {"returnee_interviews.times": 9}


def without_a_place(form, offered):
    """Of what the report says anywhere of the units with this form: the tables (also texts), and
    columns of the others, that the page does not offer."""
    told: dict[str, set[str]] = {}
    for place in DONE:
        if place.form == form:
            told.setdefault(place.table, set()).update(place.columns)
    assert len(told) > 20
    columns = {
        f"{table}.{column}"
        for table, columns in told.items()
        for column in columns - offered.get(table, columns)
    }
    return set(told) - set(offered), columns


@dataclass
class Form:
    """The inputs of a report's page: numbers and texts, with what stands in them."""

    inputs: dict[str, str] = field(default_factory=dict)
    offered: dict[str, set[str]] = field(default_factory=dict)  # table -> columns

    @classmethod
    def on(cls, page):
        found = cls()
        for tag, given in Shown.on(page).tags:
            name = given.get("name") or ""
            number = NUMBER.fullmatch(name)
            if number:
                found.offered.setdefault(number["table"], set()).add(number["column"])
            if number or name.endswith((":title", ":partner", ":text")):
                found.offered.setdefault(table_of(name), set())
                found.inputs[name] = given.get("value") or ""
            if tag == "textarea" and name in found.inputs:
                body = re.search(rf'name="{re.escape(escape(name))}"[^>]*>([^<]*)<', page)
                found.inputs[name] = unescape(body[1]).strip() if body else ""
        return found

    def first_rows(self):
        """The inputs of one row of each table, and of one text."""
        rows: dict[str, str] = {}
        for name in self.inputs:
            number = NUMBER.fullmatch(name)
            row = (
                (number["row"] or number["key"] or "")
                if number
                else name[name.index("{") + 1 : name.index("}")]
            )
            if rows.setdefault(table_of(name), row) == row:
                yield name


def to_type(form):
    """Input -> what is typed there."""
    tables = list(form.offered)
    typed: dict[str, int | str] = {}
    for name in form.first_rows():
        number, at = NUMBER.fullmatch(name), tables.index(table_of(name))
        if number:
            part = PARTS.get(number["column"])
            typed[name] = WHOLE + 10 * at if part is None else part + at // 10
        else:
            typed[name] = PARTNER if name.endswith(":partner") else TEXT
    return typed


def numbers_of(typed):
    return {name: value for name, value in typed.items() if isinstance(value, int)}


def begun(client, form="committee"):
    client.post("/reports/new/", {"data_set": form, "year": "2021", "part": "03"}, follow=True)


def saved(client, username, page, typed, before=None):
    """As the page's script does."""
    person = User.objects.get(username=username)
    body = {
        "user": person.pk, "revision": 1,
        "inputs": {name: str(value) for name, value in typed.items()},
        "before": {name: str((before or {}).get(name, "")) for name in typed},
    }  # fmt: skip
    answer = client.post(f"{page}save/", body, "application/json").json()
    assert answer["problems"] == {}, answer
    return answer


def stands(text):
    return int(text.replace(",", "")) if re.fullmatch(r"[\d,]+", text) else text


def answered(client, username, page):
    """Each doubt of the checks gets a line; they are asked some at a time."""
    every: dict[str | None, str] = {}
    answer: dict[str, Any] = {}
    while True:
        shown = client.get(page).text
        asked = {
            given["name"]: "បានរាប់ពីបញ្ជីរបស់ស្រុក។"
            for tag, given in Shown.on(shown).tags
            if tag == "textarea" and (given.get("name") or "").startswith("explain:")
        }
        asked = {name: text for name, text in asked.items() if name not in every}
        if not asked:
            return every, answer
        answer = saved(client, username, page, asked)
        every |= asked


def handed_over_and_accepted(page, officer, signer, reviewer):
    officer.post(f"{page}prepare/", {"left": "leave"})
    signer.post(f"{page}sign/", {"left": "leave"})
    reviewer.post(f"{page}accept/", {"comment": ""})
    unit, form = page.split("/")[2:4]
    with secretariat():
        found = Revision.objects.get(
            report__year=2021, report__organisation_unit__code=unit, report__data_set__code=form
        )
    assert found.state == Revision.State.ACCEPTED


@pytest.mark.parametrize("unit", LACKING)
def test_a_province_finds_a_place_for_each_sentence(signed_in, unit):
    opened_year(2021)
    client = signed_in(person_of(unit, "officer"))
    begun(client)
    offered = Form.on(client.get(f"/reports/{unit}/committee/2021-03/").text).offered
    assert without_a_place("committee", offered) == (LACKING[unit], set())


def test_a_month_of_kandal_is_typed_sent_accepted_and_added_up(signed_in, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "ring", lambda _job: None)
    opened_year(2021)
    officer, approver = signed_in(KANDAL_OFFICER), signed_in(KANDAL_APPROVER)
    reviewer = signed_in(REVIEWER)
    begun(officer)
    typed = to_type(Form.on(officer.get(PAGE).text))
    wrong = {"training.females": typed["training.participants"] + 1}
    answer = saved(officer, KANDAL_OFFICER, PAGE, typed | wrong)
    assert "are more than" in answer["checks"]
    saved(officer, KANDAL_OFFICER, PAGE, {"training.females": typed["training.females"]}, wrong)

    form = Form.on(officer.get(PAGE).text)
    assert {name: stands(form.inputs[name]) for name in typed} == typed
    in_khmer(officer, PAGE)
    changed_in_a_workbook(officer, typed)
    imported(tmp_path, typed)
    form = Form.on(officer.get(PAGE).text)
    assert {name: stands(form.inputs[name]) for name in typed} == typed

    asked, answer = answered(officer, KANDAL_OFFICER, PAGE)
    assert asked and answer["open"] == 0
    handed_over_and_accepted(PAGE, officer, approver, reviewer)
    from_the_police(signed_in, approver)

    signed_in(CONSOLIDATOR).post("/consolidations/2021/run/")
    with secretariat():
        job = Job.objects.latest("pk")
    run_job(job.pk)
    figures = figures_of_2021()
    for name, value in numbers_of(typed).items():
        cell = re.sub(r"\{\w+\}", "", name)
        assert figures.get((cell, "KH-08")) == value, name
    traced(reviewer, {re.sub(r"\{\w+\}", "", name) for name in numbers_of(typed)}, PAGE)
    for cell, value in OFFENCES.items():
        assert figures[cell, "KH-08-POL"] == figures[cell, "KH-08"] == value
        assert (cell, "") not in figures
    traced(reviewer, OFFENCES, POLICE)
    [[cell, value]] = COMPARED.items()
    assert figures[cell, "KH-08-POL"] == value
    assert figures[cell, ""] == figures[cell, "KH-08"] == typed[cell]


def in_khmer(client, page):
    shown = KhmerPage.on(client.get(page, headers={"accept-language": "km"}).text)
    with secretariat():
        people = User.objects.values_list("full_name_en", "username")
        names = {name for person in people for name in person if name}
    assert len(shown.spoken) > 500
    assert shown.foreign(names | latin_words() | {"n/a"}) == []


def changed_in_a_workbook(client, typed):
    """Read back, one number changed; `typed` follows."""
    book = Book(client.get(f"{PAGE}workbook/").content)
    assert {name: book[name] for name in typed} == typed
    book["training.courses"] = typed["training.courses"] = typed["training.courses"] + 1
    shown = sent(client, book.bytes())
    assert "1 cell will change." in shown.text
    client.post(f"{PAGE}workbook/store/", {"signed": signed_of(shown)})


def imported(folder, typed):
    """The other row of a table, and of its first row a number anew."""
    lines = {"direct_publicity[publicity].times": 41, "direct_publicity[forums].times": 42}
    path = folder / "march.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["organisation_unit", "period", "table", "row", "column", "value"])
        for name, value in lines.items():
            [cell] = NUMBER.finditer(name)
            writer.writerow(["KH-08", "2021-03", cell["table"], cell["row"], cell["column"], value])
    call_command("import_values", str(path), verbosity=0)
    typed |= lines


def from_the_police(signed_in, approver):
    """Offences by sex and age: signed by the commissariat, accepted by the province."""
    username = person_of("KH-08-POL", "officer")
    officer = signed_in(username)
    begun(officer, "commissariat")
    form = Form.on(officer.get(POLICE).text)
    assert without_a_place("commissariat", form.offered) == (set(), set())
    saved(officer, username, POLICE, OFFENCES | COMPARED)
    form = Form.on(officer.get(POLICE).text)
    typed = OFFENCES | COMPARED
    assert {name: stands(form.inputs[name]) for name in typed} == typed
    in_khmer(officer, POLICE)
    answered(officer, username, POLICE)
    signer = signed_in(person_of("KH-08-POL", "approver"))
    handed_over_and_accepted(POLICE, officer, signer, approver)


def figures_of_2021():
    with secretariat():
        rows = Figure.objects.filter(period_key=202100, kind="")
        return {
            (cell, unit or ""): value
            for cell, unit, value in rows.values_list(
                "cell__code", "organisation_unit__code", "value"
            )
        }


def traced(client, cells, page):
    """A figure of each table leads back to the report."""
    by_table = {table_of(cell): cell for cell in cells}
    unit = page.split("/")[2]
    for cell in by_table.values():
        shown = client.get("/trace/2021/", {"figure": f"{cell}@{unit}:2021"})
        assert page in shown.text, cell
