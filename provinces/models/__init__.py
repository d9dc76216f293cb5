from provinces.models.people import MailFrequency, Membership, User
from provinces.models.units import (
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
    "LOCALITIES",
    "SUB_NATIONAL",
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
