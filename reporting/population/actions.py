"""Populations as they are stored: all rows that were sent, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from provinces.models import OrganisationUnit, Population
from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.core.actions.audit import record
from reporting.population.rules import PopulationRow

FIELDS = ("persons", "females", "certain", "source", "source_km")


@dataclass(frozen=True)
class Stored:
    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True)
class KnownRow:
    """A row whose place was found."""

    unit: OrganisationUnit
    row: PopulationRow


@transaction.atomic
def store_populations(*, by: Actor, rows: Sequence[KnownRow]) -> Stored:
    """Each number that is added or changed is audited, with what stood there before."""
    require(by, Permission.PEOPLE_MANAGE)
    before = _before(rows)
    Population.objects.bulk_create(
        [_population(known) for known in rows],
        update_conflicts=True,
        unique_fields=["unit", "year"],
        update_fields=list(FIELDS),
    )
    for known in rows:
        old, new = before.get(_key(known)), _said(known.row)
        if old != new:
            record(
                "population.stored", f"population:{known.unit.code} {known.row.year}", by=by,
                unit=known.unit, before=old or {}, after=new,
            )  # fmt: skip
    added = sum(_key(known) not in before for known in rows)
    same = sum(before.get(_key(known)) == _said(known.row) for known in rows)
    return Stored(added, len(rows) - added - same, same)


@transaction.atomic
def bring_populations(rows: Sequence[KnownRow]) -> Stored:
    """What the portal brings along, without a person: what is there already stays as it is, so that
    numbers corrected by the Secretariat last."""
    before = _before(rows)
    new = [_population(known) for known in rows if _key(known) not in before]
    Population.objects.bulk_create(new, ignore_conflicts=True)
    return Stored(added=len(new), same=len(rows) - len(new))


def _population(known: KnownRow) -> Population:
    return Population(unit=known.unit, year=known.row.year, **_said(known.row))


def _before(rows: Sequence[KnownRow]) -> dict[tuple[int, int], dict[str, Any]]:
    stored = Population.objects.filter(
        unit__in={known.unit.pk for known in rows}, year__in={known.row.year for known in rows}
    ).select_for_update()
    return {
        (row.unit_id, row.year): {name: getattr(row, name) for name in FIELDS} for row in stored
    }


def _key(known: KnownRow) -> tuple[int, int]:
    return known.unit.pk, known.row.year


def _said(row: PopulationRow) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}
