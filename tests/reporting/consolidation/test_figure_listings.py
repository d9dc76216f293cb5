"""A consolidation as flat rows: figures, discrepancies, traces."""

import pytest

from reporting.core.queries.cell_labels import report_addresses
from reporting.document.value import Number, Table
from reporting.editions.composing.queries.figure_listings import discrepancy_rows, figure_rows
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.reading.queries.trace_rows import trace_rows
from reporting.kernel.messages import in_words
from reporting.models import Consolidation, Discrepancy, Figure
from tests.editions import begun, explain_printed
from tests.factories import REVIEWER, accepted, acting, added_up, secretariat


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


@pytest.fixture
def made():
    return Consolidation.objects.get(year=2020)


@pytest.fixture
def document():
    return shown_document(begun(), "en").document


def test_every_figure_once_the_nation_before_the_units(made):
    rows = figure_rows(made)
    stored = Figure.objects.filter(consolidation=made, kind="").count()
    summed = [row for row in rows if not row.row or "{" not in row.row]
    keys = [(r.table, r.row, r.row_label, r.column, r.organisation_unit, r.period) for r in rows]
    assert len(set(keys)) == len(keys)
    assert len(summed) >= stored
    publicity = [
        row
        for row in rows
        if (row.table, row.row, row.column) == ("direct_publicity", "forums", "females")
    ]
    assert publicity[0].organisation_unit == ""
    assert publicity[0].value == 1_211_040
    assert publicity[0].reports[0].endswith("r1")
    assert len(publicity[0].reports) == len(publicity) - 1 == 26


def test_rows_stand_in_the_order_of_the_report(made):
    sections = [row.section for row in figure_rows(made)]
    firsts = list(dict.fromkeys(sections))
    assert firsts[:4] == ["II.A.3", "II.B.1.1", "II.B.1.2", "II.B.1.3"]
    assert len(firsts) == len([s for at, s in enumerate(sections) if s != sections[at - 1]])


def test_one_figure_of_one_unit_with_its_report(made):
    [row] = [
        row
        for row in figure_rows(made)
        if (row.table, row.row, row.column, row.organisation_unit)
        == ("direct_publicity", "publicity", "times", "KH-08")
    ]
    assert (row.section, row.row_label, row.column_label) == ("II.B.1.3", "Publicity", "Time")
    assert (row.organisation_unit_name, row.period, row.value) == ("Kandal", "2020", 7386)
    assert (row.received, row.expected) == (12, 12)
    assert row.reports == ("KH-08/committee/2020 r1",)


def test_open_rows_stand_under_their_total_with_their_own_key(made):
    rows = [
        row
        for row in figure_rows(made)
        if (row.table, row.column) == ("partner_meetings", "participants")
    ]
    nation = [row for row in rows if not row.organisation_unit]
    assert [row.value for row in nation] == [27_409]
    keyed = {row.row: row.value for row in rows if row.row}
    assert keyed["aple_campaign"] == 541
    assert len(keyed) == 13


def test_what_is_not_available_is_said(made):
    rows = [
        row
        for row in figure_rows(made)
        if row.table == "entertainment_services" and row.value == "NA"
    ]
    assert {(row.column, row.period) for row in rows} == {
        (column, month)
        for column in ("services", "persons", "females")
        for month in ("202004", "202005")
    }
    assert {(row.received, row.expected) for row in rows} == {(0, 1)}


def test_the_year_before_is_there_with_its_own_period(made):
    rows = {
        (row.table, row.column, row.organisation_unit): row.value
        for row in figure_rows(made)
        if row.period == "2019" and not row.row
    }
    assert rows["offences", "cases", ""] == 169
    assert rows["trial", "cases", "WG-JUST"] == 166


def test_names_and_labels_come_in_the_language(made):
    rows = {row.organisation_unit: row for row in figure_rows(made, "km")}
    assert rows["KH-08"].organisation_unit_name == "កណ្តាល"


def test_discrepancies_are_said_in_words(made):
    rows = discrepancy_rows(made)
    stored = list(Discrepancy.objects.filter(consolidation=made))
    assert [row.message for row in rows] == [in_words(one.template, one.params) for one in stored]
    [courses] = [row for row in rows if (row.printed, row.kind) == ("228", "printed_total")]
    assert courses.computed == 278
    assert courses.kind_label == "A printed total differs from the reports"
    [repeat] = [row for row in rows if row.kind == "repeated_row"]
    assert (repeat.organisation_unit, repeat.organisation_unit_name) == ("KH-11", "Mondulkiri")
    assert (repeat.printed, repeat.computed) == ("", None)
    assert {row.state for row in rows} == {"open"}


def test_discrepancies_say_how_they_were_settled(made):
    with acting(REVIEWER) as person:
        explain_printed(by=person, period_key=made.period_key)
    [courses] = [row for row in discrepancy_rows(made) if row.printed == "228" and row.computed]
    assert courses.state == "explained"
    assert "stays as it was printed" in courses.explanation
    assert courses.footnote == courses.message
    before = discrepancy_rows(made, "en", made.created_at)
    assert {row.state for row in before} == {"open"}


def test_every_number_of_the_document_has_its_trace(made, document):
    shown = {
        cell.trace: cell.value
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if isinstance(cell, Number) and cell.trace
    }
    rows = trace_rows(document, made)
    assert {row.address: row.value for row in rows} == shown
    by_address = {row.address: row for row in rows}
    kandal = by_address["direct_publicity[publicity].times@KH-08:2020"]
    assert (kandal.received, kandal.expected) == (12, 12)
    assert kandal.reports == ("KH-08/committee/2020 r1",)
    assert kandal.organisation_unit_name == "Kandal"
    nation = by_address["direct_publicity.times:2020"]
    assert (nation.organisation_unit, nation.received, nation.expected) == ("", 31, 52)
    assert len(nation.reports) == 31


def test_every_trace_of_the_document_leads_to_reports(made, document):
    """Units, kinds of unit, several kinds together, open rows: each was made from something."""
    without = [row.address for row in trace_rows(document, made) if not row.reports]
    assert without == []


def test_a_subtotal_leads_to_its_own_reports_only(made, document):
    by_address = {row.address: row for row in trace_rows(document, made)}
    provinces = by_address["direct_publicity[forums].times@province:2020"]
    assert len(provinces.reports) == 24
    assert all(report.startswith("KH-") for report in provinces.reports)
    assert (provinces.received, provinces.expected) == (24, 25)
    national = "direct_publicity[forums].times@institution|ministry|specialised_unit:2020"
    assert by_address[national].reports == ("GCNP/police/2020 r1", "MOWA/ministry/2020 r1")
    assert (by_address[national].received, by_address[national].expected) == (2, 26)


def test_reports_have_readable_addresses(made):
    addresses = set(report_addresses(made).values())
    assert "GCNP/police_monthly/2020-03 r1" in addresses
    assert "GCNP/police/2019 r1" in addresses
    assert len(addresses) == made.chosen.count()


@pytest.mark.parametrize("listing", [figure_rows, discrepancy_rows])
def test_the_number_of_queries_does_not_grow(listing, django_assert_max_num_queries):
    accepted("KH-08", "committee", "2023", {"returnee_interviews.times": 4})
    one = added_up(2023)
    accepted("KH-20", "committee", "2023", {"returnee_interviews.times": 4})
    accepted("KH-09", "committee", "2023", {"returnee_interviews.times": 4})
    three = added_up(2023)
    with django_assert_max_num_queries(12) as first:
        listing(one)
    with django_assert_max_num_queries(12) as second:
        listing(three)
    assert len(first) == len(second)
