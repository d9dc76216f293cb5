"""Every figure of the report of 2020 is proved from the data values behind it."""

import json
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.consolidation.queries.proofs import prove
from reporting.document.trace_codes import figures_in, tables_of
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import ConsolidatedRevision, Consolidation, DataValue, Figure, Job, ValueNote
from tests.editions import begun
from tests.factories import accepted, asked_for, consolidated, secretariat

SEED = 20201125
HUNDRED = 100


@pytest.fixture
def consolidation(year_2020):
    """Its edition is in work."""
    begun()
    with secretariat():
        yield Consolidation.objects.get(year=2020)


@pytest.fixture
def figures_2020(consolidation):
    """(code, number) of each figure of the tables of 2020."""
    return [
        (f"{table.code}-R{row}-C{column}", number)
        for table in tables_of(shown_document(begun(), "en").document)
        for row, column, number in figures_in(table)
    ]


def traced(*arguments):
    """What the command prints as JSON."""
    out = StringIO()
    call_command("trace", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_every_figure_of_every_table_is_proved(consolidation, figures_2020):
    proofs = prove(consolidation, [number.trace for _code, number in figures_2020])
    wrong = [
        (code, proof.address, number.value, proof.value, proof.computed)
        for (code, number), proof in zip(figures_2020, proofs, strict=True)
        if not proof.adds_up or proof.computed != number.value
    ]
    assert wrong == []
    assert len(figures_2020) > 1000
    assert {proof.how for proof in proofs} >= {"sum", "max", "last", "entry"}


def test_a_hundred_figures_lead_to_data_values_that_add_up_to_them(figures_2020):
    """By the command; the data values are read again, by their numbers."""
    some = random.Random(SEED).sample(figures_2020, HUNDRED)
    found = traced(*(code for code, _number in some))
    assert [one["code"] for one in found] == [code for code, _number in some]
    pks = {value["id"] for one in found for value in one["data_values"]}
    typed = dict(DataValue.objects.filter(pk__in=pks).values_list("pk", "value"))
    for (code, number), one in zip(some, found, strict=True):
        assert one["adds_up"], code
        assert one["printed"] == one["sum"] == pytest.approx(float(number.value)), code
        assert one["reports"], code
        assert one["data_values"], code
        if one["how"] in ("sum", "entry"):
            numbers = [typed[value["id"]] or 0 for value in one["data_values"]]
            assert sum(numbers) == number.value, code
        for report in one["reports"]:
            assert report["accepted_by"], code
            assert report["accepted_at"], code


def test_a_whole_table_is_traced_at_once(figures_2020):
    code = figures_2020[0][0].partition("-R")[0]
    found = traced(code)
    assert [one["code"] for one in found] == [
        one for one, _number in figures_2020 if one.startswith(f"{code}-R")
    ]


def test_a_figure_that_does_not_add_up_is_found_out(consolidation):
    """The control: one report fewer, the same figures."""
    with secretariat():
        figure = Figure.objects.filter(
            consolidation=consolidation, cell__code="direct_publicity.persons", kind="",
            organisation_unit__code="KH-08",
        ).get()  # fmt: skip
        other = Consolidation.objects.create(
            year=2020, period_key=202000, job=done(asked_for(2020)), digest="x"
        )
        figures = Figure.objects.filter(consolidation=consolidation, cell=figure.cell)
        for one in figures:
            one.pk, one.consolidation = None, other
        Figure.objects.bulk_create(figures)
        kept = [
            one for one in consolidation.chosen.all() if one.revision_id not in figure.revision_ids
        ]
        for one in kept:
            one.pk, one.consolidation = None, other
        ConsolidatedRevision.objects.bulk_create(kept)
        [kandal, nation] = prove(
            other, ["direct_publicity.persons@KH-08:2020", "direct_publicity.persons:2020"]
        )
    assert facts(kandal) == ("nothing", figure.value, None, False, 0)
    assert nation.computed is not None
    assert nation.value == nation.computed + figure.value
    assert not nation.adds_up


def done(job):
    job.state, job.finished_at = Job.State.DONE, job.requested_at
    job.save()
    return job


def test_the_number_of_queries_does_not_depend_on_the_figures(consolidation, figures_2020):
    addresses = [number.trace for _code, number in figures_2020]
    counts = []
    for some in (addresses[:1], addresses[:3], addresses):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            prove(consolidation, some)
        counts.append(len(queries))
    assert max(counts) <= 16
    assert counts[0] <= counts[2] <= counts[0] + 7  # what only some figures need


def test_months_and_the_last_of_the_year_are_explained(year_2020):
    """Kandal reports by the month in 2021: sums, and what is the last of the year."""
    accepted("KH-08", "committee", "2021-01", {"direct_publicity[forums].persons": 100})
    accepted("KH-08", "committee", "2021-02", {"direct_publicity[forums].persons": 30})
    made = consolidated(2021)
    with secretariat():
        [one] = prove(made, ["direct_publicity[forums].persons@KH-08:2021"])
        assert facts(one) == ("sum", 130, 130, True, 2)
        [units, share] = prove(
            made, ["count(direct_publicity.persons:2021)", "100 * direct_publicity.persons / 4"]
        )
    assert facts(units) == ("count", 1, 1, True, 2)
    assert facts(share) == ("formula", 3250, 3250, True, 2)


def facts(proof):
    return (proof.how, proof.value, proof.computed, proof.adds_up, len(proof.values))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("NSP-2020-D-T999", "NSP-2020-D has no table 999."),
        ("NSP-2020-A-T999", "NSP-2020-D has no table 999."),
        ("NSP-2020-D", "NSP-2020-D-T1"),
        ("NSP-2020-7-T1", "there is no such report"),
        ("NSP-2021-D-T1", "there is no such report"),
        ("NSP-2021-A-T1", "there is no such report"),
        ("NSP-2020-D-T1-R999-C2", "has [0-9]+ rows"),
        ("NSP-2020-D-T1-R1-C1", "no figure"),
        ("direct_publicity.times", "Say the period too"),
        ("direct_publicity.times:19", "not a period"),
    ],
)
def test_what_is_not_there_is_said(consolidation, asked, says):
    with pytest.raises(CommandError, match=says) as raised:
        call_command("trace", asked)
    assert raised.value.returncode == 2


