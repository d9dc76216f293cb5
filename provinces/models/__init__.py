from provinces.models.people import Digits, MailFrequency, Membership, User
from provinces.models.units import (
    LOCALITIES,
    SUB_NATIONAL,
    TOP,
    NameStanding,
    OrganisationUnit,
    UnitAlias,
    UnitClosure,
    UnitKind,
    UnitName,
)

__all__ = [
    "LOCALITIES",
    "SUB_NATIONAL",
    "TOP",
    "Digits",
    "MailFrequency",
    "Membership",
    "NameStanding",
    "OrganisationUnit",
    "UnitAlias",
    "UnitClosure",
    "UnitKind",
    "UnitName",
    "User",
]
