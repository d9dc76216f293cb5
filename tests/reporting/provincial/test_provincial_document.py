"""What the report of a province says, figure by figure."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.models import OrganisationUnit, Population
from reporting.document.value import Bullet, Chart, Number, Paragraph, Table
from reporting.models import Discrepancy, Figure
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from reporting.provincial.queries.basis import YearInLanguage, stamp_of
from reporting.provincial.queries.provincial_document import provincial_document
from strategies.models import Table as TableRow
from tests import editions
from tests.factories import accepted, added_up, secretariat, unit
from tests.reporting.provincial.conftest import basis, document_of


def blocks(document, kind):
    return [b for section in document.sections for b in section.blocks if isinstance(b, kind)]


def table_named(document, code):
    return next(table for table in blocks(document, Table) if table.id == code)


def line(table, *label):
    """The row with this label; of a group, `line(table, group, label)`."""
    group = ""
    for row in table.rows:
        if row.kind == "group":
            group = row.cells[0]
        elif row.cells[0] == label[-1] and (len(label) == 1 or group == label[0]):
            return row.cells
    raise AssertionError(label)


def heads(table):
    return [cell.text for cell in table.header[-1]]


def numbers_in(table, column):
    cells = [row.cells[column] for row in table.rows]
    return [Decimal(cell.value) for cell in cells if isinstance(cell, Number)]


def traced(document):
    """(address, value) of each number that has one, but those of open rows."""
    return [
        (cell.trace, Decimal(cell.value))
        for table in blocks(document, Table)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Number) and cell.trace and "{" not in cell.trace
    ]


def stored_figures():
    """Address -> value, as the consolidation of 2020 stored it."""
    rows = Figure.objects.filter(consolidation=basis().figures, kind="").values_list(
        "cell__code", "organisation_unit__code", "period_key", "value"
    )
    return {
        f"{cell}{f'@{code}' if code else ''}:{str(key)[:4]}": value
        for cell, code, key, value in rows
        if key % 100 == 0
    }


def test_every_figure_of_every_province_is_the_stored_one_to_the_digit():
    editions.published()
    with secretariat():
        expected = stored_figures()
        of_year = YearInLanguage(basis(), "en")
        seen = 0
        for code, province in of_year.provinces.items():
            for address, value in traced(provincial_document(of_year, province)):
                assert value == expected[address], address
                scope = address.partition("@")[2].partition(":")[0]
                assert scope in ("", code), "no other province’s figure"
                seen += 1
        assert seen > 800


def test_every_figure_that_a_province_gave_in_rows_and_columns_is_printed():
    """Open rows stand as they were written, and what is computed from tables is the nation’s."""
    with secretariat():
        kinds = (TableRow.Kind.FIXED, TableRow.Kind.SINGLE)
        codes = set(TableRow.objects.filter(kind__in=kinds).values_list("code", flat=True))
        for code in ("KH-08", "KH-01", "KH-12"):
            own = {address for address in stored_figures() if f"@{code}:2020" in address}
            own = {a for a in own if a.partition("[")[0].partition(".")[0] in codes}
            printed = {address for address, _value in traced(document_of(code))}
            groups = own - printed
            assert own and all("[" in address for address in groups), groups


def test_both_languages_say_the_same_numbers():
    english, khmer = traced(document_of("KH-08")), traced(document_of("KH-08", language="km"))
    assert english == khmer and english


def test_before_the_publication_the_nation_is_not_shown():
    document = document_of("KH-08")
    table = table_named(document, "direct_publicity")
    assert heads(table) == ["Measure", "Counted in", "2020", "Nation", "Per 100,000 people"]
    assert table.header[-1][3].unit == "not published yet"
    assert all(not isinstance(row.cells[3], Number) for row in table.rows if row.kind != "group")
    assert "is not published yet" in document.sections[0].blocks[0].text
    assert {address.partition("@")[2] for address, _value in traced(document)} == {"KH-08:2020"}


def test_once_published_the_nation_its_share_and_the_rate_stand_beside_the_figure():
    editions.published()
    table = table_named(document_of("KH-08"), "direct_publicity")
    own, nation, share, rate = line(table, "Public Forums", "Females")[2:]
    assert (own.value, nation.value) == (235_786, 1_211_040)
    assert (share.value, share.places) == (Decimal("19.5"), 1)
    assert rate.value == Decimal("19722.0")  # of the 1,195,547 people of 2019
    times = line(table, "Public Forums", "Time")
    assert not isinstance(times[-1], Number), "only people have a rate"
    assert "not certain" in table.notes[0]


def test_the_year_in_figures_comes_first():
    editions.published()
    document = document_of("KH-08")
    first = document.sections[0]
    table = next(block for block in first.blocks if isinstance(block, Table))
    label = "Returning workers from January to December – Number of returnees"
    assert line(table, label)[2].value == 1_940
    [chart] = [block for block in first.blocks if isinstance(block, Chart)]
    assert chart.unit == "%" and len(chart.categories) == 4


def test_what_was_not_reported_is_said_and_empty_sections_are_left_out():
    document = document_of("KH-08")
    last = document.sections[-1]
    assert last.title == "What was not reported"
    assert any("Training by National and Sub-National Levels" in b.text for b in last.blocks)
    printed = {section.id for section in document.sections}
    assert "III.A.1.1" not in printed and {"II", "II.B", "II.B.1.3"} <= printed


def test_its_own_texts_stand_in_it_and_say_where_they_are_not_translated():
    english = [b for b in blocks(document_of("KH-08"), Bullet) if "Tourism updated 400" in b.text]
    khmer = blocks(document_of("KH-08", language="km"), Bullet)
    assert [block.language for block in english] == [""]
    assert [b.language for b in khmer if "Tourism updated 400" in b.text] == ["en"]
    others = [b for b in blocks(document_of("KH-08"), Bullet) if "Takeo" in b.text]
    assert others == []


def test_where_no_population_is_known_no_rate_is_shown():
    document = document_of("KH-14")
    assert all("Per 100,000 people" not in heads(table) for table in blocks(document, Table))
    assert document.remarks == (
        ("Population", "No population of this province is known: no rate per 100,000 is shown."),
    )


def test_last_year_stands_beside_the_year_and_missing_months_are_named():
    for month in ("01", "03"):
        accepted("KH-08", "committee", f"2021-{month}", {"direct_publicity[forums].times": 10})
    added_up(2021)
    document = document_of("KH-08", 2021)
    table = table_named(document, "direct_publicity")
    assert heads(table)[2:5] == ["2021", "2020", "Change"]
    own, before, change = line(table, "Public Forums", "Time")[2:5]
    assert (own.value, before.value, change.value) == (20, 8699, Decimal("-99.8"))
    assert "From the reports of 2 of 12 months." in table.notes
    assert "2 of 12 months" in document.edition
    words = " ".join(b.text for b in blocks(document, Bullet | Paragraph))
    assert "accepted reports tell of 2 of 12 months. Missing: February, April, May" in words


def test_an_open_discrepancy_stands_at_its_figure_in_plain_words():
    with secretariat():
        figures = basis().figures
        for cells in (
            ["direct_publicity[forums].females@KH-08:2020"],
            ["direct_publicity[forums].times@KH-08:2020", "direct_publicity[forums].times@KH-21"],
        ):
            Discrepancy.objects.create(
                consolidation=figures, organisation_unit=unit("KH-08"), kind="share_outlier",
                severity="medium", section="II.B.1.3", table="direct_publicity", period="2020",
                cells=cells, template="Look at these: %(count)s.", params={"count": len(cells)},
                position=1,
            )  # fmt: skip
    document = document_of("KH-08")
    [section] = [one for one in document.sections if one.id == "II.B.1.3"]
    [note] = section.notes
    assert note.text == "Look at these: 1. This is not explained yet."
    cell = line(table_named(document, "direct_publicity"), "Public Forums", "Females")[2]
    assert cell.mark == note.number
    editions.published()
    [section] = [one for one in document_of("KH-08").sections if one.id == "II.B.1.3"]
    assert len(section.notes) == 2, "what names another province, once both are published"


def test_its_districts_stand_in_a_table_with_what_their_communes_reported():
    communes = OrganisationUnit.objects.filter(kind="commune", code__startswith="KH-08")
    wanted = list(communes.order_by("code")[:3].values_list("code", flat=True))
    units = OrganisationUnit.objects.filter(code__in=wanted).order_by("position")
    make(by=PracticePeople.found(), year=2021, until=2, scale="communes", units=units, counts={})
    made = added_up(2021)
    document = document_of("KH-08", 2021)
    [section] = [one for one in document.sections if one.id == "districts"]
    table = next(block for block in section.blocks if isinstance(block, Table))
    with secretariat():
        own = Figure.objects.get(
            consolidation=made, cell__code="direct_publicity.persons", period_key=202100,
            organisation_unit__code="KH-08",
        )  # fmt: skip
    direct = line(table_named(document, "direct_publicity"), "Total", "Persons")
    assert direct[2].value == own.value > 0, "the sum of what its communes gave"
    assert "2 of 12 months" in document.edition
    assert table.rows[-1].cells[1:3] == ("3 of 128", "6 of 1,536")
    [at] = [n for n, head in enumerate(heads(table)) if "Direct publicity" in head]
    *places, whole = numbers_in(table, at)
    assert sum(places) == whole == own.value
    assert document.practice
    [other] = [one for one in document_of("KH-21", 2021).sections if one.id == "summary"]
    assert "There is no figure of this province" in other.blocks[-1].text


@pytest.mark.parametrize("codes", [["KH-08"], ["KH-08", "KH-21", "KH-01"]])
def test_one_province_or_three_ask_as_many_queries(codes):
    with secretariat():
        of_year = YearInLanguage(basis(), "en")
        _names = of_year.names_below
        with CaptureQueriesContext(connection) as asked:
            for code in codes:
                provincial_document(of_year, of_year.provinces[code])
        each = len(asked) / len(codes)
    assert each <= 2


def test_a_new_population_makes_another_stamp():
    with secretariat():
        before = stamp_of(basis())
        Population.objects.create(unit=unit("KH-14"), year=2020, persons=1000, source="a test")
        assert stamp_of(basis()) != before
