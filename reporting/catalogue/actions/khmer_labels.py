"""Khmer labels as the General Secretariat corrects and confirms them: all that were sent, or
none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from provinces.models import UnitName
from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.catalogue.queries.khmer_labels import Label, Spot
from reporting.catalogue.queries.label_fields import CONFIRMED, PROPOSED
from reporting.core.actions.audit import record
from reporting.people.actions.units import learn

LONGEST_TARGET = 120
Rows = dict[tuple[type[models.Model], int], Any]


@dataclass(frozen=True)
class Wanted:
    """What a label shall say, and whether it is confirmed. Who corrects one confirms it."""

    label: Label
    khmer: str
    confirmed: bool

    @property
    def is_corrected(self) -> bool:
        return self.khmer != self.label.khmer

    @property
    def standing(self) -> str:
        return CONFIRMED if self.confirmed or self.is_corrected else PROPOSED

    @property
    def changes(self) -> bool:
        return self.is_corrected or self.confirmed == self.label.is_open


@dataclass(frozen=True)
class Done:
    corrected: int = 0
    confirmed: int = 0
    reopened: int = 0


class LabelsOvertaken(Exception):
    """Somebody changed one of the labels meanwhile: nothing was stored."""


@transaction.atomic
def store_labels(*, by: Actor, wanted: Iterable[Wanted]) -> Done:
    """Raises `LabelsOvertaken` where a label is no longer as it was shown."""
    require(by, Permission.CATALOGUE_MANAGE)
    changing = [one for one in wanted if one.changes]
    rows = _locked(changing)
    for one in changing:
        for spot in one.label.spots:
            _must_stand(rows, one.label, spot)
    for one in changing:
        for spot in one.label.spots:
            row = rows[spot.field.model, spot.pk]
            spot.field.say(row, spot.index, one.khmer, one.standing)
    _save(rows, changing)
    for one in changing:
        _record(by, one)
    return Done(
        corrected=sum(one.is_corrected for one in changing),
        confirmed=sum(one.confirmed and not one.is_corrected for one in changing),
        reopened=sum(one.standing == PROPOSED for one in changing),
    )


def _locked(wanted: Sequence[Wanted]) -> Rows:
    """In one order for everybody, so that nobody waits for one who waits for them."""
    asked: dict[type[models.Model], set[int]] = {}
    for one in wanted:
        for spot in one.label.spots:
            asked.setdefault(spot.field.model, set()).add(spot.pk)
    return {
        (model, row.pk): row
        for model in sorted(asked, key=lambda model: model._meta.label)
        for row in model._default_manager.select_for_update()
        .filter(pk__in=asked[model])
        .order_by("pk")
    }


def _must_stand(rows: Rows, label: Label, spot: Spot) -> None:
    row = rows.get((spot.field.model, spot.pk))
    now = {said.index: said for said in spot.field.said(row)} if row else {}
    said = now.get(spot.index)
    if said is None or (said.english, said.khmer, said.standing) != (
        label.english, label.khmer, spot.standing,
    ):  # fmt: skip
        raise LabelsOvertaken


def _save(rows: Rows, wanted: Sequence[Wanted]) -> None:
    changed: dict[type[models.Model], set[str]] = {}
    for one in wanted:
        for spot in one.label.spots:
            names = changed.setdefault(spot.field.model, set())
            names |= {spot.field.khmer, spot.field.standing}
    for model, names in changed.items():
        of_model = [row for (of, _pk), row in rows.items() if of is model]
        model._default_manager.bulk_update(of_model, sorted(names))
    for name in _renamed(rows, wanted):
        learn(name.unit, name.km)


def _renamed(rows: Rows, wanted: Sequence[Wanted]) -> Iterator[UnitName]:
    """The units whose name was corrected: they are found by the new one too."""
    for one in wanted:
        for spot in one.label.spots:
            if one.is_corrected and spot.field.model is UnitName:
                yield rows[UnitName, spot.pk]


def _record(by: Actor, one: Wanted) -> None:
    action = "confirmed" if one.confirmed else "reopened"
    record(
        f"label.{'corrected' if one.is_corrected else action}",
        f"label:{one.label.kind} {one.label.english}"[:LONGEST_TARGET],
        by=by,
        before=[one.label.khmer, one.label.standing],
        after=[one.khmer, one.standing],
        places=one.label.places,
    )
