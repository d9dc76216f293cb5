from provinces.models.people import MailFrequency, Membership, User
from provinces.models.units import (
    LOCALITIES,
    SUB_NATIONAL,
    Kind,
    OrganisationUnit,
    UnitAlias,
    UnitClosure,
    UnitName,
)

__all__ = [
    "LOCALITIES",
    "SUB_NATIONAL",
    "Kind",
    "MailFrequency",
    "Membership",
    "OrganisationUnit",
    "UnitAlias",
    "UnitClosure",
    "UnitName",
    "User",
]
