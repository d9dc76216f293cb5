"""Every label of the data once, however often it stands: English, Khmer, where, and its standing.

A column "Females" stands in 28 tables; who corrects or confirms it does so once.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.db.models import F, Func, JSONField, QuerySet, Value

from provinces.models import LOCALITIES, UnitName
from provinces.spelling import finds
from reporting.catalogue.queries.label_fields import (
    CONFIRMED,
    FIELDS,
    PROPOSED,
    SOURCE,
    LabelField,
)
from strategies.models import Element, Option, Publishable, Strategy, Table, TableRule

MISSING = "missing"
OPEN = "open"  # missing or proposed: what is left to confirm
KEY_LENGTH = 20


@dataclass(frozen=True)
class Spot:
    """One of the places where a label stands."""

    field: LabelField
    pk: int
    index: int
    standing: str
    place: str


@dataclass
class Label:
    kind: str
    english: str
    khmer: str
    spots: list[Spot] = field(default_factory=list)

    @property
    def standing(self) -> str:
        """It is proposed as long as it is so in one of its places."""
        if not self.khmer:
            return MISSING
        standings = {spot.standing for spot in self.spots}
        if PROPOSED in standings:
            return PROPOSED
        return SOURCE if standings == {SOURCE} else CONFIRMED

    @property
    def is_open(self) -> bool:
        return self.standing in (MISSING, PROPOSED)

    @property
    def key(self) -> str:
        """Another one as soon as text or standing have changed."""
        said = "\0".join((self.kind, self.english, self.khmer, self.standing))
        return hashlib.sha256(said.encode()).hexdigest()[:KEY_LENGTH]

    @property
    def longest(self) -> int | None:
        """The least that one of its places can hold; None: as long as one likes."""
        found = [spot.field.longest for spot in self.spots]
        return min((most for most in found if most is not None), default=None)

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(spot.place for spot in self.spots))


@dataclass(frozen=True)
class LabelCriteria:
    kind: str = ""
    standing: str = ""
    words: str = ""

    def fits(self, label: Label) -> bool:
        if self.kind and label.kind != self.kind:
            return False
        if self.standing == OPEN and not label.is_open:
            return False
        if self.standing not in ("", OPEN) and label.standing != self.standing:
            return False
        texts = (label.english, label.khmer, *label.places)
        return not self.words or finds(self.words, texts)


def khmer_labels() -> list[Label]:
    """In the order of the report, kind by kind; a dozen queries."""
    found: dict[tuple[str, str, str], Label] = {}
    stored: dict[type[models.Model], list[Any]] = {}
    for label_field in FIELDS:
        model = label_field.model
        if model not in stored:
            stored[model] = list(_rows(model))
        for row in stored[model]:
            for said in label_field.said(row):
                key = (label_field.kind, said.english, said.khmer)
                label = found.setdefault(key, Label(*key))
                place = _place(row)
                label.spots.append(Spot(label_field, row.pk, said.index, said.standing, place))
    return list(found.values())


def open_labels() -> int:
    """How many of them are missing or only proposed; one query."""
    texts = [_texts(at, label_field) for at, label_field in enumerate(FIELDS)]
    found: dict[tuple[str, str, str], Label] = {}
    for at, english, khmer, standing in texts[0].union(*texts[1:], all=True):
        label_field = FIELDS[at]
        names = (label_field.english, label_field.khmer, label_field.standing)
        row = SimpleNamespace(**dict(zip(names, (english, khmer, standing), strict=True)))
        for said in label_field.said(row):
            key = (label_field.kind, said.english, said.khmer)
            label = found.setdefault(key, Label(*key))
            label.spots.append(Spot(label_field, 0, said.index, said.standing, ""))
    return sum(label.is_open for label in found.values())


def _texts(at: int, label_field: LabelField) -> QuerySet[Any]:
    """The three fields of a label as JSON: of some labels they are lists."""
    columns = (label_field.english, label_field.khmer, label_field.standing)
    json = [Func(F(column), function="to_jsonb", output_field=JSONField()) for column in columns]
    rows = _queryset(label_field.model).select_related(None).order_by()
    return rows.values_list(Value(at), *json)


def tally(labels: Iterable[Label]) -> Counter[str]:
    """How many labels stand how."""
    return Counter(label.standing for label in labels)


def _rows(model: type[models.Model]) -> Iterator[Any]:
    return iter(_queryset(model))


def _queryset(model: type[models.Model]) -> QuerySet[Any]:
    """The Khmer of a draft is typed where the draft is."""
    rows: QuerySet[Any] = model._default_manager.all()
    if issubclass(model, Publishable):
        rows = model.objects.all()
    if model is UnitName:
        # Districts and communes carry the names of the official list.
        rows = rows.exclude(unit__kind__in=LOCALITIES).select_related("unit")
        return rows.order_by("unit__position", "valid_from")
    if model in (Element, Option, TableRule):
        rows = rows.select_related("table__section").order_by("table__position", "pk")
    elif model is Table:
        rows = rows.select_related("section")
    return rows


def _place(row: Any) -> str:
    """As a person finds it: the section of the report and the table, or the code."""
    if isinstance(row, UnitName):
        return row.unit.code
    if isinstance(row, Element | Option | TableRule):
        return f"{row.table.section.code} {row.table.title}"
    if isinstance(row, Table):
        return f"{row.section.code} {row.code}"
    return str(row.number if isinstance(row, Strategy) else row.code)
