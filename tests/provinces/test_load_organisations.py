"""The organisations of the fixtures: how many, where they lie, how they are spelt."""

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from provinces.models import Kind, OrganisationUnit, UnitAlias, UnitClosure, UnitName
from provinces.queries import find_unit, tile_map, unit_by_code, unit_name
from provinces.tenancy import DatabaseRole, acting_as

FIXTURES = Path(settings.BASE_DIR) / "fixtures"

# As the report of 2020 spells them, and whom it means.
SPELLINGS = {
    "Ministry of Social Works, Veterans, and Youth Rehabilitation": "MOSVY",
    "Ministry of Social Affairs, Veterans and Youth Rehabilitation (MoSVY)": "MOSVY",
    "Ministry Labor and Vocational Training": "MOLVT",
    "Ministry of Education, Youth, and Sports": "MOEYS",
    "Ministry of Women's Affairs": "MOWA",
    "Ministry of Posts": "MPTC",
    "Ministry of Post and Telecommunications": "MPTC",
    "Ministry of Cults and Religions": "MCR",
    "Ministry of Cults and Religious Affairs": "MCR",
    "Cambodia Red Cross": "CRC",
    "Cambodian Police General Commissariat": "GCNP",
    "General Commissariat of National Police": "GCNP",
    "Country Gendarmerie": "GRK",
    "Kendal": "KH-08",
    "Rattanakiri Province": "KH-16",
    "Ratanakiri": "KH-16",
    "Oddar Meanchey ": "KH-22",
    "ខេត្តកណ្តាល": "KH-08",
    "NCCT": "GS",
    "The NCCT General Secretariat": "GS",
    "Municipal-Provincial Secretariats": "CPCS",
    "Royal Academy of Professions": "RAJP",
    "Action pour Les Enfants (APLE)": "APLE",
    "Chap Dai Coalition": "CHABDAI",
    "Child Fund Cambodia": "CHILDFUND",
    "Terre Des Hommes": "TDH",
    "We World / GVC": "WEWORLD",
    "Cambodian Women’s Crises Center (CWCC)": "CWCC",
    "Love Without Border": "LWB",
    "Hope and Justice Organizations": "HJF",
    "M’lop Tapang": "MLOP",
    "Pour un Sourire d'Enfant (PSE)": "PSE",
    "Damnok Toek": "DAMNOKTOEK",
    "Krousar Thmey": "KROUSAR",
    "Mith Samlanh": "MITHSAMLANH",
}


def load(**options) -> str:
    said = StringIO()
    call_command("load_organisations", stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_everybody_is_there_once_and_in_their_place():
    said = load()

    assert "2000 units (2000 new)" in said
    assert Counter(OrganisationUnit.objects.values_list("kind", flat=True)) == {
        Kind.NATION: 1,
        Kind.SECRETARIAT: 1,
        Kind.MINISTRY: 21,
        Kind.SPECIALISED_UNIT: 5,
        Kind.WORKING_GROUP: 6,
        Kind.PROVINCE: 25,
        Kind.DISTRICT: 210,
        Kind.COMMUNE: 1661,
        Kind.INSTITUTION: 10,
        Kind.PARTNER: 60,
    }
    groups = OrganisationUnit.objects.filter(kind=Kind.WORKING_GROUP)
    assert dict(groups.values_list("code", "lead_unit__code")) == {
        "WG-PREV": "MOEYS",
        "WG-PROT": "MOSVY",
        "WG-LAW": "GCNP",
        "WG-JUST": "MOJ",
        "WG-INTL": "MOWA",
        "WG-MIGR": "MOLVT",
    }
    assert unit_by_code("CRC-17").parent == unit_by_code("CRC")
    assert UnitClosure.objects.filter(ancestor__code="NCCT").count() == 2000
    ministry = unit_by_code("MIH")
    assert unit_name(ministry, 2019) == "Ministry of Industry and Handicraft"
    assert "Innovation" in unit_name(ministry, 2020)
    assert {spelling: find_unit(spelling).code for spelling in SPELLINGS} == SPELLINGS
    _tiles_lie_where_the_provinces_lie()


def _tiles_lie_where_the_provinces_lie():
    tiles = {unit.code: (unit.tile_row, unit.tile_col) for unit in tile_map()}
    assert len(set(tiles.values())) == len(tiles) == 25
    north_to_south = ["KH-22", "KH-17", "KH-04", "KH-05", "KH-07", "KH-23"]
    west_to_east = ["KH-24", "KH-02", "KH-17", "KH-06", "KH-10", "KH-11"]
    assert [tiles[code][0] for code in north_to_south] == [0, 1, 2, 3, 4, 5]
    assert [tiles[code][1] for code in west_to_east] == [0, 1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_what_the_secretariat_mended_lasts_until_overwritten():
    load()
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        UnitName.objects.filter(unit__code="KH-08").update(en="Mended")
        OrganisationUnit.objects.filter(code="KH-08").update(short_name="KAN")
        UnitAlias.objects.filter(unit__code="KH-08").delete()

    assert "(0 new)" in load()
    assert unit_name(unit_by_code("KH-08"), 2020) == "Mended"

    load(overwrite=True)
    kandal = unit_by_code("KH-08")
    assert (unit_name(kandal, 2020), kandal.short_name) == ("Kandal", "KDL")
    assert find_unit("Kendal") == kandal


def test_the_transcribed_report_names_known_units_only():
    def codes(path: Path, column: str) -> set[str]:
        with path.open(encoding="utf-8", newline="") as file:
            return {line[column] for line in csv.DictReader(file)}

    known = codes(FIXTURES / "organisations" / "units.csv", "code")
    used: set[str] = set()
    for folder in ("values", "entries"):
        for path in sorted((FIXTURES / "2020" / folder).glob("*.csv")):
            used |= codes(path, "organisation_unit")

    assert used <= known
