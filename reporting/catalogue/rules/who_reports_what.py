"""Who fills which table and on what ground, as `who_reports_what.csv` says it; and the places of
the catalogue in the same words, so that one can be held against the other."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reporting.catalogue.rules.files import Files, places_of

FIRST_YEAR = 2019
# What a place says under `compared`, by the role of its figures.
ROLES: dict[str, bool | str] = {
    "record": False,
    "text": False,
    "compared": True,
    "confirms": "whole",
    "whole": "whole",
}


@dataclass(frozen=True)
class Place:
    """A table in a form: of which units ("" for all that fill the form), in which years."""

    table: str
    form: str
    units: str
    first: int
    last: int | None
    compared: bool | str


@dataclass(frozen=True)
class Said:
    """A line of the file: the place, what its figures are taken for, and who says so."""

    place: Place
    role: str
    ground: str


def read_said(path: Path) -> list[Said]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Said(
                Place(
                    table=row["table"],
                    form=row["form"],
                    units=row["units"],
                    first=int(row["from"]),
                    last=int(row["to"]) if row["to"] else None,
                    compared=ROLES[row["role"]],
                ),
                row["role"],
                row["ground"],
            )
            for row in csv.DictReader(lines)
        ]


def places(files: Files) -> Iterator[Place]:
    """Each place of the catalogue, in its order, in the years in which table and form hold too. A
    form that has the tables of another one is not named: it fills what is asked of those."""
    forms = {form["code"]: form for form in files.data_sets}
    for _section, table in files.tables():
        if "show" in table:
            continue
        for place in places_of(table):
            if forms[place["code"]].get("same_tables_as"):
                continue
            dated = (table, forms[place["code"]])
            firsts = [place.get("from"), *(one.get("valid_from") for one in dated)]
            lasts = [place.get("to"), *(one.get("valid_to") for one in dated)]
            yield Place(
                table=table["code"],
                form=place["code"],
                units=" ".join(place["units"]),
                first=max([FIRST_YEAR, *(year for year in firsts if year)]),
                last=min((year for year in lasts if year), default=None),
                compared=place.get("compared", False),
            )
