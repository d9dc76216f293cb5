"""Invented people for demonstrations and for the transcribed reports: who enters, signs, accepts.

Their addresses, which end in `@demo.invalid`, tell them from real people.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import override

from provinces.models import Membership, OrganisationUnit, UnitKind, User
from provinces.queries import unit_names
from provinces.roles import Role

DOMAIN = "demo.invalid"
YEAR = 2020

AT_EVERY_UNIT = {
    Role.DATA_OFFICER: "officer",
    Role.APPROVER: "approver",
    Role.FOCAL_POINT: "focal",
}
AT_WORKING_GROUPS = {Role.GROUP_LEAD: "lead"}
AT_SECRETARIAT = {
    Role.REVIEWER: "reviewer",
    Role.CONSOLIDATOR: "consolidator",
    Role.SECRETARY_GENERAL: "secretary-general",
    Role.PERMANENT_VICE_CHAIR: "permanent-vice-chair",
    Role.ADMINISTRATOR: "administrator",
}
REPORTERS = [
    UnitKind.SECRETARIAT,
    UnitKind.MINISTRY,
    UnitKind.SPECIALISED_UNIT,
    UnitKind.WORKING_GROUP,
    UnitKind.PROVINCE,
    UnitKind.COURT,
    UnitKind.COMMISSARIAT,
    UnitKind.DEPARTMENT,
    UnitKind.INSTITUTION,
    UnitKind.PARTNER,
]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    username: str
    full_name: str
    full_name_km: str
    unit: OrganisationUnit
    role: Role


def demo_people() -> list[DemoPerson]:
    """Three for every reporting unit, the leads of the working groups, and the GS's own."""
    units = list(OrganisationUnit.objects.filter(kind__in=REPORTERS).order_by("position"))
    english, khmer = unit_names(YEAR, "en", units), unit_names(YEAR, "km", units)
    return [
        person
        for unit in units
        for person in _people_of(
            unit, english.get(unit.pk, unit.code), khmer.get(unit.pk, unit.code)
        )
    ]


def save_demo_people(people: list[DemoPerson], password: str) -> int:
    """Adds who is missing and gives all the same password; returns how many are new.

    A real person of the same username is left alone. One password hash for all: argon2 is
    slow on purpose.
    """
    _renew_password(password)
    taken = set(User.objects.values_list("username", flat=True))
    hashed = make_password(password)
    new = [_user(person, hashed) for person in people if person.username not in taken]
    User.objects.bulk_create(new)
    ids = dict(_demo_users().values_list("username", "pk"))
    Membership.objects.bulk_create(
        [
            Membership(
                user_id=ids[person.username], organisation_unit=person.unit, role=person.role
            )
            for person in people
            if person.username in ids
        ],
        ignore_conflicts=True,
    )
    return len(new)


def _people_of(unit: OrganisationUnit, name: str, khmer: str) -> Iterator[DemoPerson]:
    roles = dict(AT_EVERY_UNIT)
    if unit.kind == UnitKind.WORKING_GROUP:
        roles |= AT_WORKING_GROUPS
    if unit.kind == UnitKind.SECRETARIAT:
        roles |= AT_SECRETARIAT
    stem = slugify(name) if unit.kind == UnitKind.PROVINCE else slugify(unit.code)
    for role, suffix in roles.items():
        yield DemoPerson(
            f"{stem}.{suffix}",
            _in("en", role, name),
            _in("km", role, khmer),
            unit,
            role,
        )


def _in(language: str, role: Role, name: str) -> str:
    with override(language):
        return f"{role.label}, {name}"[:120]


def _user(person: DemoPerson, hashed: str) -> User:
    administrator = person.role is Role.ADMINISTRATOR
    return User(
        username=person.username,
        email=f"{person.username}@{DOMAIN}",
        full_name_en=person.full_name,
        full_name_km=person.full_name_km,
        password=hashed,
        is_staff=administrator,
        is_superuser=administrator,
    )


def _renew_password(password: str) -> None:
    someone = _demo_users().order_by("pk").first()
    if someone is not None and not check_password(password, someone.password):
        _demo_users().update(password=make_password(password))


def _demo_users() -> QuerySet[User]:
    return User.objects.filter(email__endswith=f"@{DOMAIN}")
