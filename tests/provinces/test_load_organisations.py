"""The organisations of the fixtures: how many, where they lie, how they are spelt."""

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from provinces.models import OrganisationUnit, UnitAlias, UnitClosure, UnitKind, UnitName
from provinces.queries import (
    Spellings,
    UnknownUnit,
    tile_map,
    unit_by_code,
    unit_name,
)
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


# As people write them who do not look at a list: whose committee, which kind of place, how spaced.
AS_TYPED = {
    "Kompong Cham": "KH-03",
    "KOMPONG  CHAM": "KH-03",
    "Kg. Thom": "KH-06",
    "Kompong Speu Province": "KH-05",
    "Kâmpóng Spœ": "KH-05",
    "Kompong-Chhnang": "KH-04",
    "Kracheh": "KH-10",
    "Kratié": "KH-10",
    "Pousat": "KH-15",
    "Pouthisat": "KH-15",
    "Steung Treng": "KH-19",
    "Stoeng Treng": "KH-19",
    "Preyveng": "KH-14",
    "Prey Veaeng": "KH-14",
    "PCCT Takeo": "KH-21",
    "Takéo PCCT": "KH-21",
    "C/PCCT of Takeo": "KH-21",
    "Provincial Committee of Takeo": "KH-21",
    "Takeo Provincial Committee for Counter Trafficking": "KH-21",
    "Khet Takeo": "KH-21",
    "Takeo\u200b": "KH-21",
    "ខេត្ត តាកែវ": "KH-21",
    "ខេត្ត\u200bតាកែវ": "KH-21",
    "គ.ខ.ប.ជ ខេត្តតាកែវ": "KH-21",
    "គណៈកម្មាធិការខេត្តប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស ខេត្តតាកែវ": "KH-21",
    "គណៈកម្មាធិការរាជធានីប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស រាជធានីភ្នំពេញ": "KH-12",
    "Phnum Penh": "KH-12",
    "Phnom Penh Municipality": "KH-12",
    "CCCT": "KH-12",
    "Rattanakkiri": "KH-16",
    "Ratanak Kiri": "KH-16",
    "Mondolkiri": "KH-11",
    "Siemreab": "KH-17",
    "Kampong Som": "KH-18",
    "Sihanoukville": "KH-18",
    "Tbong Khmum": "KH-25",
    "Uddor Meanchey": "KH-22",
    "Otdar Mean Chey": "KH-22",
    "Banteay Mean Chey": "KH-01",
    "BMC": "KH-01",
    "Bat Dambang": "KH-02",
    "Kaoh Kong": "KH-09",
    "Keb": "KH-23",
    "KH-០៨": "KH-08",
    "kh08": "KH-08",
    "MoI": "MOI",
    "MoLVT": "MOLVT",
    "MLVT": "MOLVT",
    "MoSAVY": "MOSVY",
    "Ministry of Education Youth & Sports": "MOEYS",
    "Ministry of the Interior": "MOI",
    "ក្រសួងអប់រំ យុវជន និង​កីឡា": "MOEYS",
    "គ.ជ.ប.ជ": "GS",
}


