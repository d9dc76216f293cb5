"""Reads about organisation units. The number of queries never depends on how many units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from provinces.models import Kind, OrganisationUnit, UnitAlias, UnitClosure, UnitName, User
from provinces.spelling import finds, fold, fold_place

LOCALITIES = (Kind.DISTRICT, Kind.COMMUNE)


class UnknownUnit(LookupError):
    """No unit has this code or is spelt like this."""


def unit_by_code(code: str) -> OrganisationUnit:
    try:
        return OrganisationUnit.objects.get(code=code)
    except OrganisationUnit.DoesNotExist:
        raise UnknownUnit(code) from None


def units_of_kinds(*kinds: str) -> QuerySet[OrganisationUnit]:
    """In protocol order."""
    return OrganisationUnit.objects.filter(kind__in=kinds).order_by("position", "code")


def find_unit(spelling: str) -> OrganisationUnit:
    """The unit with this code, name or known spelling; raises UnknownUnit. One query."""
    folded, place = fold(spelling), fold_place(spelling)
    found = {
        alias.folded: alias.unit
        for alias in UnitAlias.objects.filter(folded__in={folded, place}).select_related("unit")
    }
    unit = found.get(folded) or found.get(place)
    if unit is None:
        raise UnknownUnit(spelling)
    return unit


def units_called(words: str) -> list[int]:
    """The units that have, or had, this in a name, a code or a known spelling; three queries."""
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, *own in OrganisationUnit.objects.values_list("pk", "code", "short_name"):
        texts[pk] += own
    for pk, *own in UnitName.objects.values_list("unit_id", "en", "km"):
        texts[pk] += own
    for pk, spelling in UnitAlias.objects.values_list("unit_id", "spelling"):
        texts[pk].append(spelling)
    return [pk for pk, own in texts.items() if finds(words, own)]


def people_called(words: str) -> list[int]:
    """Who has this in a name, the username or the address; one query."""
    names = ("full_name_en", "full_name_km", "username", "email")
    rows = User.objects.values_list("pk", *names)
    return [pk for pk, *texts in rows if finds(words, filter(None, texts))]


def unit_names(
    year: int, language: str, units: Iterable[OrganisationUnit | int] | None = None
) -> dict[int, str]:
    """Unit id -> its name in that year, in English where the Khmer is unknown; one query."""
    names = UnitName.objects.filter(valid_from__lte=year).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=year)
    )
    if units is not None:
        names = names.filter(unit_id__in=[_pk(unit) for unit in units])
    return {
        unit_id: (km or en) if language == "km" else en
        for unit_id, en, km in names.values_list("unit_id", "en", "km")
    }


def unit_name(unit: OrganisationUnit, year: int, language: str = "en") -> str:
    """Its name in that year; before its first known name, its code."""
    return unit_names(year, language, [unit]).get(unit.pk, unit.code)


def label(unit: OrganisationUnit, names: Mapping[int, str]) -> str:
    return names.get(unit.pk, unit.code)


def descendants(unit: OrganisationUnit, *, itself: bool = False) -> QuerySet[OrganisationUnit]:
    """Nearest first."""
    below = OrganisationUnit.objects.filter(closure_above__ancestor=unit)
    if not itself:
        below = below.exclude(pk=unit.pk)
    return below.order_by("closure_above__depth", "position", "code")


def province_of(unit_ids: Iterable[int]) -> dict[int, OrganisationUnit]:
    """Unit id -> the province that it is or lies in; one query."""
    lines = UnitClosure.objects.filter(
        ancestor__kind=Kind.PROVINCE, descendant_id__in=list(unit_ids)
    ).select_related("ancestor")
    return {line.descendant_id: line.ancestor for line in lines}


def places_above(unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Of the districts and communes among the units: the district and the province in which each
    lies, the nearest first; one query."""
    lines = (
        UnitClosure.objects.filter(
            descendant_id__in=list(unit_ids),
            descendant__kind__in=LOCALITIES,
            ancestor__kind__in=(*LOCALITIES, Kind.PROVINCE),
            depth__gt=0,
        )
        .order_by("depth")
        .values_list("descendant_id", "ancestor_id")
    )
    found: dict[int, list[int]] = {}
    for below, above in lines:
        found.setdefault(below, []).append(above)
    return found


def tile_map() -> list[OrganisationUnit]:
    """The 25 provinces by row and column."""
    return list(
        OrganisationUnit.objects.filter(tile_row__isnull=False).order_by("tile_row", "tile_col")
    )


def _pk(unit: OrganisationUnit | int) -> int:
    return unit if isinstance(unit, int) else unit.pk
