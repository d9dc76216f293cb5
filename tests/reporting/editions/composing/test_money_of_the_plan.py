"""Money in the chapter on the plan: by strategy and by source of funds, each currency by itself."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Missing, Paragraph, Table
from reporting.document.workbook.book import render_workbook
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.reading.queries.stored_document import stamp_of
from reporting.models import PlannedActivity
from tests.editions import begun
from tests.factories import REVIEWER, accepted, consolidated, secretariat
from tests.monitored_year import planned

FORUMS, TRAINING, LATER = "1.1.01", "1.2.01", "2.7.01"
SUMS = {"en": "US$1,200.50, KHR 4,000,000", "km": "1,200.50 ដុល្លារអាមេរិក និង 4,000,000 រៀល"}


@pytest.fixture(autouse=True)
def budgets(year_2020):
    money = {"unit_of_count": "event"}
    planned("KH-08", FORUMS, 10, **money, months=[1, 2], budget="1000.50", currency="USD",
            budget_source="National budget.")  # fmt: skip
    planned("KH-21", FORUMS, 6, **money, budget=200, currency="USD",
            budget_source="national  budget")  # fmt: skip
    planned("KH-08", TRAINING, 4, **money, budget=4_000_000, currency="KHR", budget_source="")
    planned("KH-21", TRAINING, 4, **money)
    planned("KH-08", LATER, 4, **money, months=[11], budget=50, currency="USD",
            budget_source="UNICEF")  # fmt: skip
    accepted("GS", "secretariat", "2021-01", {"meetings.times": 450})


def made_of(period, language="en"):
    run = consolidated(period)
    edition = begun(period)
    with secretariat():
        return build_edition(edition, run, language)


def tables(document):
    return {
        block.id: block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table) and block.id.startswith("plan-money")
    }


def words(document):
    blocks = [block for section in document.sections for block in section.blocks]
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


def values(row):
    return [None if isinstance(cell, Missing) else cell.value for cell in row.cells[1:]]


def test_each_source_once_and_no_currency_added_to_another():
    document = made_of("2021")
    first = tables(document)["plan-money-1"]
    assert [(row.cells[0], values(row)) for row in first.rows] == [
        ("National budget", [2, 2, pytest.approx(1200.5), None]),
        ("No source named", [1, 1, None, 4_000_000]),
        ("Total", [3, 2, pytest.approx(1200.5), 4_000_000]),
    ]
    [*_others, total] = tables(document)["plan-money"].rows
    assert values(total) == [5, 4, 2, pytest.approx(1250.5), 4_000_000]
    assert "for 3 of the 4 rows that units planned in this strategy: US$1,200.50" in words(document)
    assert "No action plan says a budget for anything in this strategy." in words(document)
    assert "What was spent of it is not reported" in words(document)


@pytest.mark.parametrize("period", ["2021-Q1", "2021-S1", "2021-T10"])
def test_a_part_of_a_year_has_the_money_of_what_is_planned_in_it(period):
    found = tables(made_of(period))
    assert "plan-money-2" not in found, "planned for November"
    assert values(found["plan-money"].rows[-1])[:3] == [4, 3, 2]
    assert all("of the whole year" in table.notes[0] for table in found.values())


@pytest.mark.parametrize("language", ["en", "km"])
def test_pdf_and_workbook_say_it_in_both_languages(language):
    document = made_of("2021-Q1", language)
    assert SUMS[language] in words(document)
    out, book = BytesIO(), BytesIO()
    render_pdf(document, out)
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(out).pages)
    assert ("4,000,000" if language == "en" else "៤,០០០,០០០") in text
    render_workbook(document, [], [], book)
    cells = [
        cell.value for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row
    ]
    assert 4_000_000 in cells
    assert 1200.5 in cells


def test_its_tables_lead_back_to_the_portal(signed_in):
    consolidated("2021")
    begun("2021")
    client = signed_in(REVIEWER)
    page = client.get("/annual/2021/PLAN.1/").text
    assert "Budget planned by source of funds, strategy 1" in page
    codes = set(re.findall(r"NSP-2021-D-T\d+", page))
    assert len(codes) == 3
    for code in codes:
        assert client.get(f"/trace/table/{code}/", follow=True).status_code == 200


def test_another_budget_makes_another_document():
    consolidated("2021")
    edition = begun("2021")
    with secretariat():
        before = stamp_of(edition)
        PlannedActivity.objects.filter(activity__code=LATER).update(budget=51)
        assert stamp_of(edition) != before
        after = stamp_of(edition)
        PlannedActivity.objects.filter(activity__code=LATER).update(budget_source="WFP")
        assert stamp_of(edition) != after


def test_2020_says_nothing_of_it(year_2020):
    document = made_of("2020")
    assert not tables(document)