def load(**options) -> str:
    said = StringIO()
    call_command("load_organisations", stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_everybody_is_there_once_and_in_their_place():
    said = load()

    assert "2056 units (2056 new)" in said
    assert Counter(OrganisationUnit.objects.values_list("kind", flat=True)) == {
        UnitKind.NATION: 1,
        UnitKind.SECRETARIAT: 1,
        UnitKind.MINISTRY: 21,
        UnitKind.SPECIALISED_UNIT: 5,
        UnitKind.WORKING_GROUP: 6,
        UnitKind.PROVINCE: 25,
        UnitKind.DISTRICT: 210,
        UnitKind.COMMUNE: 1661,
        UnitKind.COURT: 30,
        UnitKind.COMMISSARIAT: 25,
        UnitKind.DEPARTMENT: 1,
        UnitKind.INSTITUTION: 10,
        UnitKind.PARTNER: 60,
    }
    groups = OrganisationUnit.objects.filter(kind=UnitKind.WORKING_GROUP)
    assert dict(groups.values_list("code", "lead_unit__code")) == {
        "WG-PREV": "MOEYS",
        "WG-PROT": "MOSVY",
        "WG-LAW": "GCNP",
        "WG-JUST": "MOJ",
        "WG-INTL": "MOWA",
        "WG-MIGR": "MOLVT",
    }
    assert unit_by_code("CRC-17").parent == unit_by_code("CRC")
    assert UnitClosure.objects.filter(ancestor__code="NCCT").count() == 2056
    ministry = unit_by_code("MIH")
    assert unit_name(ministry, 2019) == "Ministry of Industry and Handicraft"
    assert "Innovation" in unit_name(ministry, 2020)
    assert {spelling: Spellings.known().find(spelling).code for spelling in SPELLINGS} == SPELLINGS
    _tiles_lie_where_the_provinces_lie()


def _tiles_lie_where_the_provinces_lie():
    tiles = {unit.code: (unit.tile_row, unit.tile_col) for unit in tile_map()}
    assert len(set(tiles.values())) == len(tiles) == 25
    north_to_south = ["KH-22", "KH-17", "KH-04", "KH-05", "KH-07", "KH-23"]
    west_to_east = ["KH-24", "KH-02", "KH-17", "KH-06", "KH-10", "KH-11"]
    assert [tiles[code][0] for code in north_to_south] == [0, 1, 2, 3, 4, 5]
    assert [tiles[code][1] for code in west_to_east] == [0, 1, 2, 3, 4, 5]


@pytest.fixture(scope="module")
def spellings(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        known = Spellings.known()
        transaction.set_rollback(True)
    return known


def _lines(name):
    with (FIXTURES / "organisations" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_every_known_spelling_finds_its_own_unit_and_no_other(spellings):
    said = [(line["unit"], line["spelling"]) for line in _lines("aliases.csv")]
    for line in _lines("units.csv"):
        said += [(line["code"], line["code"]), (line["code"], line["short_name"])]
    for line in _lines("names.csv"):
        said += [(line["unit"], line["en"]), (line["unit"], line["km"])]
    said = [(code, spelling) for code, spelling in said if spelling]
    assert len(said) > 600

    found = {(spelling, spellings.find(spelling).code) for _code, spelling in said}
    missed = {(spelling, code) for code, spelling in said} - found
    assert missed == {("NCCT", "NCCT")}  # the report says NCCT of its General Secretariat
    assert spellings.shared == {}


def test_every_province_is_found_by_whose_committee_and_what_place_it_is(spellings):
    provinces = [line["code"] for line in _lines("units.csv") if line["kind"] == "province"]
    patterns = ("PCCT %s", "%s PCCT", "Khet %s", "%s Province", "Provincial Committee of %s")
    khmer = ("ខេត្ត%s", "គណៈកម្មាធិការខេត្តប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស ខេត្ត%s", "គ.ខ.ប.ជ.%s")
    for line in (one for one in _lines("names.csv") if one["unit"] in provinces):
        typed = [one % line["en"] for one in patterns] + [one % line["km"] for one in khmer]
        assert {spellings.find(one).code for one in typed} == {line["unit"]}, line["en"]
    aliases = [
        one
        for one in _lines("aliases.csv")
        if one["unit"] in provinces and one["spelling"] != "CCCT"
    ]
    assert all(spellings.find(f"PCCT {one['spelling']}").code == one["unit"] for one in aliases)


def test_every_spelling_says_where_it_was_seen(spellings):
    sources = Counter(line["source"] for line in _lines("aliases.csv"))
    assert set(sources) == {
        "report 2020",
        "plan 2019-2023",
        "official list",
        "list of organisations",
        "ISO 3166-2",
        "common usage",
    }


def test_what_people_type_finds_the_unit(spellings):
    assert {typed: spellings.find(typed).code for typed in AS_TYPED} == AS_TYPED


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Kampong Chma", "Kampong Cham (KH-03)"),
        ("Batambng", "Battambang (KH-02)"),
        ("PCCT Takeoo", "Takeo (KH-21)"),
        ("Ministry of Helth", "Ministry of Health (MOH)"),
        ("ព្រៃវែ", "Prey Veng (KH-14)"),
    ],
)
def test_what_is_nearly_a_spelling_is_offered_and_never_taken(spellings, typed, near):
    with pytest.raises(UnknownUnit) as unknown:
        spellings.find(typed)
    assert unknown.value.near[0] == near
    assert len(unknown.value.near) <= 3


@pytest.mark.parametrize("typed", ["KH-99", "Paris", "", "PCCT", "ខេត្ត", "\u200b", "Ministry"])
def test_what_is_near_to_nothing_is_offered_nothing(spellings, typed):
    with pytest.raises(UnknownUnit) as unknown:
        spellings.find(typed)
    assert unknown.value.near == []


def test_the_words_for_a_place_find_provinces_only(spellings):
    with pytest.raises(UnknownUnit):
        spellings.find("PCCT Interior")


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
    assert Spellings.known().find("Kendal") == kandal


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
