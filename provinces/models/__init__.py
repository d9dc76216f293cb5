from provinces.models.people import Digits, MailFrequency, Membership, User
from provinces.models.units import (
    LOCALITIES,
    SUB_NATIONAL,
    NameStanding,
    OrganisationUnit,
    UnitAlias,
    UnitClosure,
    UnitKind,
    UnitName,
    UnitSuccession,
)

__all__ = [
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
    "UnitSuccession",
    "User",
]
