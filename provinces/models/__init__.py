from provinces.models.people import Digits, MailFrequency, Membership, User
from provinces.models.units import (
    BELOW,
    LOCALITIES,
    SUB_NATIONAL,
    NameStanding,
    OrganisationUnit,
    UnitAlias,
    UnitClosure,
    UnitKind,
    UnitName,
)

__all__ = [
    "BELOW",
    "LOCALITIES",
    "SUB_NATIONAL",
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
