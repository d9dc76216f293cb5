"""Which fields of the catalogue, the plan and the units' names hold a label in both languages, and
where the Khmer of each stands. One list for the page, the loading and the administration."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from provinces.models import UnitName
from strategies.models import (
    ActivityGroup,
    Chart,
    Comparison,
    DataSet,
    Dimension,
    DimensionValue,
    Element,
    Indicator,
    KeyFigure,
    KhmerStanding,
    Measure,
    Option,
    Plan,
    Section,
    Strategy,
    Table,
    TableRule,
)

PROPOSED, SOURCE = KhmerStanding.PROPOSED.value, KhmerStanding.SOURCE.value
CONFIRMED = KhmerStanding.CONFIRMED.value
LONGEST_OF_A_LIST = 200


@dataclass(frozen=True)
class Said:
    """What a label says now; `index` in a list of labels."""

    english: str
    khmer: str
    standing: str
    index: int = 0


@dataclass(frozen=True)
class LabelField:
    """A label of a row, or a list of them (`many`): the names of its three fields."""

    model: type[models.Model]
    kind: str
    english: str = "title_en"
    khmer: str = "title_km"
    standing: str = "khmer_standing"
    many: bool = False

    @property
    def longest(self) -> int | None:
        if self.many:
            return LONGEST_OF_A_LIST
        field: Any = self.model._meta.get_field(self.khmer)
        longest: int | None = field.max_length
        return longest

    def said(self, row: Any) -> Iterator[Said]:
        """Each label that has an English text. A list may lack Khmer and standings at its end."""
        english, khmer = getattr(row, self.english), getattr(row, self.khmer)
        standing = getattr(row, self.standing)
        if not self.many:
            english, khmer, standing = [english], [khmer], [standing]
        for index, text in enumerate(english):
            if text:
                yield Said(text, _at(khmer, index), _at(standing, index) or PROPOSED, index)

    def say(self, row: models.Model, index: int, khmer: str, standing: str) -> None:
        if not self.many:
            setattr(row, self.khmer, khmer)
            setattr(row, self.standing, standing)
            return
        length = len(getattr(row, self.english))
        for name, text, blank in ((self.khmer, khmer, ""), (self.standing, standing, PROPOSED)):
            texts = [*getattr(row, name)][:length]
            texts += [blank] * (length - len(texts))
            texts[index] = text
            setattr(row, name, texts)


def _at(texts: list[str], index: int) -> str:
    return texts[index] if index < len(texts) else ""


def _message(model: type[models.Model]) -> LabelField:
    return LabelField(model, "rule", "message_en", "message_km")


def _of_the_plan(name: str) -> LabelField:
    return LabelField(Plan, "plan", name, f"{name}_km", f"{name}_standing")


FIELDS = (
    LabelField(DataSet, "form"),
    LabelField(Section, "section"),
    LabelField(Table, "table"),
    LabelField(Element, "column"),
    LabelField(Element, "column", "header_en", "header_km", "header_standings", many=True),
    LabelField(Option, "row"),
    LabelField(Dimension, "dimension"),
    LabelField(DimensionValue, "dimension"),
    LabelField(Measure, "dimension"),
    _message(TableRule),
    _message(Comparison),
    LabelField(Chart, "chart"),
    LabelField(
        Chart, "chart", "series_titles_en", "series_titles_km", "series_standings", many=True
    ),
    LabelField(Chart, "chart", "categories_en", "categories_km", "category_standings", many=True),
    LabelField(KeyFigure, "key_figure"),
    LabelField(Indicator, "indicator"),
    LabelField(Plan, "plan"),
    *map(_of_the_plan, ("vision", "mission", "goal")),
    LabelField(Strategy, "plan"),
    LabelField(ActivityGroup, "plan"),
    LabelField(UnitName, "unit", "en", "km"),
)


def fields_of(model: type[Any]) -> list[LabelField]:
    return [field for field in FIELDS if field.model is model]


def keep_confirmed(old: models.Model, new: models.Model) -> None:
    """What the General Secretariat typed or confirmed of `old` stands in `new` too, which is to be
    stored in its place, as long as the English text of the label is the same."""
    for field in fields_of(type(new)):
        known = {said.english: said for said in field.said(old) if said.standing == CONFIRMED}
        for said in field.said(new):
            if said.english in known:
                field.say(new, said.index, known[said.english].khmer, CONFIRMED)


def confirmed_texts(rows: Iterable[models.Model]) -> set[tuple[str, str]]:
    """(English, Khmer) of what is confirmed in these rows of one model."""
    return {
        (said.english, said.khmer)
        for row in rows
        for field in fields_of(type(row))
        for said in field.said(row)
        if said.standing == CONFIRMED
    }


def confirm_like(row: models.Model, confirmed: Container[tuple[str, str]]) -> None:
    """A label that says what is confirmed elsewhere needs nobody to confirm it again."""
    for field in fields_of(type(row)):
        for said in field.said(row):
            if said.standing == PROPOSED and (said.english, said.khmer) in confirmed:
                field.say(row, said.index, said.khmer, CONFIRMED)


def confirm_typed(old: models.Model | None, new: models.Model) -> None:
    """What a person typed into a form is confirmed: `old` is the row as it stands stored."""
    for field in fields_of(type(new)):
        known = {said.english: said for said in field.said(old)} if old else {}
        for said in field.said(new):
            before = known.get(said.english)
            if said.khmer and (before is None or before.khmer != said.khmer):
                field.say(new, said.index, said.khmer, CONFIRMED)
            elif before is not None:
                field.say(new, said.index, said.khmer, before.standing)
