"""The cells made from the database's rows are those that the files make."""

import pytest
from django.conf import settings
from django.db.models import F

from provinces.tenancy import DatabaseRole, acting_as
from reporting.catalogue.actions.loading import load_catalogue
from reporting.catalogue.actions.rebuilding import rebuild_cells
from reporting.catalogue.rules.files import read_files
from strategies.models import Cell, CellRollup, Derivation, Option, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        load_catalogue(read_files(settings.BASE_DIR / "fixtures" / "catalogue"))
        yield


def state():
    cells = Cell.objects.values_list("pk", "code", "element", "option", "is_total")
    rollups = CellRollup.objects.values_list(F("leaf__code"), F("target__code"))
    derivations = Derivation.objects.values_list("cell__code", "expression")
    return set(cells), set(rollups), set(derivations)


def test_an_unchanged_catalogue_is_rebuilt_as_it_was(catalogue):
    loaded = state()

    rebuild_cells()

    assert state() == loaded


def test_a_new_offence_counts_in_its_group_and_in_all_totals(catalogue):
    table = Table.objects.get(code="offences")
    group = Option.objects.get(table=table, code="tip")
    Option.objects.create(
        table=table, code="new_article", title_en="New", group=group, position=90, valid_from=2021
    )

    rebuild_cells()

    targets = CellRollup.objects.filter(leaf__code="offences[new_article].cases")
    assert {target for (target,) in targets.values_list("target__code")} >= {
        "offences[new_article].cases",
        "offences[tip].cases",
        "offences.cases",
    }


def test_a_second_rebuild_needs_as_many_queries(catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        rebuild_cells()
