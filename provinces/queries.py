"""Reads about organisation units. The number of queries never depends on how many units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches

from django.db.models import OuterRef, Q, QuerySet, Subquery

from provinces.models import (
    BELOW,
    LOCALITIES,
    TOP,
    OrganisationUnit,
    UnitAlias,
    UnitClosure,
    UnitKind,
    UnitName,
    User,
)
from provinces.spelling import finds, squeezed, squeezed_place

CLOSE = 0.75  # of difflib: "Kampong Chma" is 0.91 of "Kampong Cham"
MOST_NEAR = 3


class UnknownUnit(LookupError):
    """No unit has this code or is spelt like this; `near`: those that are spelt nearly so."""

    def __init__(self, spelling: str, near: Sequence[str] = ()) -> None:
        super().__init__(spelling)
        self.spelling = spelling
        self.near = list(near)


def unit_by_code(code: str) -> OrganisationUnit:
    try:
        return OrganisationUnit.objects.get(code=code)
    except OrganisationUnit.DoesNotExist:
        raise UnknownUnit(code) from None


def units_of_kinds(*kinds: str) -> QuerySet[OrganisationUnit]:
    """In protocol order."""
    return OrganisationUnit.objects.filter(kind__in=kinds).order_by("position", "code")


def units_above_localities() -> QuerySet[OrganisationUnit]:
    """All but districts and communes, in protocol order."""
    return OrganisationUnit.objects.exclude(kind__in=LOCALITIES).order_by("position", "code")


class Spellings:
    """Every known spelling, to find many units by: the one way in which a unit is looked up."""

    def __init__(self, aliases: Iterable[UnitAlias], names: Mapping[int, str]) -> None:
        self._units: dict[str, dict[int, OrganisationUnit]] = {}
        for alias in aliases:
            self._units.setdefault(squeezed(alias.spelling), {})[alias.unit_id] = alias.unit
        self._names = names

    @classmethod
    def known(cls) -> "Spellings":
        """In two queries."""
        names = UnitName.objects.filter(valid_to__isnull=True).exclude(unit__kind__in=LOCALITIES)
        return cls(
            UnitAlias.objects.select_related("unit"), dict(names.values_list("unit_id", "en"))
        )

    def find(self, spelling: str) -> OrganisationUnit:
        """Whatever the case, the accents, the spaces; a province also with the words for it
        ("PCCT Takeo", "ខេត្តតាកែវ"). Raises UnknownUnit with those that are spelt nearly so."""
        found = list(self._units.get(squeezed(spelling), {}).values())
        if not found:
            places = self._units.get(squeezed_place(spelling), {}).values()
            found = [unit for unit in places if unit.kind == UnitKind.PROVINCE]
        if len(found) == 1:
            return found[0]
        raise UnknownUnit(spelling, [self._said(item) for item in found or self.near(spelling)])

    def near(self, spelling: str) -> list[OrganisationUnit]:
        """At most three, the nearest first; none for a code, as each is near to many others."""
        wanted = squeezed_place(spelling)
        if any(sign.isdigit() for sign in wanted):
            return []
        known = [text for text, units in self._units.items() if self._has_a_name(units)]
        close = get_close_matches(wanted, known, n=20, cutoff=CLOSE)
        found = {unit.pk: unit for text in close for unit in self._units[text].values()}
        return list(found.values())[:MOST_NEAR]

    @property
    def shared(self) -> dict[str, list[str]]:
        """Spellings that mean more than one unit, and find none."""
        return {
            text: sorted(unit.code for unit in units.values())
            for text, units in self._units.items()
            if len(units) > 1
        }

    def _has_a_name(self, units: Mapping[int, OrganisationUnit]) -> bool:
        return any(not unit.is_locality for unit in units.values())

    def _said(self, unit: OrganisationUnit) -> str:
        return f"{self._names.get(unit.pk, unit.code)} ({unit.code})"


def unit_spelt(spelling: str, *, but: int | None = None) -> OrganisationUnit | None:
    """Whose spelling this is already, so that none comes to mean two units; `but` one of them."""
    wanted = squeezed(spelling)
    aliases = UnitAlias.objects.select_related("unit")
    alike = (alias for alias in aliases if squeezed(alias.spelling) == wanted and alias.pk != but)
    return next((alias.unit for alias in alike), None)


def units_called(words: str) -> list[int]:
    """The units that have, or had, this in a name, a code or a known spelling, and the one that is
    found by it ("PCCT Takeo"); five queries."""
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, *own in OrganisationUnit.objects.values_list("pk", "code", "short_name"):
        texts[pk] += own
    for pk, *own in UnitName.objects.values_list("unit_id", "en", "km"):
        texts[pk] += own
    for pk, spelling in UnitAlias.objects.values_list("unit_id", "spelling"):
        texts[pk].append(spelling)
    found = [pk for pk, own in texts.items() if finds(words, own)]
    with suppress(UnknownUnit):
        found.append(Spellings.known().find(words).pk)
    return found


def by_name(language: str) -> tuple[str, ...]:
    """How the rows of people are ordered in a list in that language."""
    return ("order_km" if language.startswith("km") else "order_en", "username")


def people_called(words: str) -> list[int]:
    """Who has this in a name, the username or the address; one query."""
    names = ("full_name_en", "full_name_km", "username", "email")
    rows = User.objects.values_list("pk", *names)
    return [pk for pk, *texts in rows if finds(words, filter(None, texts))]


def unit_names(
    year: int, language: str, units: Iterable[OrganisationUnit | int] | None = None
) -> dict[int, str]:
    """Unit id -> its name in that year, in English where the Khmer is unknown; one query."""
    names = _names_of(year)
    if units is not None:
        names = names.filter(unit_id__in=[_pk(unit) for unit in units])
    return {
        unit_id: _said_in(language, en, km)
        for unit_id, en, km in names.values_list("unit_id", "en", "km")
    }


def unit_name(unit: OrganisationUnit, year: int, language: str = "en") -> str:
    """Its name in that year; before its first known name, its code. No query where it was read with
    the unit (`names_in`)."""
    kept: tuple[str, str] | None = unit.__dict__.get("_names", {}).get(year)
    if kept is not None:
        return _said_in(language, *kept) or unit.code
    return unit_names(year, language, [unit]).get(unit.pk, unit.code)


def names_in(year: int, unit: str) -> dict[str, Subquery]:
    """The names of a unit as annotations of a query that finds it (`unit`: the way to it)."""
    names = _names_of(year).filter(unit=OuterRef(unit)).order_by("-valid_from")
    return {f"name_{code}": Subquery(names.values(code)[:1]) for code in ("en", "km")}


def keep_names(unit: OrganisationUnit, year: int, en: str | None, km: str | None) -> None:
    """For `unit_name`, as long as this object lives."""
    unit.__dict__.setdefault("_names", {})[year] = (en or "", km or "")


def _names_of(year: int) -> QuerySet[UnitName]:
    return UnitName.objects.filter(valid_from__lte=year).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=year)
    )


def _said_in(language: str, en: str, km: str) -> str:
    return (km or en) if language == "km" else en


def label(unit: OrganisationUnit, names: Mapping[int, str]) -> str:
    return names.get(unit.pk, unit.code)


def descendants(unit: OrganisationUnit, *, itself: bool = False) -> QuerySet[OrganisationUnit]:
    """Nearest first."""
    below = OrganisationUnit.objects.filter(closure_above__ancestor=unit).select_related("parent")
    if not itself:
        below = below.exclude(pk=unit.pk)
    return below.order_by("closure_above__depth", "position", "code")


def has_units_below(unit: OrganisationUnit) -> bool:
    """Whether other reporters report to this one; one query."""
    return unit.kind not in TOP and unit.children.exists()


def province_of(unit_ids: Iterable[int]) -> dict[int, OrganisationUnit]:
    """Unit id -> the province that it is or lies in; one query."""
    lines = UnitClosure.objects.filter(
        ancestor__kind=UnitKind.PROVINCE, descendant_id__in=list(unit_ids)
    ).select_related("ancestor")
    return {line.descendant_id: line.ancestor for line in lines}


def reporters_above(unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Of the units that report to another one (a commune, a court): those above it, the nearest
    first, without the nation; one query."""
    lines = (
        UnitClosure.objects.filter(
            descendant_id__in=list(unit_ids), descendant__kind__in=BELOW, depth__gt=0
        )
        .exclude(ancestor__kind=UnitKind.NATION)
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
