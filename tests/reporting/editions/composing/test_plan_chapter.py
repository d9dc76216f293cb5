"""The chapter on the plan in the national report: document, PDF and workbook, in both languages."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Bullet, Chart, Number, Paragraph, Quote, Table
from reporting.document.workbook.book import render_workbook
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.reading.queries.stored_document import stamp_of
from reporting.models import Consolidation, PlannedActivity
from tests.editions import begun
from tests.factories import REVIEWER, accepted, consolidated, secretariat
from tests.monitored_year import planned, progressed

FORUMS, TRAINING, LATER = "1.1.01", "1.2.01", "2.7.01"
HEADS = {
    "en": ("Implementation of the National Strategic Plan in 2021", "Strategy 1", "No budget"),
    "km": ("ការអនុវត្តផែនការយុទ្ធសាស្ត្រជាតិឆ្នាំ2021", "យុទ្ធសាស្ត្រទី 1", "No budget"),
}

BASELINE = {"en": "476 (2020)", "km": "៤៧៦ (២០២០)"}


@pytest.fixture(autouse=True)
def plans(year_2020):
    planned("KH-08", FORUMS, 10, unit_of_count="event", months=[1, 2])
    planned("KH-21", FORUMS, 6, unit_of_count="event")
    planned("KH-08", TRAINING, 4, unit_of_count="event")
    planned("KH-08", LATER, 4, unit_of_count="event", months=[11])
    progressed("KH-08", "committee", "2021-01", {
        FORUMS: (2, "done", ""), TRAINING: (0, "held_up", "No budget"),
    })  # fmt: skip
    progressed("KH-21", "committee", "2021-01", {FORUMS: (6, "done", "")})
    accepted("GS", "secretariat", "2021-01", {"meetings.times": 450})


def made_of(period, language="en"):
    run = consolidated(period)
    edition = begun(period)
    with secretariat():
        return build_edition(edition, run, language)


def chapter(document):
    return {section.id: section for section in document.sections if section.id.startswith("PLAN")}


def tables(section):
    return {block.id: block for block in section.blocks if isinstance(block, Table)}


def numbers(row):
    return [cell.value for cell in row.cells if isinstance(cell, Number)]


@pytest.mark.parametrize("period", ["2021", "2021-Q1", "2021-S1", "2021-T10"])
def test_it_stands_after_chapter_iii_in_every_report_of_2021(period):
    document = made_of(period)
    order = [section.id for section in document.sections]
    assert order.index("III.B.4") < order.index("PLAN") < order.index("PLAN.4") < order.index("IV")
    found = chapter(document)
    assert set(found) == {"PLAN", "PLAN.1", "PLAN.2", "PLAN.3", "PLAN.4"}
    assert any(isinstance(block, Chart) for block in found["PLAN"].blocks)
    [row] = [row for row in tables(found["PLAN"])["plan-strategies"].rows if row.kind == "total"]
    later = period in ("2021",)
    # In the plan, planned, units, begun, done, held up, nothing reported.
    assert numbers(row) == [235, 3 if later else 2, 2, 2, 1, 1, 1 if later else 0]


def test_of_a_strategy_what_was_planned_done_and_held_up_and_why():
    section = chapter(made_of("2021"))["PLAN.1"]
    groups = tables(section)["plan-groups-1"]
    assert [numbers(row) for row in groups.rows[:2]] == [
        [13, 1, 2, 1, 1, 0, 0],
        [9, 1, 1, 1, 0, 1, 0],
    ]
    words = [block.text for block in section.blocks if isinstance(block, Paragraph | Bullet)]
    assert any("group 1.2 (activities 1.2.01): Held up: No budget" in text for text in words)
    assert any(
        "The units planned 2 of them, or of their groups as a whole, for 2021" in text
        for text in words
    )


def test_indicators_with_baseline_target_and_sentences_that_lead_to_their_figures():
    section = chapter(made_of("2021"))["PLAN.1"]
    indicators = tables(section)["plan-indicators-1"]
    [row] = [row for row in indicators.rows if row.cells[0] == (
        "Meetings held against trafficking in persons"
    )]  # fmt: skip
    assert row.cells[2] == "476 (2020)"
    assert row.cells[6].value == 450
    assert row.cells[4].trace == "meetings.times:2021"
    assert row.cells[7] == "none set"
    [said] = [
        block for block in section.blocks
        if isinstance(block, Bullet) and block.text.startswith("Meetings held")
    ]  # fmt: skip
    assert said.text == "Meetings held against trafficking in persons: 450."
    assert [run.trace for run in said.runs if isinstance(run, Quote)] == ["meetings.times:2021"]


@pytest.mark.parametrize("language", ["en", "km"])
def test_page_pdf_and_workbook_have_it_in_both_languages(language):
    document = made_of("2021-Q1", language)
    title, strategy, why = HEADS[language]
    found = chapter(document)
    assert found["PLAN"].title == title
    assert found["PLAN.1"].title == strategy
    out = BytesIO()
    render_pdf(document, out)
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    squeezed = "".join(text.split())
    assert why.replace(" ", "") in squeezed
    assert BASELINE[language].replace(" ", "") in squeezed
    if language == "en":
        assert title.replace(" ", "") in squeezed
    book = BytesIO()
    render_workbook(document, [], [], book)
    cells = [
        str(cell.value)
        for sheet in load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert BASELINE[language] in cells
    assert any(strategy.replace("1", "") in cell for cell in cells)
    assert any(why in cell for cell in cells)


def test_2020_has_no_such_chapter():
    edition = begun()
    with secretariat():
        run = Consolidation.objects.filter(period_key=202000).latest("pk")
        document = build_edition(edition, run, "en")
        assert not chapter(document)
        assert "Strategy 1" not in str(document.sections)
        assert stamp_of(edition).count("-") == 3


def test_a_changed_action_plan_makes_another_document():
    consolidated("2021")
    edition = begun("2021")
    with secretariat():
        before = stamp_of(edition)
        assert stamp_of(edition) == before
        PlannedActivity.objects.filter(activity__code=LATER).delete()
        assert stamp_of(edition) != before


def test_what_was_accepted_after_the_figures_is_not_in_it(django_assert_max_num_queries):
    run = consolidated("2021")
    edition = begun("2021")
    progressed("KH-08", "committee", "2021-02", {TRAINING: (1, "done", "")})
    with secretariat(), django_assert_max_num_queries(130):
        document = build_edition(edition, run, "en")
    [row] = [
        row for row in tables(chapter(document)["PLAN"])["plan-strategies"].rows
        if row.kind == "total"
    ]  # fmt: skip
    assert numbers(row) == [235, 3, 2, 2, 1, 1, 1]


def test_the_page_has_it_and_each_of_its_tables_can_be_traced(signed_in):
    consolidated("2021")
    edition = begun("2021")
    client = signed_in(REVIEWER)
    page = client.get("/annual/2021/PLAN.1/")
    assert "Indicators of strategy 1" in page.text
    assert "group 1.2 (activities 1.2.01): Held up: No budget" in page.text
    codes = set(re.findall(r"NSP-2021-D-T\d+", page.text))
    assert len(codes) == 2  # nobody said a budget: no table of money
    assert "No action plan says a budget for anything in this strategy." in page.text
    for code in codes:
        assert client.get(f"/trace/table/{code}/", follow=True).status_code == 200
    written = client.get(f"/editions/2021/{edition.number}/write/PLAN.1/").text
    assert "The portal writes this section from the action plans" in written