def test_a_full_address_is_traced_without_a_code(consolidation):
    [one] = traced("direct_publicity.persons@KH-08:2020")
    assert one["code"] is None
    assert one["adds_up"]
    assert {report["unit"] for report in one["reports"]} == {"KH-08"}


def test_a_person_reads_it(consolidation, figures_2020):
    out = StringIO()
    call_command("trace", figures_2020[40][0], stdout=out)
    said = out.getvalue()
    assert "It adds up." in said
    assert "accepted by" in said


def test_what_is_printed_differently_is_traced_as_it_is_printed(consolidation):
    """Every number of 2020 whose print is not simply it: -37, 33.976, 018, twice."""
    with secretariat():
        notes = list(
            ValueNote.objects.exclude(printed="").select_related(
                "data_value__cell", "data_value__entry", "organisation_unit"
            )
        )
    assert len(notes) > 20
    wanted = {}
    for note in notes:
        value = note.data_value
        table, _point, rest = value.cell.code.partition(".")
        key = f"{{{value.entry.key}}}" if value.entry else ""
        cell = f"{table}{key}.{rest}" if key else value.cell.code
        if value.value is not None:
            wanted[f"{cell}@{note.organisation_unit.code}:2020"] = (value.pk, note.printed)
    found = traced(*wanted)
    for one, (pk, printed) in zip(found, wanted.values(), strict=True):
        assert {value["id"]: value["printed_as"] for value in one["data_values"]}[pk] == printed


def test_the_trace_says_minus_37_where_the_report_prints_it(consolidation):
    out = StringIO()
    call_command("trace", "offences[smuggling].victims@GCNP:2020", stdout=out)
    first, *rest = [line for line in out.getvalue().splitlines() if "37" in line]
    assert first.endswith("  37  (printed as “-37”)")
    assert any("printed as “-37”" in line for line in rest)
