"""The units' accepted texts beside a section, as a template wants them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.editions.composing.queries.open_row_tables import level_title
from reporting.editions.writing.queries.unit_texts import TableTexts, UnitBullet, UnitTexts
from reporting.editions.writing.rules.text_comparison import TextChange, word_changes
from reporting.editions.writing.views.passage_blocks import TextOrigin, origin_of
from reporting.models import PassageSource


@dataclass(frozen=True)
class UnitBulletPresenter:
    """`changes`: from the wording that was taken (or left) to the newest one."""

    bullet: UnitBullet
    source: TextOrigin
    changes: tuple[TextChange, ...]

    @property
    def uses(self) -> tuple[PassageSource, ...]:
        return self.bullet.uses


@dataclass(frozen=True)
class UnitBulletsPresenter:
    """Of one unit; `bullets` wait for a decision, `placed` have had it."""

    name: str
    level: str
    bullets: list[UnitBulletPresenter]
    placed: list[UnitBulletPresenter]
    take: str  # the texts that are not used yet: "12,13"


@dataclass(frozen=True)
class SectionTexts:
    """`tables`: title and units; `take`: every text that is not used yet; `to_do`: how many wait
    for a decision."""

    tables: list[tuple[str, list[UnitBulletsPresenter]]]
    take: str
    total: int
    unused: int
    to_do: int


def section_texts(tables: Iterable[TableTexts], actor: Actor) -> SectionTexts:
    found = [table for table in tables if table.units]
    bullets = [bullet for table in found for bullet in table.bullets]
    unused = [bullet for table in found for bullet in table.unused]
    return SectionTexts(
        tables=[(table.table.title, _units(table, actor)) for table in found],
        take=_joined(unused),
        total=len(bullets),
        unused=len(unused),
        to_do=sum(bullet.is_to_do for bullet in bullets),
    )


def _units(found: TableTexts, actor: Actor) -> list[UnitBulletsPresenter]:
    level = ""
    units = []
    for unit in found.units:
        units.append(_unit(unit, actor, heads=unit.level != level))
        level = unit.level
    return units


def _unit(unit: UnitTexts, actor: Actor, *, heads: bool) -> UnitBulletsPresenter:
    presenters = [_bullet(bullet, unit.name, actor) for bullet in unit.bullets]
    return UnitBulletsPresenter(
        name=unit.name,
        level=level_title(unit.level) if unit.level and heads else "",
        bullets=[presenter for presenter in presenters if presenter.bullet.is_to_do],
        placed=[presenter for presenter in presenters if not presenter.bullet.is_to_do],
        take=_joined(unit.unused),
    )


def _bullet(found: UnitBullet, unit: str, actor: Actor) -> UnitBulletPresenter:
    changes = word_changes(found.taken_words, found.words) if found.taken else ()
    return UnitBulletPresenter(found, origin_of(found.entry, unit, actor), changes)


def _joined(bullets: Iterable[UnitBullet]) -> str:
    return ",".join(str(bullet.entry.pk) for bullet in bullets)


def taken_words(count: int) -> str:
    """What is said after texts were taken."""
    if count == 1:
        return _("The text stands in the report now.")
    return _("%(count)d texts stand in the report now.") % {"count": count}
