"""The catalogue that the portal ships: it has a place for everything of 2020."""

from itertools import pairwise

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reporting.kernel.expressions import parse, references
from strategies.models import (
    Chart,
    Classification,
    Comparison,
    Derivation,
    Element,
    Measure,
    Option,
    Section,
    Table,
)
from tests.factories import secretariat
from tests.fixtures.transcribed import FIXTURES, catalogue_tables, cell_exists

TABLES = catalogue_tables()


@pytest.fixture(autouse=True)
def in_scope(year_2020):
    with secretariat():
        yield


def test_the_command_says_that_nothing_has_changed(capsys):
    call_command("load_catalogue")
    assert capsys.readouterr().out == "The catalogue is as it was loaded.\n"


def test_a_wrong_folder_is_refused_in_words(tmp_path):
    (tmp_path / "wrong.yaml").write_text(
        "sections:\n- {id: X, tables: [{code: a, kind: square}]}\n", encoding="utf-8"
    )
    with pytest.raises(CommandError, match="X a: the kind 'square' is not known"):
        call_command("load_catalogue", "--from", str(tmp_path))


def test_every_expression_can_be_read_and_names_cells_that_exist():
    expressions = [
        *Derivation.objects.values_list("expression", flat=True),
        *Comparison.objects.values_list("part", flat=True),
        *Comparison.objects.values_list("whole", flat=True),
        *(text for chart in Chart.objects.all() for text in chart.expressions if text),
    ]
    assert expressions
    measures = set(Measure.objects.values_list("code", flat=True))
    for text in expressions:
        parse(text)
        for reference in references(text):
            if reference.measure:
                assert reference.measure in measures, text
            else:
                assert cell_exists(reference.cell, TABLES), (text, reference.cell)


def test_a_case_is_never_added_to_a_person():
    """Rows that are added up count the same; where they do not, the table has no total."""
    for table in Table.objects.filter(totals=True):
        for element in Element.objects.filter(table=table):
            units = set(
                Option.objects.filter(table=table, is_group=False)
                .exclude(unit_of_count="")
                .values_list("unit_of_count", flat=True)
            )
            assert units <= {element.unit_of_count}, (table.code, element.code)


def test_sums_of_cells_stay_in_one_unit_of_count():
    units = {
        (element.table.code, element.code): element.unit_of_count
        for element in Element.objects.select_related("table")
    }
    for one in Derivation.objects.select_related("cell__element"):
        if set("*/") & set(one.expression.replace("[*]", "")):
            continue
        added = {
            units[reference.name.table, reference.name.element or ""]
            for reference in references(one.expression)
        }
        assert added == {one.cell.element.unit_of_count}, one.cell.code


def test_females_are_part_of_persons():
    for element in Element.objects.filter(role="females").select_related("part_of", "table"):
        if element.part_of is not None:
            assert element.part_of.unit_of_count == "person", element.table.code
            assert element.part_of.table_id == element.table_id


def test_the_offences_carry_their_articles():
    rows = Option.objects.filter(table__code="offences", is_group=False, valid_from=2020)
    laws = Classification.objects.filter(option__in=rows, scheme="law", valid_from=2020)
    articles = {row.option.code: (row.code, row.certain) for row in laws.select_related("option")}
    assert articles["exports_target"] == ("10", True)
    assert articles["sex_under_15"] == ("42", True)
    assert articles["child_prostitution"] == ("34-37", False)
    assert len(articles) == rows.count()


def test_every_section_stands_under_the_one_before():
    """The outline has no gap: a heading is at most one level below the heading before it."""
    levels = list(Section.objects.order_by("position").values_list("level", flat=True))
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_khmer_label_is_khmer():
    for model in (Section, Table, Element, Option):
        for text in model.objects.exclude(title_km="").values_list("title_km", flat=True):
            assert any("\u1780" <= sign <= "\u17ff" for sign in text), text


def test_the_files_are_those_of_the_project():
    assert len(list((FIXTURES / "catalogue").glob("*.yaml"))) == 14
