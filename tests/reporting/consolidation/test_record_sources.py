"""Whose figures make the national one, and whose are only compared with it."""

from decimal import Decimal

import pytest

from reporting.consolidation.queries.proofs import prove
from reporting.consolidation.rules.checks.record_sources import (
    Compared,
    RecordedCell,
    check_record_sources,
)
from reporting.core.queries.spoken_labels import spoken
from reporting.kernel.messages import in_words
from reporting.models import Figure
from strategies.models import DataSet, Table, TableDataSet
from tests.factories import accepted, consolidated, secretariat

CELL = "offences[procuring].cases"
COURTS = "prosecution.cases"


@pytest.fixture(autouse=True)
def compared(year_2020):
    """From 2021 on the Gendarmerie and the provincial police enter offences, the courts their
    cases; the Commissariat and the Judicial Affairs Working Group stay the sources of record."""
    with secretariat():
        tables = {code: Table.objects.get(code=code) for code in ("offences", "prosecution")}
        TableDataSet.objects.filter(table__in=tables.values(), compared=True).delete()
        forms = {form.code: form for form in DataSet.objects.all()}
        for table, form, more in (
            ("offences", "police", {"units": ["GRK"]}),
            ("offences", "commissariat", {}),
            ("prosecution", "court", {"is_whole": True}),
        ):
            TableDataSet.objects.create(
                table=tables[table], data_set=forms[form], compared=True, valid_from=2021, **more
            )
    yield


def figure(made, cell, scope=""):
    return Figure.objects.filter(
        consolidation=made, cell__code=cell, period_key=202100,
        kind=scope if scope.islower() else "",
        organisation_unit__code=scope if scope and not scope.islower() else None,
    ).first()  # fmt: skip


def test_what_is_compared_is_never_added():
    accepted("GCNP", "police", "2021", {CELL: 9})
    accepted("GRK", "police", "2021", {CELL: 2})
    accepted("KH-08-POL", "commissariat", "2021", {CELL: 3})
    accepted("KH-21-POL", "commissariat", "2021", {CELL: 4})
    made = consolidated(2021)
    with secretariat():
        nation = figure(made, CELL)
        assert (nation.value, nation.received, nation.expected) == (9, 1, 1)
        assert figure(made, CELL, "specialised_unit").value == 9
        assert figure(made, CELL, "commissariat").value == 7
        assert figure(made, CELL, "KH-08").value == 3, "its police's, beside its own figures"
        assert figure(made, CELL, "province").value == 7
        assert figure(made, "offences.cases").value == 9, "nor in a total"
        addresses = [f"{CELL}{scope}:2021" for scope in ("", "@GRK", "@province", "@commissariat")]
        proofs = prove(made, [*addresses, "count(offences.cases:2021)"])
        assert [proof.value for proof in proofs] == [9, 2, 7, 7, 1]
        assert [proof.computed for proof in proofs] == [proof.value for proof in proofs]
        assert not made.discrepancies.filter(kind="record_source").exists()


def test_where_the_record_is_silent_nobody_speaks_for_it_but_who_stands_below():
    accepted("GRK", "police", "2021", {CELL: 2})
    accepted("KH-08-CFI", "court", "2021", {COURTS: 5, "prosecution.to_trial": 5})
    made = consolidated(2021)
    with secretariat():
        assert figure(made, CELL) is None, "the Gendarmerie's are a part of it"
        assert figure(made, COURTS).value == 5, "the courts report to the working group"
        assert figure(made, COURTS, "WG-JUST").value == 5


def test_what_differs_from_the_record_is_a_discrepancy_with_both_numbers():
    accepted("GCNP", "police", "2021", {CELL: 9})
    accepted("GRK", "police", "2021", {CELL: 11})
    accepted("WG-JUST", "courts", "2021", {COURTS: 6, "prosecution.to_trial": 6})
    accepted("KH-08-CFI", "court", "2021", {COURTS: 5, "prosecution.to_trial": 5})
    made = consolidated(2021)
    with secretariat():
        found = {row.kind: row for row in made.discrepancies.filter(kind__startswith="record")}
        assert found["record_source"].cells == [f"{CELL}@GRK", CELL]
        words = words_of(found["record_source"])
        assert "11, more than the 9 of General Commissariat" in words
        assert found["record_incomplete"].severity == "low"
        assert "1 of 30 have reported" in words_of(found["record_incomplete"])
        assert figure(made, COURTS).value == 6


def words_of(row):
    return in_words(row.template, row.params, spoken)


def cell(number, *sources):
    return RecordedCell(
        section="II.C.1.1", table="offences", cell=CELL, label="Procuring", period="2021",
        record="The Commissariat", number=Decimal(number), compared=sources,
    )  # fmt: skip


def source(number, scope="GRK", **more):
    return Compared(scope, scope, Decimal(number), **more)


@pytest.mark.parametrize(
    ("number", "sources", "kinds"),
    [
        (9, [source(9)], []),
        (9, [source(10)], ["record_source"]),
        (9, [source(5), source(5, "commissariat")], ["record_source"]),
        (9, [source(5), source(4, "commissariat")], []),
        (9, [source(9, "court", is_whole=True)], []),
        (9, [source(8, "court", is_whole=True)], ["record_source"]),
        (9, [source(8, "court", is_whole=True, came=2, asked=25)], ["record_incomplete"]),
        (9, [source(10, "court", is_whole=True, came=2, asked=25)], ["record_source"]),
        (0, [source(0)], []),
    ],
)
def test_a_part_is_not_above_and_a_whole_not_beside_the_record(number, sources, kinds):
    assert [found.kind for found in check_record_sources([cell(number, *sources)])] == kinds
