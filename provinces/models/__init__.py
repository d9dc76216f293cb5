from provinces.models.people import Digits, MailFrequency, Membership, User
from provinces.models.population import Population
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
    "Digits",
    "MailFrequency",
    "Membership",
    "NameStanding",
    "OrganisationUnit",
    "Population",
    "UnitAlias",
    "UnitClosure",
    "UnitKind",
    "UnitName",
    "User",
]
