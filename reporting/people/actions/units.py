"""Organisation units, as the administrator keeps them: new ones, names from a year on, spellings,
places in the tree. What a unit has reported stays under the name of its year."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from provinces.models import (
    LOCALITIES,
    NameStanding,
    OrganisationUnit,
    UnitAlias,
    UnitName,
    UnitSuccession,
)
from provinces.queries import descendants, unit_spelt
from provinces.roles import Permission
from provinces.spelling import fold
from reporting.access import Actor, Refused, require
from reporting.core.actions.audit import record


@dataclass(frozen=True)
class Naming:
    en: str
    km: str
    from_year: int


@transaction.atomic
def add_unit(
    *, by: Actor, code: str, kind: str, parent: OrganisationUnit, short_name: str, naming: Naming
) -> OrganisationUnit:
    """It stands last in the order of protocol among all but districts and communes."""
    require(by, Permission.PEOPLE_MANAGE)
    unit = OrganisationUnit(
        code=code, kind=kind, parent=parent, short_name=short_name, position=_next_position(kind)
    )
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise Refused(_("There is a unit with the code %(code)s already.") % {"code": code}) from (
            error
        )
    UnitName.objects.create(
        unit=unit, en=naming.en, km=naming.km, valid_from=naming.from_year, valid_to=None,
        khmer_standing=NameStanding.CONFIRMED,
    )  # fmt: skip
    learn(unit, code, *_names_tolearn(unit, naming))
    record(
        "unit.added", _target(unit), by=by, unit=unit,
        kind=kind, parent=parent.code, en=naming.en, km=naming.km,
    )  # fmt: skip
    return unit


@transaction.atomic
def rename(*, by: Actor, unit: OrganisationUnit, naming: Naming) -> None:
    """The name before ends with the year before; one that begins in the same year is replaced."""
    require(by, Permission.PEOPLE_MANAGE)
    names = list(UnitName.objects.select_for_update().filter(unit=unit).order_by("valid_from"))
    later = [name for name in names if name.valid_from > naming.from_year]
    if later:
        raise Refused(
            _("There is a name from %(year)d on already. Choose that year or a later one, or ask "
              "for the names in the administration.")
            % {"year": later[0].valid_from}
        )  # fmt: skip
    for name in names:
        if name.valid_from < naming.from_year <= (name.valid_to or naming.from_year):
            name.valid_to = naming.from_year - 1
            name.save(update_fields=["valid_to"])
    UnitName.objects.update_or_create(
        unit=unit,
        valid_from=naming.from_year,
        defaults={
            "en": naming.en,
            "km": naming.km,
            "valid_to": None,
            "khmer_standing": NameStanding.CONFIRMED,
        },
    )
    learn(unit, *_names_tolearn(unit, naming))
    before = names[-1].en if names else ""
    record(
        "unit.renamed", _target(unit), by=by, unit=unit,
        before=before, en=naming.en, km=naming.km, from_year=naming.from_year,
    )  # fmt: skip


@transaction.atomic
def place(
    *, by: Actor, unit: OrganisationUnit, short_name: str, parent: OrganisationUnit | None
) -> None:
    """Its short name, and the unit that it belongs to."""
    require(by, Permission.PEOPLE_MANAGE)
    if parent is not None and descendants(unit, itself=True).filter(pk=parent.pk).exists():
        raise Refused(_("A unit cannot belong to itself or to one below it."))
    before = [unit.short_name, unit.parent_id]
    unit.short_name, unit.parent = short_name, parent
    unit.save(update_fields=["short_name", "parent"])
    record(
        "unit.placed", _target(unit), by=by, unit=unit,
        before=before, after=[short_name, unit.parent_id],
    )  # fmt: skip


@transaction.atomic
def add_spelling(*, by: Actor, unit: OrganisationUnit, spelling: str) -> None:
    require(by, Permission.PEOPLE_MANAGE)
    if not fold(spelling):
        raise Refused(_("“%(spelling)s” has no letter.") % {"spelling": spelling})
    taken = unit_spelt(spelling)
    if taken is not None:
        words = _("“%(spelling)s” already means %(unit)s.")
        raise Refused(words % {"spelling": spelling, "unit": taken})
    learn(unit, spelling)
    record("unit.spelling_added", _target(unit), by=by, unit=unit, spelling=spelling)


@transaction.atomic
def forget_spelling(*, by: Actor, alias: UnitAlias) -> None:
    require(by, Permission.PEOPLE_MANAGE)
    record(
        "unit.spelling_removed", _target(alias.unit), by=by, unit=alias.unit,
        spelling=alias.spelling,
    )  # fmt: skip
    alias.delete()


@transaction.atomic
def succeed(
    *,
    by: Actor,
    predecessor: OrganisationUnit,
    successor: OrganisationUnit,
    from_year: int,
    goes_on: bool,
) -> UnitSuccession:
    """From this year on `successor` reports what `predecessor` did, which ends with the year before
    unless it goes on beside it. What either has reported stays where it is."""
    require(by, Permission.PEOPLE_MANAGE)
    if predecessor.pk == successor.pk:
        raise Refused(_("A unit does not follow itself. For a new name give it the name above."))
    if UnitSuccession.objects.filter(predecessor=successor, successor=predecessor).exists():
        raise Refused(_("%(unit)s came before this unit already.") % {"unit": successor})
    if not goes_on and (predecessor.valid_from or 0) > from_year - 1:
        raise Refused(
            _("The unit reports only from %(year)d on.") % {"year": predecessor.valid_from}
        )
    try:
        with transaction.atomic():
            made = UnitSuccession.objects.create(
                predecessor=predecessor, successor=successor, from_year=from_year
            )
    except IntegrityError as error:
        raise Refused(_("This succession is there already.")) from error
    if not goes_on:
        OrganisationUnit.objects.filter(pk=predecessor.pk).update(valid_to=from_year - 1)
    record(
        "unit.succeeded", _target(predecessor), by=by, unit=predecessor,
        successor=successor.code, from_year=from_year, goes_on=goes_on,
    )  # fmt: skip
    return made


@transaction.atomic
def undo_succession(*, by: Actor, succession: UnitSuccession) -> None:
    """A mistake: a unit that ended by it reports again, unless another one still follows it."""
    require(by, Permission.PEOPLE_MANAGE)
    before, year = succession.predecessor, succession.from_year
    record(
        "unit.succession_removed", _target(before), by=by, unit=before,
        successor=succession.successor.code, from_year=year,
    )  # fmt: skip
    succession.delete()
    if not before.followed_by.filter(from_year=year).exists():
        OrganisationUnit.objects.filter(pk=before.pk, valid_to=year - 1).update(valid_to=None)


def learn(unit: OrganisationUnit, *spellings: str) -> None:
    """The unit is found by these; a spelling that means another unit already stays that one's."""
    UnitAlias.objects.bulk_create(
        [
            UnitAlias(unit=unit, spelling=spelling, folded=fold(spelling))
            for spelling in dict.fromkeys(spellings)
            if fold(spelling) and unit_spelt(spelling) in (None, unit)
        ],
        ignore_conflicts=True,
    )


def _names_tolearn(unit: OrganisationUnit, naming: Naming) -> tuple[str, ...]:
    if unit.is_locality:  # many share a name
        return ()
    return unit.short_name, naming.en, naming.km


def _next_position(kind: str) -> int:
    """After the last one of its like."""
    alike = Q(kind=kind) if kind in LOCALITIES else ~Q(kind__in=LOCALITIES)
    last = OrganisationUnit.objects.filter(alike).order_by("-position").first()
    return last.position + 1 if last else 1


def _target(unit: OrganisationUnit) -> str:
    return f"unit:{unit.pk} {unit.code}"
