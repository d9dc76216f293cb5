"""Every figure of the report of 2020 is proved from the data values behind it."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.kernel.trace_codes import figures_in
from reporting.models import AnnualReport, Consolidation, DataValue
from reporting.queries.annual import edition_in
from reporting.queries.proofs.prove import prove
from tests.factories import secretariat

SEED = 20201125
HUNDRED = 100


@pytest.fixture
def figures_2020(year_2020):
    """(code, address, number) of each figure of the tables of 2020."""
    with secretariat():
        consolidation = Consolidation.objects.get(year=2020)
        document = edition_in(consolidation, "en").document
        found = [
            (f"{block.block.code}-R{row}-C{column}", number)
            for block in edition_in(consolidation, "en").tables
            for row, column, number in figures_in(block.block)
        ]
        assert document.year == 2020
        yield consolidation, found


def test_every_figure_of_every_table_is_proved(figures_2020):
    consolidation, found = figures_2020
    proofs = prove(consolidation, [number.trace for _code, number in found])
    wrong = [
        (code, proof.address, number.value, proof.value, proof.computed)
        for (code, number), proof in zip(found, proofs, strict=True)
        if not proof.adds_up or proof.computed != number.value
    ]
    assert wrong == []
    assert len(found) > 2000
    assert {proof.how for proof in proofs} >= {"sum", "entry", "formula"}
