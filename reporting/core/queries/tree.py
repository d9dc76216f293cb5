"""The tree of units as reports go up it: a unit below another reporter hands its report to that
one, whatever kinds the two are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from provinces.models import TOP, OrganisationUnit, UnitClosure, UnitKind
from reporting.access import NotHere


def below_a_reporter(report: str = "") -> Q:
    """Rows of reports (`report`: the way to them, with `__`) on which those above the unit decide;
    the same as `Report.is_below`."""
    unit = f"{report}organisation_unit__parent"
    return Q(**{f"{report}transcribed_from": "", f"{unit}__isnull": False}) & ~Q(
        **{f"{unit}__kind__in": TOP}
    )


@dataclass(frozen=True)
class TreeLevel:
    """One level of the tree, looked at together: those whose reports the Secretariat reads itself
    (`inside` None), or a unit and those right below it. `path`: from the outermost unit that the
    reader sees down to `inside`; `under`: each unit further down -> whom of this level it stands
    under."""

    inside: OrganisationUnit | None
    path: tuple[OrganisationUnit, ...]
    members: tuple[OrganisationUnit, ...]
    under: Mapping[int, int]

    @cached_property
    def ids(self) -> frozenset[int]:
        return frozenset(unit.pk for unit in self.members)

    @cached_property
    def opened(self) -> list[OrganisationUnit]:
        """Those of this level that have units below them."""
        above = set(self.under.values())
        return [unit for unit in self.members if unit.pk in above]

    def has(self, unit_id: int) -> bool:
        """Of this level or further down."""
        return unit_id in self.ids or unit_id in self.under


def tree_level(root: OrganisationUnit | None, code: str = "") -> TreeLevel:
    """The level inside the unit of this code; without one the uppermost that there is for the
    reader. `root`: whose own units these must be; None for the nation's. Raises `NotHere`; three
    queries, or four."""
    inside = root
    if code and (root is None or code != root.code):
        inside = OrganisationUnit.objects.filter(code=code).exclude(kind__in=TOP).first()
        if inside is None:
            raise NotHere
    path = _path(inside, root)
    if root is not None and root not in path:
        raise NotHere
    members = tuple(_members(Q(pk=inside.pk) | Q(parent=inside)) if inside else uppermost())
    children = [unit.pk for unit in members if inside is None or unit.pk != inside.pk]
    under = UnitClosure.objects.filter(ancestor__in=children, depth__gt=0)
    return TreeLevel(inside, path, members, dict(under.values_list("descendant", "ancestor")))


def uppermost() -> list[OrganisationUnit]:
    """Those whose reports the Secretariat reads itself, in the order of protocol; one query."""
    return _members(Q(parent__kind__in=TOP))


def _members(wanted: Q) -> list[OrganisationUnit]:
    rows = OrganisationUnit.objects.filter(wanted).exclude(kind=UnitKind.NATION)
    return list(rows.select_related("parent").order_by("position", "code"))


def _path(
    inside: OrganisationUnit | None, root: OrganisationUnit | None
) -> tuple[OrganisationUnit, ...]:
    if inside is None:
        return ()
    above = UnitClosure.objects.filter(descendant=inside).exclude(ancestor__kind__in=TOP)
    path = [line.ancestor for line in above.select_related("ancestor").order_by("-depth")]
    if root is not None and root in path:
        return tuple(path[path.index(root) :])
    return tuple(path or [inside])
