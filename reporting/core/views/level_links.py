"""The way down the tree of units and back: nation, province, district, commune."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.core.queries.tree import TreeLevel


@dataclass(frozen=True)
class LevelLink:
    """`url` is empty where one is."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class LevelLinks:
    """`path`: where one is, from the nation down; `inside`: where one may look further down."""

    path: tuple[LevelLink, ...]
    inside: tuple[LevelLink, ...]


def level_links(
    query: QueryDict,
    level: TreeLevel,
    names: Mapping[int, str],
    *,
    has_nation: bool,
    opened: Collection[OrganisationUnit] | None = None,
    without: Collection[str] = (),
) -> LevelLinks | None:
    """None where there is but one level. `opened`: which of its units there is anything to see
    below; `without`: what of the address does not fit another level."""

    def to(code: str) -> str:
        asked = query.copy()
        for name in ("page", "inside", *without):
            asked.pop(name, None)
        if code:
            asked["inside"] = code
        return f"?{asked.urlencode()}"

    def named(unit: OrganisationUnit) -> str:
        return names.get(unit.pk, unit.code)

    ways = level.opened if opened is None else opened
    path = [LevelLink(named(unit), to(unit.code)) for unit in level.path]
    if has_nation:
        path = [LevelLink(_("The nation"), to("")), *path]
    if path:
        path[-1] = LevelLink(path[-1].title)
    inside = [LevelLink(named(unit), to(unit.code)) for unit in ways if unit != level.inside]
    if len(path) <= 1 and not inside:
        return None
    return LevelLinks(tuple(path), tuple(inside))
